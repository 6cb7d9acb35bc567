package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.FieldPlan;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/** Counts what an act would do to one record type, and takes the fingerprint of its rows. Changes nothing. */
final class Counter {

    /**
     * What was counted.
     *
     * @param plan the counts
     * @param fingerprint counts, sums of keys and versions: other rows or values give another one
     */
    record Counted(RecordPlan plan, String fingerprint) {}

    private final View view;
    private final Database.Kind kind;
    private final ErasureAction action;
    private final Reach reach;
    private final Removal removal;
    private final long plan;

    Counter(View view, Database.Kind kind, ErasureAction action, long plan, boolean companies) {
        this.view = view;
        this.kind = kind;
        this.action = action;
        this.plan = plan;
        this.reach = new Reach(view, kind, Reach.Source.all(plan, companies));
        this.removal = new Removal(view, plan, companies);
    }

    /** Counts one act behind the other. */
    List<Counted> count(Connection connection, List<Act> acts) throws SQLException {
        List<Counted> counted = new ArrayList<>();
        for (Act act : acts) {
            counted.add(count(connection, act));
        }
        return counted;
    }

    Counted count(Connection connection, Act act) throws SQLException {
        RecordDeclaration record = act.record();
        Reach.Rows reached = reach.counted(record);
        if (reached == null) {
            return new Counted(plan(act, new long[5], new long[act.changes().size()]), "0");
        }
        boolean anonymizes = act.action() == RowAction.ANONYMIZE;
        List<SqlFragment> sums = new ArrayList<>();
        sums.add(SqlFragment.of(record.keyType() == ColumnType.INTEGER ? "SUM(r." + record.key() + ")" : "0"));
        sums.add(SqlFragment.of(record.version() == null ? "0" : "SUM(r." + record.version() + ")"));
        if (anonymizes) {
            sums.add(ones(act.changed()));
            act.changes().forEach(c -> sums.add(ones(act.changed(c))));
        }
        SqlFragment select = SqlFragment.of("SELECT COUNT(*)");
        for (SqlFragment sum : sums) {
            select = select.append(", ").append(sum);
        }
        long[] row = Sql.list(connection, select.append(from(record, reached)), r -> {
                    long[] numbers = new long[sums.size() + 1];
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = r.getLong(i + 1);
                    }
                    return numbers;
                })
                .get(0);
        long related = row[0];
        long[] counts = new long[5]; // related, rows, shared, unlinked, kept
        counts[0] = related;
        SqlFragment changed = null;
        if (anonymizes) {
            counts[1] = row[3];
            changed = act.changed();
        } else if (act.action() == RowAction.DELETE && related > 0) {
            changed = removal.goes(record, "r");
            counts[1] = removal.canStay(record) ? rows(connection, record, reached, changed) : related;
            Keeping keeping = action == ErasureAction.DELETE ? Keeping.of(view, kind, record, removal) : null;
            if (keeping != null) {
                counts[4] = rows(connection, record, reached, keeping.kept());
                counts[1] -= counts[4];
            }
        }
        SqlFragment shared = removal.shared(record, "r");
        if (shared != null && changed != null && related > 0) {
            counts[2] =
                    rows(connection, record, reached, changed.append(" AND ").append(shared));
        }
        if (action == ErasureAction.DELETE && related > 0 && removal.canStay(record)) {
            counts[3] = unlinked(connection, record);
        }
        long[] values = new long[act.changes().size()];
        StringBuilder print = new StringBuilder();
        print.append(related).append(':').append(row[1]).append(':').append(row[2]);
        for (int i = 1; i < counts.length; i++) {
            print.append(':').append(counts[i]);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = row[4 + i];
            print.append(':').append(values[i]);
        }
        return new Counted(plan(act, counts, values), print.toString());
    }

    private long rows(Connection connection, RecordDeclaration record, Reach.Rows reached, SqlFragment condition)
            throws SQLException {
        return Sql.number(
                connection,
                SqlFragment.of("SELECT COUNT(*)")
                        .append(from(record, reached))
                        .append(" AND ")
                        .append(condition));
    }

    private long unlinked(Connection connection, RecordDeclaration record) throws SQLException {
        long links = 0;
        for (LinkDeclaration join :
                record.links().stream().filter(l -> l.kind().join()).toList()) {
            links += Sql.number(
                    connection,
                    SqlFragment.of(
                                    "SELECT COUNT(*) FROM " + Reach.fixed(kind) + "erasure_subject s, " + join.table()
                                            + " j, "
                                            + record.table() + " r WHERE s.plan = ? AND s.kind = '"
                                            + (join.kind().company() ? 'O' : 'C') + "' AND j."
                                            + join.column()
                                            + " = s.subject AND r." + record.key() + " = j." + join.row() + " AND NOT ",
                                    plan)
                            .append(removal.goes(record, "r")));
        }
        List<LinkDeclaration> contacts = Removal.links(record, Kind.CONTACT);
        if (contacts.size() + Removal.links(record, Kind.CONTACT_JOIN).size() > 1) {
            for (LinkDeclaration link : contacts) {
                links += Sql.number(
                        connection,
                        SqlFragment.of(
                                        "SELECT COUNT(*) FROM " + Reach.fixed(kind) + "erasure_subject s, "
                                                + record.table()
                                                + " r WHERE s.plan = ? AND s.kind = 'C' AND r." + link.column()
                                                + " = s.subject AND NOT ",
                                        plan)
                                .append(removal.goes(record, "r")));
            }
        }
        return links;
    }

    private SqlFragment from(RecordDeclaration record, Reach.Rows reached) {
        boolean alone = reached.tables().sql().isEmpty();
        return SqlFragment.of(" FROM " + Reach.fixed(kind))
                .append(reached.tables())
                .append((alone ? "" : ", ") + record.table() + " r WHERE ")
                .append(reached.condition());
    }

    private @Nullable Text ground(RecordDeclaration record) {
        return record.fields().stream()
                .filter(f -> f.keepsRow() && action == ErasureAction.DELETE)
                .map(FieldDeclaration::ground)
                .findFirst()
                .orElse(null);
    }

    private static SqlFragment ones(SqlFragment condition) {
        return SqlFragment.of("SUM(CASE WHEN ").append(condition).append(" THEN 1 ELSE 0 END)");
    }

    private RecordPlan plan(Act act, long[] counts, long[] values) {
        RecordDeclaration record = act.record();
        List<FieldPlan> fields = new ArrayList<>();
        if (action == ErasureAction.ANONYMIZE) {
            for (FieldDeclaration field : record.fields()) {
                FieldChange change = act.change(field.column());
                fields.add(new FieldPlan(
                        field.id(),
                        field.label(),
                        change == null ? field.strategy() : change.strategy(),
                        field.mandatory(),
                        change != null || act.action() == RowAction.DELETE,
                        change == null ? 0 : values[act.changes().indexOf(change)],
                        field.ground()));
            }
            for (QuasiIdentifier quasi : record.quasi()) {
                FieldChange change = act.change(quasi.column());
                if (change != null && record.field(quasi.id()).isEmpty()) {
                    fields.add(new FieldPlan(
                            quasi.id(),
                            quasi.label(),
                            change.strategy(),
                            false,
                            true,
                            values[act.changes().indexOf(change)],
                            null));
                }
            }
        }
        return new RecordPlan(
                record.id(),
                record.label(),
                record.bundle(),
                act.action(),
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                ground(record),
                fields);
    }
}
