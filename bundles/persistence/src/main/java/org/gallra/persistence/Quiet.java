package org.gallra.persistence;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.osgi.service.component.annotations.Component;

/**
 * Lets whoever changes the tables of embedded Derby wait until no transaction runs and nobody reads, and keeps others from beginning meanwhile
 * (ADR-0062). It is a courtesy and no guard: whoever finds no such moment goes on.
 */
@Component(service = Quiet.class)
public final class Quiet {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long transactions queue behind one that wants to be alone: a running one may wait for a thread that begins another. */
    private static final long QUEUE_MILLIS = 200;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** A transaction of this thread begins, or a reading; {@link #leave} follows. */
    void enter() {
        lock.readLock().lock();
    }

    /** It has ended. */
    void leave() {
        lock.readLock().unlock();
    }

    /** Waits until no transaction runs, at most a few seconds; {@link #free} follows with the answer. */
    boolean alone() {
        if (lock.getReadHoldCount() > 0) {
            return false; // this thread is in a transaction itself
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            do {
                if (lock.writeLock().tryLock(QUEUE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(QUEUE_MILLIS / 4);
            } while (System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Lets transactions begin again. */
    void free(boolean alone) {
        if (alone) {
            lock.writeLock().unlock();
        }
    }
}
