package org.gallra.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.ledger.ErasureLedger.Batch;

/**
 * How many were erased since the ledger began, by what the ledger says: so a restart does not set it back. The ledger is read again only
 * if it has grown, and at most once a minute.
 */
final class Erased {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final ErasureLedger ledger;
    private final LongSupplier nanos;
    private final Map<ErasureAction, long[]> counts = new EnumMap<>(ErasureAction.class);
    private final Set<UUID> open = new HashSet<>();
    private final Set<UUID> counted = new HashSet<>();
    private long head = -1;
    private long through;
    private long lookedAt;

    Erased(ErasureLedger ledger, LongSupplier nanos) {
        this.ledger = ledger;
        this.nanos = nanos;
        for (ErasureAction action : ErasureAction.values()) {
            counts.put(action, new long[3]);
        }
    }

    /** Returns the contacts of acts of a kind. */
    synchronized long contacts(ErasureAction action) {
        look();
        return counts.getOrDefault(action, new long[3])[0];
    }

    /** Returns the companies of acts of a kind. */
    synchronized long companies(ErasureAction action) {
        look();
        return counts.getOrDefault(action, new long[3])[1];
    }

    /** Returns the rows of acts of a kind that have ended. */
    synchronized long rows(ErasureAction action) {
        look();
        return counts.getOrDefault(action, new long[3])[2];
    }

    private void look() {
        long now = nanos.getAsLong();
        long last = ledger.head();
        if (last == head || head >= 0 && now - lookedAt < PAUSE.toNanos()) {
            return;
        }
        List<Batch> batches = ledger.batches(through);
        head = last;
        lookedAt = now;
        for (Batch batch : batches) {
            long[] of = counts.getOrDefault(batch.action(), new long[3]);
            of[0] += batch.contacts().size();
            of[1] += batch.companies().size();
            through = batch.entry();
            if (!counted.contains(batch.plan())) {
                open.add(batch.plan());
            }
        }
        open.removeIf(plan -> ledger.find(plan)
                .map(done -> {
                    counts.getOrDefault(done.action(), new long[3])[2] += done.rows();
                    return counted.add(plan);
                })
                .orElse(false));
    }
}
