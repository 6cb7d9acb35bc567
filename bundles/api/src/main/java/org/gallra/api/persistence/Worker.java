package org.gallra.api.persistence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One thread of a component that works with the database, and ends with the component: create it with the component, call {@link #end}
 * where the component is deactivated.
 *
 * <p>It is never interrupted, and do not cancel its work with an interrupt: embedded Derby does not survive an interrupt of a thread that is in
 * it; the connection or an open file is lost. Work that may take long looks by itself whether it is to stop.
 *
 * <p>The thread is a daemon and begins with the first work. What throws is not tried again: whoever schedules catches.
 */
@ProviderType
public final class Worker extends ScheduledThreadPoolExecutor {

    private static final Logger LOG = System.getLogger(Worker.class.getName());

    private final String name;

    /**
     * Begins no thread yet.
     *
     * @param name the thread's, for logs and dumps: {@code gallra-} and what it does
     */
    public Worker(String name) {
        super(1, run -> {
            Thread thread = new Thread(run, name);
            thread.setDaemon(true);
            return thread;
        });
        this.name = name;
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        setRemoveOnCancelPolicy(true);
    }

    /** Takes no more work and returns what had not begun; what has begun goes on, as with {@link #shutdown}: nobody is interrupted. */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        List<Runnable> rest = new ArrayList<>();
        for (Runnable waiting : getQueue().toArray(new Runnable[0])) {
            if (remove(waiting)) {
                rest.add(waiting);
            }
        }
        return rest;
    }

    /**
     * Takes no more work, forgets what was put off, and waits for what has begun, without an interrupt. If that does not end in time it is left
     * alone and a warning in the log says so. An interrupt of the caller ends the waiting and stays.
     *
     * @param patience how long to wait at most; zero waits for nobody
     */
    public void end(Duration patience) {
        shutdown();
        try {
            if (!awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS) && !patience.isZero()) {
                LOG.log(Level.WARNING, "{0} still works after {1} s and is left alone", name, patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
