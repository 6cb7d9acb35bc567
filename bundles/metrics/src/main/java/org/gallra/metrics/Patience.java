package org.gallra.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks figures up that others have to answer for, such as the database: one after the other, in a thread of its own, so that who asks waits for
 * none of them longer than it may take. While one is overdue nobody waits for any: all would wait for the same.
 */
final class Patience implements AutoCloseable {

    /** What takes the values of a figure. */
    @FunctionalInterface
    interface Sink {
        void call(double value, String... labels);
    }

    private record Value(double number, String[] labels) {}

    private final Duration longest;
    private final Semaphore turn = new Semaphore(1);
    /** What was waited for in vain. */
    private volatile @Nullable Future<?> late;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(run -> {
        Thread made = new Thread(run, "gallra-figures");
        made.setDaemon(true);
        return made;
    });

    /**
     * Waits for nothing yet.
     *
     * @param longest how long somebody waits for one figure
     */
    Patience(Duration longest) {
        this.longest = longest;
    }

    /**
     * Looks a figure up and hands its values on; none if it takes too long.
     *
     * @throws IllegalStateException if it failed or is not known in time
     */
    void look(Consumer<Sink> figure, Sink to) {
        try {
            if (overdue() || !turn.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("others are waited for");
            }
            answer(figure).forEach(value -> to.call(value.number(), value.labels()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean overdue() {
        Future<?> one = late;
        return one != null && !one.isDone();
    }

    private List<Value> answer(Consumer<Sink> figure) throws InterruptedException {
        Future<List<Value>> answer = thread.submit(() -> found(figure));
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // no interrupt: embedded Derby does not survive it
            late = answer;
            throw new IllegalStateException("it takes too long", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<Value> found(Consumer<Sink> figure) {
        try {
            List<Value> values = new ArrayList<>();
            figure.accept((number, labels) -> values.add(new Value(number, labels)));
            return values;
        } finally {
            turn.release();
        }
    }

    /** Lets the thread go when it has its answer. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
