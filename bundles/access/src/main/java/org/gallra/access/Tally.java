package org.gallra.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;

/**
 * Takes down what somebody may try again and again, such as logins that fail, so that trying fills no disk: the first one of a user at once, those of
 * the next ten minutes as one entry with their number. What was typed for a user whom nobody knows is not kept, since people type passwords there:
 * all of them count as one.
 */
final class Tally {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final AuditAct act;
    private final AuditLog audit;
    private final Clock clock;

    /** How often and since when, by user; the empty name stands for all whom nobody knows. */
    private final Map<String, Counted> counted = new HashMap<>();

    private final AtomicLong total = new AtomicLong();

    private record Counted(Instant since, long more) {}

    Tally(AuditAct act, AuditLog audit, Clock clock) {
        this.act = act;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes one down.
     *
     * @param user the login name of a user who exists, or empty
     * @param details what the first one was about
     */
    void count(String user, String... details) {
        total.incrementAndGet();
        settle();
        boolean first;
        synchronized (counted) {
            Counted before = counted.get(user);
            first = before == null;
            counted.put(
                    user,
                    before == null ? new Counted(clock.instant(), 0) : new Counted(before.since(), before.more() + 1));
        }
        if (first) {
            audit.record(AuditEntry.of(act).by(user).count("attempts", 1).details(details));
        }
    }

    /** Returns how many there were since the start. */
    long total() {
        return total.get();
    }

    /** Writes what was counted and is over. */
    void settle() {
        settle(clock.instant().minus(WINDOW));
    }

    /** Writes everything that was counted. */
    void end() {
        settle(Instant.MAX);
    }

    private void settle(Instant begunBefore) {
        List<Map.Entry<String, Long>> over = new ArrayList<>();
        synchronized (counted) {
            counted.entrySet().removeIf(one -> {
                boolean ended = one.getValue().since().isBefore(begunBefore);
                if (ended && one.getValue().more() > 0) {
                    over.add(Map.entry(one.getKey(), one.getValue().more()));
                }
                return ended;
            });
        }
        over.forEach(one -> audit.record(AuditEntry.of(act)
                .by(one.getKey())
                .count("attempts", one.getValue())
                .details("within-ten-minutes")));
    }
}
