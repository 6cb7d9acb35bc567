package org.gallra.ui;

import java.util.List;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.StatisticPlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.StatisticProof;

/**
 * What happens or happened to the figures that reports draw, for the template.
 *
 * @param foreseen whether the act is still to come
 * @param plans what will happen; empty afterwards
 * @param proofs what happened; empty before
 */
public record StatisticsView(boolean foreseen, List<StatisticPlan> plans, List<StatisticProof> proofs) {

    /** Returns what a plan foresees. */
    public static StatisticsView of(ErasurePlan plan) {
        return new StatisticsView(true, plan.statistics(), List.of());
    }

    /** Returns what a receipt proves. */
    public static StatisticsView of(ErasureReceipt receipt) {
        return new StatisticsView(false, List.of(), receipt.statistics());
    }

    /** Tells whether nothing is known, as of receipts of earlier versions. */
    public boolean empty() {
        return plans.isEmpty() && proofs.isEmpty();
    }

    /** Tells whether every figure stays the same, or did. */
    public boolean same() {
        return changing().isEmpty() && differing() == 0;
    }

    /** Returns the figures that may change. */
    public List<StatisticPlan> changing() {
        return plans.stream().filter(s -> !s.same()).toList();
    }

    /** Returns how many figures are not what they were. */
    public long differing() {
        return proofs.stream().filter(s -> !s.equal()).count();
    }
}
