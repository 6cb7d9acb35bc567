package org.gallra.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gallra.api.contributor.ContributorCalls.Begun;
import org.gallra.api.contributor.ContributorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a call that nobody waits for any more. */
class BudgetedCallsTest {

    private static final Duration BUDGET = Duration.ofMillis(20);
    private static final Map<String, ?> SLOW = Map.of("service.bundleid", 1L);

    private BudgetedCalls calls = calls(Duration.ofMinutes(10));

    @AfterEach
    void stop() {
        calls.stop();
    }

    @Test
    void whoIsMerelySlowEndsUndisturbed() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();

        assertThatThrownBy(() -> calls.call(SLOW, "Panel", BUDGET, () -> {
                    try {
                        asked.await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    ended.countDown();
                    return "late";
                }))
                .isInstanceOf(ContributorException.class)
                .hasMessageContaining("20 ms");

        asked.countDown();
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(interrupted).as("interrupted in the middle of a statement").isFalse();
    }

    @Test
    void callsThatHaveBegunRunBesideEachOther() {
        Duration patience = Duration.ofMinutes(1);
        CyclicBarrier both = new CyclicBarrier(2);
        Begun<Integer> one = calls.begin(SLOW, "Panel", patience, both::await);
        Begun<Integer> other = calls.begin(SLOW, "Panel", patience, both::await);

        assertThat(List.of(one.end(), other.end())).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void theBudgetRunsFromTheBeginningAndAnAnswerIsKept() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        Begun<String> quick = calls.begin(SLOW, "Panel", Duration.ofMinutes(1), () -> {
            answered.countDown();
            return "there";
        });
        Begun<String> hangs = calls.begin(SLOW, "Panel", BUDGET, () -> hang(new CountDownLatch(1)));

        assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
        assertThatThrownBy(hangs::end).isInstanceOf(ContributorException.class).hasMessageContaining("20 ms");
        assertThat(quick.end()).isEqualTo("there");
    }

    @Test
    void whoHangsIsInterruptedAfterTheGrace() throws InterruptedException {
        calls.stop();
        calls = calls(BUDGET);
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(() -> calls.call(SLOW, "Panel", BUDGET, () -> hang(interrupted)))
                .isInstanceOf(ContributorException.class);

        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void fourThatHangAreEnoughAndWhoEndsMakesRoom() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> calls.call(SLOW, "Panel", BUDGET, () -> {
                        asked.await();
                        ended.countDown();
                        return "late";
                    }))
                    .hasMessageContaining("20 ms");
        }
        assertThatThrownBy(() -> calls.call(SLOW, "Panel", BUDGET, () -> "never asked"))
                .hasMessageContaining("earlier calls have not ended");

        asked.countDown();
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(answerAtLast()).isEqualTo("asked");
    }

    @Test
    void aStopLetsEndWhatIsUnderWay() throws InterruptedException {
        calls.stop();
        calls = calls(Duration.ofMinutes(10), Duration.ofMinutes(1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Begun<String> call = calls.begin(SLOW, "Panel", Duration.ofMinutes(1), () -> {
            begun.countDown();
            asked.await();
            return "ended";
        });
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

        Thread stop = new Thread(calls::stop);
        stop.start();
        while (!refusing()) {
            Thread.onSpinWait();
        }
        asked.countDown();

        assertThat(call.end()).isEqualTo("ended");
        stop.join();
    }

    private boolean refusing() {
        try {
            calls.begin(SLOW, "Panel", Duration.ofMinutes(1), () -> "");
            return false;
        } catch (RejectedExecutionException e) {
            return true;
        }
    }

    @Test
    void aStopDoesNotWaitForWhoHangs() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        calls.begin(SLOW, "Panel", Duration.ofMinutes(1), () -> {
            begun.countDown();
            return hang(interrupted);
        });
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

        calls.stop();

        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** A thread takes a moment to end after the last line of what it ran. */
    private String answerAtLast() {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            try {
                return calls.call(SLOW, "Panel", Duration.ofSeconds(10), () -> "asked");
            } catch (ContributorException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static String hang(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        return "never";
    }

    private static BudgetedCalls calls(Duration grace) {
        return calls(grace, BUDGET);
    }

    private static BudgetedCalls calls(Duration grace, Duration end) {
        return new BudgetedCalls(new Everybody(), id -> "slow.bundle", Clock.systemUTC(), grace, end);
    }
}
