package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;

/**
 * Counts the record types of a plan beside each other, each in a transaction of its own: a preview of thousands of people takes as
 * long as its largest record types. What was counted at different moments is compared with what is there when the plan is executed.
 *
 * <p>The threads are never interrupted: embedded Derby does not survive that.
 */
final class Together {

    private static final int MOST = 4;

    /** For fewer people a transaction for each record type costs more than it gains. */
    private static final int PEOPLE = 200;

    private final Database database;
    private final ExecutorService threads;

    Together(Database database) {
        this.database = database;
        this.threads =
                Executors.newFixedThreadPool(Math.min(MOST, Runtime.getRuntime().availableProcessors()), run -> {
                    Thread thread = new Thread(run, "gallra-count");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Tells whether so many people are staged that it is worth to count several record types at a time. */
    static boolean worthIt(long people) {
        return people > PEOPLE;
    }

    /**
     * Returns what was counted, in the order of the acts, for a transaction that has locked people and changed nothing yet: on the connection
     * itself where it is not worth it, and on Derby, where others would wait for what is locked.
     */
    List<Counter.Counted> count(Connection connection, Counter counter, List<Act> acts, long people)
            throws SQLException {
        return worthIt(people) && database.kind() == Database.Kind.POSTGRESQL
                ? count(counter, acts)
                : counter.count(connection, acts);
    }

    /** Returns what was counted, in the order of the acts. */
    List<Counter.Counted> count(Counter counter, List<Act> acts) {
        List<Future<Counter.Counted>> counting = new ArrayList<>();
        for (Act act : acts) {
            counting.add(threads.submit(() -> database.inNewTransaction(connection -> counter.count(connection, act))));
        }
        List<Counter.Counted> counted = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<Counter.Counted> one : counting) {
            try {
                counted.add(one.get()); // also after a failure: none goes on behind the caller's back
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException("Counting failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StorageException("Waiting for counts", null);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return counted;
    }

    /** Takes no more work; what has begun ends. */
    void end() {
        threads.shutdown();
    }
}
