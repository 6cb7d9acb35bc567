package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.erasure.StatisticProof.Basis;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StatisticDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does to one record type.
 *
 * @param record the record type
 * @param action what happens to its rows
 * @param changes the columns that are written; empty unless rows are anonymized
 */
record Act(RecordDeclaration record, RowAction action, List<FieldChange> changes) {

    /** Returns the acts of a plan in the order in which they are executed: parts first, people last. */
    static List<Act> of(View view, Database.Kind kind, ErasureAction action, Set<String> chosen, boolean companies) {
        List<Act> acts = new ArrayList<>();
        for (RecordDeclaration record : view.partsFirst()) {
            boolean meant = record.subject() == DataSubject.CONTACT
                    && record.links().stream()
                            .anyMatch(l -> companies || !l.kind().company());
            if (meant) {
                acts.add(
                        action == ErasureAction.DELETE
                                ? new Act(record, RowAction.DELETE, List.of())
                                : anonymizing(view, kind, record, chosen));
            }
        }
        return acts;
    }

    private static Act anonymizing(View view, Database.Kind kind, RecordDeclaration record, Set<String> chosen) {
        List<FieldDeclaration> fields = Stream.concat(
                        record.fields().stream().filter(f -> f.strategy() != Strategy.KEEP),
                        record.quasi().stream().filter(QuasiIdentifier::offers).map(Act::measure))
                .filter(f -> chosen.contains(f.id()))
                .toList();
        if (fields.stream().anyMatch(f -> f.strategy() == Strategy.DELETE_ROW)) {
            return new Act(record, RowAction.DELETE, List.of());
        }
        List<FieldChange> changes = fields.stream()
                .map(f -> FieldChange.of(f, view.column(record.table(), f.column()), kind))
                .toList();
        return new Act(record, changes.isEmpty() ? RowAction.KEEP : RowAction.ANONYMIZE, changes);
    }

    /** Returns the measure against singling out as a field that would be anonymized so. */
    static FieldDeclaration measure(QuasiIdentifier quasi) {
        return new FieldDeclaration(
                quasi.id(),
                quasi.label(),
                quasi.column(),
                quasi.type(),
                quasi.nullable(),
                DataCategory.OTHER,
                FieldKind.QUASI_IDENTIFIER,
                quasi.measure(),
                false,
                null,
                quasi.bucket(),
                ExtractPolicy.INCLUDE,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                Recognition.NONE);
    }

    /** Returns the condition that a row is changed by an anonymization: a second one changes nothing. */
    SqlFragment changed() {
        if (record.anonymizedAt() != null) {
            return SqlFragment.of("r." + record.anonymizedAt() + " IS NULL");
        }
        SqlFragment any = SqlFragment.of("(");
        for (int i = 0; i < changes.size(); i++) {
            any = any.append(i == 0 ? "" : " OR ").append(changes.get(i).differs());
        }
        return any.append(")");
    }

    /** Returns the condition that a row holds a value of one column that goes. */
    SqlFragment changed(FieldChange change) {
        return record.anonymizedAt() == null
                ? change.differs()
                : SqlFragment.of("(r." + record.anonymizedAt() + " IS NULL AND ")
                        .append(change.differs())
                        .append(")");
    }

    /** Returns how it will be known whether a statistic is the same afterwards. */
    Basis basis(StatisticDeclaration statistic) {
        if (action == RowAction.DELETE) {
            return Basis.MEASURED;
        }
        Basis basis = Basis.UNWRITTEN;
        for (FieldChange change : changes) {
            if (change.column().equals(statistic.sum())) {
                return Basis.MEASURED;
            }
            for (StatisticDeclaration.Group by : statistic.by()) {
                if (by.column().equals(change.column())) {
                    if (!within(change.strategy(), by.each())) {
                        return Basis.MEASURED;
                    }
                    basis = Basis.WITHIN_PERIOD;
                }
            }
        }
        return basis;
    }

    /** Tells whether a value that became coarser still counts in the same period. */
    private static boolean within(Strategy strategy, Granularity each) {
        return switch (each) {
            case VALUE -> false;
            case MONTH -> strategy == Strategy.MONTH;
            case YEAR -> strategy == Strategy.MONTH || strategy == Strategy.YEAR;
        };
    }

    @Nullable
    FieldChange change(String column) {
        return changes.stream()
                .filter(c -> c.column().equals(column))
                .findFirst()
                .orElse(null);
    }
}
