package org.gallra.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;

/**
 * Slows down guessing: after five failures for a name each further one doubles the wait, up to five minutes. It counts by the processor's
 * time, which does not jump when the clock is set: nobody waits for a day, and nobody guesses sooner.
 */
final class Backoff {

    private static final int FREE = 5;
    private static final int NAMES = 10_000;

    private record Failures(int count, long until) {}

    private final LongSupplier nanos;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > NAMES;
        }
    };

    /**
     * Takes the time.
     *
     * @param nanos as of {@link System#nanoTime}
     */
    Backoff(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void check(String name) {
        Failures known = failures.get(name);
        long left = known == null ? 0 : known.until() - nanos.getAsLong();
        if (left > 0) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(left) + 1;
            throw new GallraException(
                    GallraException.Code.TOO_MANY,
                    new Text(
                            "För många försök. Vänta " + seconds + " sekunder.",
                            "Too many attempts. Wait " + seconds + " seconds."));
        }
    }

    synchronized void failed(String name) {
        Failures known = failures.get(name);
        int count = known == null ? 1 : known.count() + 1;
        long seconds = count < FREE ? 0 : Math.min(300, 1L << Math.min(9, count - FREE));
        failures.put(name, new Failures(count, nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds)));
    }

    synchronized void succeeded(String name) {
        failures.remove(name);
    }
}
