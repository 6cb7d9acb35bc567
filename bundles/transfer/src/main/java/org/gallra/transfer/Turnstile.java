package org.gallra.transfer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;

/** Lets only so many files into the memory at a time; who waits too long is told to come again. */
final class Turnstile {

    private final Semaphore free;
    private final Duration patience;

    Turnstile(int places, Duration patience) {
        this.free = new Semaphore(places, true);
        this.patience = patience;
    }

    /** Does the work when it is its turn. */
    <T> T pass(Supplier<T> work) {
        if (!turn()) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Andra filer läses in just nu. Försök igen om en minut.",
                            "Other files are being read just now. Try again in a minute."));
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean turn() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
