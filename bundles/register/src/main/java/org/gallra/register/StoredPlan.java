package org.gallra.register;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.ContributorState;
import org.gallra.api.erasure.ErasurePlan.StorePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.personaldata.Contributor;
import org.jspecify.annotations.Nullable;

/** A plan's row with its parts. */
record StoredPlan(
        long key,
        UUID id,
        ErasureAction action,
        ErasurePlan.State state,
        String digest,
        String requestedBy,
        @Nullable String approvedBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable UUID receipt,
        int batches,
        int batchesDone,
        long doneThrough,
        boolean acceptGaps,
        boolean byRule,
        @Nullable Instant dueAt,
        @Nullable String node,
        PlanBody body,
        PlanResults results,
        @Nullable ResidueReport residue,
        Map<String, Long> owed) {

    /** Returns the error of whoever asks for a plan that is not there. */
    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Planen finns inte. Gör en ny förhandsgranskning.", "There is no such plan. Make a new preview."));
    }

    /** Returns the same with its parts. */
    StoredPlan with(PlanBody planned, PlanResults done, @Nullable ResidueReport searched, Map<String, Long> debts) {
        return new StoredPlan(
                key,
                id,
                action,
                state,
                digest,
                requestedBy,
                approvedBy,
                createdAt,
                expiresAt,
                startedAt,
                finishedAt,
                receipt,
                batches,
                batchesDone,
                doneThrough,
                acceptGaps,
                byRule,
                dueAt,
                node,
                planned,
                done,
                searched,
                debts);
    }

    ErasurePlan plan() {
        return new ErasurePlan(
                id,
                action,
                state,
                digest,
                createdAt,
                expiresAt,
                requestedBy,
                body.contacts(),
                body.companies(),
                body.unknown(),
                body.fields(),
                body.records(),
                body.stores().stream()
                        .map(s -> owing(s, owed.getOrDefault(s.store(), 0L)))
                        .toList(),
                body.statistics(),
                body.excluded(),
                body.gaps(),
                body.contributors(),
                body.complete(),
                batches,
                batchesDone,
                dueAt,
                state == ErasurePlan.State.DONE ? proof() : null);
    }

    private static StorePlan owing(StorePlan store, long owed) {
        return new StorePlan(
                store.store(),
                store.label(),
                store.bundle(),
                store.kind(),
                store.mandatory(),
                store.action(),
                store.items(),
                owed);
    }

    private ErasureReceipt proof() {
        List<ErasureReceipt.RecordResult> done = body.records().stream()
                .map(r -> new ErasureReceipt.RecordResult(
                        r.record(),
                        r.label(),
                        r.bundle(),
                        body.contributors().stream()
                                .filter(c -> c.bundle().equals(r.bundle()))
                                .map(ContributorState::version)
                                .findFirst()
                                .orElse(""),
                        r.action(),
                        results.rows().getOrDefault(r.record(), 0L),
                        results.unlinked().getOrDefault(r.record(), 0L),
                        results.kept().getOrDefault(r.record(), 0L),
                        r.keptGround()))
                .toList();
        List<String> missing = body.contributors().stream()
                .filter(c -> c.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR)
                .map(ContributorState::bundle)
                .toList();
        return new ErasureReceipt(
                Objects.requireNonNull(receipt),
                id,
                action,
                digest,
                Objects.requireNonNull(approvedBy),
                body.reason(),
                Objects.requireNonNull(startedAt),
                Objects.requireNonNull(finishedAt),
                body.contacts(),
                body.companies(),
                body.fields(),
                done,
                body.stores().stream()
                        .map(s -> new ErasureReceipt.StoreResult(
                                s.store(),
                                s.label(),
                                s.bundle(),
                                s.action(),
                                s.items(),
                                results.owed().getOrDefault(s.store(), 0L)))
                        .toList(),
                results.proofs(body),
                body.excluded(),
                body.gaps(),
                body.complete() && results.owed().isEmpty(),
                missing,
                results.ledger(),
                results.replayed(),
                residue);
    }
}
