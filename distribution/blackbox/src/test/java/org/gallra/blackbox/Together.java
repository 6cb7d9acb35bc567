package org.gallra.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Does the same with many, some at a time. */
final class Together {

    /** One for each core, and one while another waits. */
    private static final int THREADS = 3;

    private Together() {}

    /** Does it with all of them; fails with the first that fails. */
    static <T> void work(Stream<T> all, Consumer<T> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> begun = new ArrayList<>();
            all.forEach(one -> begun.add(threads.submit(() -> work.accept(one))));
            for (Future<?> one : begun) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
