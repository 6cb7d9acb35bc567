package org.gallra.api.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private final Worker worker = new Worker("gallra-test");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** Works until it is told to end; returns once it has begun. */
    private Future<?> work() throws InterruptedException {
        Future<?> work = worker.submit(() -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        return work;
    }

    @Test
    void whatHasBegunEndsUndisturbedAndWhatWasPutOffIsForgotten() throws Exception {
        Future<?> work = work();
        AtomicBoolean late = new AtomicBoolean();
        worker.schedule(() -> late.set(true), 1, TimeUnit.HOURS);
        worker.scheduleWithFixedDelay(() -> late.set(true), 1, 1, TimeUnit.HOURS);

        worker.end(Duration.ZERO);
        assertThat(work).isNotDone();
        go.countDown();
        worker.end(Duration.ofMinutes(1));

        assertThat(worker.isTerminated()).isTrue();
        assertThat(work).isDone();
        assertThat(interrupted).isFalse();
        assertThat(late).isFalse();
    }

    @Test
    void nobodyIsInterruptedByWhoeverIsInAHurry() throws Exception {
        Future<?> work = work();
        AtomicBoolean second = new AtomicBoolean();
        worker.execute(() -> second.set(true));

        assertThat(worker.shutdownNow()).hasSize(1);
        go.countDown();
        worker.end(Duration.ofMinutes(1));

        assertThat(work).isDone();
        assertThat(interrupted).isFalse();
        assertThat(second).as("what had not begun").isFalse();
    }
}
