package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.erasure.SinglingOut.Trait;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * Counts who is singled out by what an anonymization leaves: with how many people in the whole table somebody shares a value, as
 * it stands after the act. One statement per trait; changes nothing.
 *
 * <p>Others are counted by what their values would be if they were made as coarse: who knows the month of a meeting looks at
 * everybody's meetings of that month. Records that lead to people by their parent only are left out.
 */
final class Standouts {

    private static final Set<FieldKind> LOOKED_AT = Set.of(FieldKind.QUASI_IDENTIFIER, FieldKind.FREE_TEXT);
    /** After these nothing is left of a value. */
    private static final Set<Strategy> GONE =
            Set.of(Strategy.CLEAR, Strategy.LABEL, Strategy.TOKEN, Strategy.UNLINK, Strategy.DELETE_ROW);

    private final View view;
    private final Database.Kind kind;
    private final long plan;
    private final int limit;

    Standouts(View view, Database.Kind kind, long plan, int limit) {
        this.view = view;
        this.kind = kind;
        this.plan = plan;
        this.limit = limit;
    }

    SinglingOut count(Connection connection, List<Act> acts, String digest, long people) throws SQLException {
        List<Trait> traits = new ArrayList<>();
        for (Act act : acts) {
            Way way = way(act.record());
            if (act.action() != RowAction.DELETE && way != null) {
                for (QuasiIdentifier quasi : act.record().quasi()) {
                    traits.add(trait(connection, act, way, Act.measure(quasi), true));
                }
                for (FieldDeclaration field : act.record().fields()) {
                    if (LOOKED_AT.contains(field.kind()) && field.strategy() != Strategy.KEEP && !gone(act, field)) {
                        traits.add(trait(connection, act, way, field, false));
                    }
                }
            }
        }
        traits.sort(Comparator.comparingLong(Trait::alone)
                .thenComparingLong(Trait::few)
                .reversed()
                .thenComparing(Trait::id));
        long smallest = traits.stream()
                .mapToLong(Trait::smallest)
                .filter(k -> k > 0)
                .min()
                .orElse(0);
        return new SinglingOut(digest, limit, people, smallest, traits);
    }

    private static boolean gone(Act act, FieldDeclaration field) {
        FieldChange change = act.change(field.column());
        return change != null && GONE.contains(change.strategy());
    }

    private Trait trait(Connection connection, Act act, Way way, FieldDeclaration field, boolean declared)
            throws SQLException {
        RecordDeclaration record = act.record();
        FieldChange change = act.change(field.column());
        long[] counts = gone(act, field) ? new long[4] : count(connection, record, way, field, change);
        return new Trait(
                field.id(),
                field.label(),
                record.id(),
                record.label(),
                change == null ? Strategy.KEEP : change.strategy(),
                field.strategy(),
                change != null,
                declared,
                counts[0],
                counts[1],
                counts[2],
                counts[3]);
    }

    /** Returns how many of the people have a value, their smallest group, how many are alone, and how many are few. */
    private long[] count(
            Connection connection,
            RecordDeclaration record,
            Way way,
            FieldDeclaration field,
            @Nullable FieldChange change)
            throws SQLException {
        Tables.Column column = view.column(record.table(), field.column());
        String raw = "r." + field.column();
        String mine = "SELECT " + way.person() + " AS p, %s AS v FROM " + Reach.fixed(kind) + "erasure_subject s, "
                + way.staged() + " WHERE s.plan = " + plan + " AND s.kind = 'C' AND " + way.person()
                + " = s.subject" + way.join() + " AND " + raw + " IS NOT NULL";
        String query;
        if (column.large() || field.type() == ColumnType.BINARY) {
            // what cannot be compared is nobody else's
            query = "SELECT DISTINCT p, 1 AS m FROM (" + mine.formatted("1") + ") x";
        } else {
            String value = left(raw, column, change);
            query = "SELECT o.p, MIN(g.n) AS m FROM (" + mine.formatted(value)
                    + ") o, (SELECT a.v, COUNT(DISTINCT a.p) AS n FROM (SELECT " + way.person() + " AS p, " + value
                    + " AS v FROM " + way.all() + " WHERE " + way.person() + " IS NOT NULL AND " + raw
                    + " IS NOT NULL" + way.join() + ") a GROUP BY a.v) g WHERE g.v = o.v GROUP BY o.p";
        }
        return Sql.list(
                        connection,
                        SqlFragment.of("SELECT COUNT(*), MIN(t.m), SUM(CASE WHEN t.m = 1 THEN 1 ELSE 0 END),"
                                + " SUM(CASE WHEN t.m < " + limit + " THEN 1 ELSE 0 END) FROM (" + query + ") t"),
                        row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)})
                .get(0);
    }

    /** Returns a value as it is left by the act. */
    private String left(String value, Tables.Column column, @Nullable FieldChange change) {
        if (change == null) {
            return value;
        }
        boolean derby = kind == Database.Kind.DERBY;
        SqlFragment bucket = change.set();
        return switch (change.strategy()) {
            case MONTH ->
                derby ? "YEAR(" + value + ") * 100 + MONTH(" + value + ")" : "date_trunc('month', " + value + ")";
            case YEAR -> derby ? "YEAR(" + value + ")" : "date_trunc('year', " + value + ")";
            case BUCKET -> bucket == null ? value : bucket.sql();
            default -> value;
        };
    }

    /**
     * How rows lead to people, without a detour by a parent.
     *
     * @param all the tables, the record's own as {@code r}
     * @param staged the same, in the order in which staged people are joined to them
     * @param person the expression that names the person
     * @param join the condition that joins the tables, from {@code AND} on; empty if there is but one
     */
    private record Way(String all, String staged, String person, String join) {}

    /** Returns the first way of a record to contacts; null if there is none but by its parent. */
    private static @Nullable Way way(RecordDeclaration record) {
        String own = record.table() + " r";
        for (LinkDeclaration link : record.links()) {
            if (link.kind() == Kind.CONTACT) {
                return new Way(own, own, "r." + link.column(), "");
            }
            if (link.kind() == Kind.CONTACT_JOIN) {
                String between = link.table() + " j";
                return new Way(
                        own + ", " + between,
                        between + ", " + own,
                        "j." + link.column(),
                        " AND r." + record.key() + " = j." + link.row());
            }
        }
        return null;
    }
}
