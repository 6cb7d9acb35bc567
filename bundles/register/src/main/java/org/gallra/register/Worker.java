package org.gallra.register;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread of a component, which ends with it.
 *
 * <p>It is never interrupted: embedded Derby does not survive an interrupt of a thread that is in it.
 */
final class Worker extends ScheduledThreadPoolExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int SECONDS = 10;

    Worker(String name) {
        super(1, run -> {
            Thread thread = new Thread(run, name);
            thread.setDaemon(true);
            return thread;
        });
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Starts nothing any more and waits for what has begun. */
    void end() {
        shutdown();
        try {
            if (!awaitTermination(SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("What has begun did not end within {} s", SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
