package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Users who read on while something else happens. */
final class Load implements AutoCloseable {

    /** Nobody waits longer for a page that usually takes milliseconds. */
    private static final Duration STALL = Duration.ofSeconds(3);

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();
    private final List<Thread> users = new ArrayList<>();
    private volatile boolean on = true;

    static Load on(GallraServer server, List<String> paths) {
        Load load = new Load();
        for (String name : List.of("anna", "rut")) {
            Api api = server.as(name);
            Thread user = new Thread(() -> load.read(api, paths), "load-" + name);
            user.start();
            load.users.add(user);
        }
        return load;
    }

    private void read(Api api, List<String> paths) {
        for (int i = 0; on; i++) {
            String path = paths.get(i % paths.size());
            long begin = System.nanoTime();
            try {
                int status = api.get(path).status();
                if (status != 200) {
                    failures.add(path + " answered " + status);
                }
            } catch (UncheckedIOException e) {
                failures.add(path + ": " + e.getMessage());
            }
            slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
            answers.incrementAndGet();
        }
    }

    /** Demands that no request failed or stalled, and that there were many. */
    void assertUndisturbed() {
        assertThat(failures).isEmpty();
        assertThat(answers.get()).as("requests").isGreaterThan(100);
        assertThat(Duration.ofNanos(slowest.get())).as("the slowest request").isLessThan(STALL);
    }

    @Override
    public void close() throws InterruptedException {
        on = false;
        for (Thread user : users) {
            user.join(10_000);
        }
    }
}
