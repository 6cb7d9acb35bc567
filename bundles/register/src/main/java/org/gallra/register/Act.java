package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
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
        List<FieldDeclaration> fields =
                record.fields().stream().filter(f -> chosen.contains(f.id())).toList();
        if (fields.stream().anyMatch(f -> f.strategy() == Strategy.DELETE_ROW)) {
            return new Act(record, RowAction.DELETE, List.of());
        }
        List<FieldChange> changes = fields.stream()
                .map(f -> FieldChange.of(f, view.column(record.table(), f.column()), kind))
                .toList();
        return new Act(record, changes.isEmpty() ? RowAction.KEEP : RowAction.ANONYMIZE, changes);
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

    @Nullable
    FieldChange change(FieldDeclaration field) {
        return changes.stream()
                .filter(c -> c.column().equals(field.column()))
                .findFirst()
                .orElse(null);
    }
}
