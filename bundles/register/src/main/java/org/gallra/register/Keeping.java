package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.Strategy;

/**
 * The rows of one record type that a deletion keeps on a ground (PRIVACY.md a: "deletion against the bookkeeping duty on
 * sales"): they lose every value that an anonymization of everything takes, and their links to those who go.
 *
 * @param keeper the field that keeps a row in which it is set
 * @param act what is done to such rows
 * @param goes the condition on alias {@code r} that a row would go if nothing kept it
 */
record Keeping(FieldDeclaration keeper, Act act, SqlFragment goes) {

    /** Returns what keeps rows of the record, or null if nothing does. */
    static @org.jspecify.annotations.Nullable Keeping of(
            View view, Database.Kind kind, RecordDeclaration record, Removal removal) {
        FieldDeclaration keeper = record.fields().stream()
                .filter(FieldDeclaration::keepsRow)
                .findFirst()
                .orElse(null);
        if (keeper == null) {
            return null;
        }
        List<FieldChange> changes = new ArrayList<>();
        for (FieldDeclaration field : record.fields()) {
            if (field.strategy() != Strategy.KEEP && field.strategy() != Strategy.DELETE_ROW) {
                changes.add(FieldChange.of(field, view.column(record.table(), field.column()), kind));
            }
        }
        for (LinkDeclaration link : record.links()) {
            changes.removeIf(c -> c.column().equals(link.column()));
            String column = "r." + link.column();
            SqlFragment staged = removal.staged(link.kind() == Kind.COMPANY ? 'O' : 'C', column, "z");
            changes.add(new FieldChange(
                    link.column(),
                    Strategy.UNLINK,
                    staged,
                    SqlFragment.of("CASE WHEN NOT ").append(staged).append(" THEN " + column + " END"),
                    null));
        }
        return new Keeping(
                keeper,
                new Act(unmarked(record), RowAction.ANONYMIZE, changes),
                removal.canStay(record) ? removal.goes(record, "r") : SqlFragment.of("1 = 1"));
    }

    /** An earlier anonymization does not spare the row: its links have to go now. */
    private static RecordDeclaration unmarked(RecordDeclaration record) {
        return new RecordDeclaration(
                record.id(),
                record.bundle(),
                record.label(),
                record.subject(),
                record.table(),
                record.key(),
                record.keyType(),
                record.version(),
                null,
                record.links(),
                record.fields(),
                record.others(),
                record.moments(),
                record.statistics(),
                record.quasi());
    }

    /** Returns the condition on alias {@code r} that a row stays on the ground. */
    SqlFragment kept() {
        return SqlFragment.of("r." + keeper.column() + " IS NOT NULL AND ").append(goes);
    }

    /** Returns the condition on alias {@code r} that nothing keeps a row. */
    SqlFragment loose() {
        return SqlFragment.of("r." + keeper.column() + " IS NULL");
    }

    /** Returns, of the rows of a query, those that stay. */
    Reach.Rows rows(Database.Kind kind, SqlFragment reached) {
        RecordDeclaration record = act.record();
        SqlFragment keys = SqlFragment.of("SELECT r." + record.key() + " AS k FROM " + Reach.fixed(kind) + "(")
                .append(reached)
                .append(") y, " + record.table() + " r WHERE r." + record.key() + " = y.k AND ")
                .append(kept());
        return new Reach.Rows(
                SqlFragment.of("(").append(keys).append(") x"), SqlFragment.of("r." + record.key() + " = x.k"));
    }
}
