package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gallra.api.erasure.StatisticProof;

/**
 * What was done so far.
 *
 * @param rows rows by record id
 * @param unlinked removed links by record id
 * @param kept rows that stay on a ground by record id
 * @param figures what was measured, by the statistic's id
 * @param owed at the end, what stores still owed by store id
 * @param ledger the entries of the ledger
 * @param replayed whether a restored database was brought up to the ledger
 */
record PlanResults(
        Map<String, Long> rows,
        Map<String, Long> unlinked,
        Map<String, Long> kept,
        Map<String, Figure> figures,
        Map<String, Long> owed,
        List<Long> ledger,
        boolean replayed) {

    /** Reads what earlier versions kept, too. */
    PlanResults {
        kept = kept == null ? new TreeMap<>() : kept;
        figures = figures == null ? new TreeMap<>() : figures;
        owed = Objects.requireNonNullElse(owed, Map.of());
        ledger = new ArrayList<>(Objects.requireNonNullElse(ledger, List.of()));
    }

    static PlanResults none() {
        return none(false);
    }

    static PlanResults none(boolean replayed) {
        return new PlanResults(
                new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Map.of(), List.of(), replayed);
    }

    /** Returns the same with what stores still owe. */
    PlanResults owing(Map<String, Long> debts) {
        return new PlanResults(rows, unlinked, kept, figures, debts, ledger, replayed);
    }

    long allRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    void add(String record, Executor.Done done) {
        rows.merge(record, done.rows(), Long::sum);
        unlinked.merge(record, done.unlinked(), Long::sum);
        kept.merge(record, done.kept(), Long::sum);
        done.figures().forEach((statistic, figure) -> figures.merge(statistic, figure, Figure::plus));
    }

    /** Returns what became of each statistic of a plan. */
    List<StatisticProof> proofs(PlanBody body) {
        return body.statistics().stream()
                .map(s -> figures.getOrDefault(s.statistic(), Figure.NONE).proof(s.statistic(), s.label(), s.basis()))
                .toList();
    }
}
