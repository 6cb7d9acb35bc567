package org.gallra.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Executes the acts of one batch in the transaction of the connection: a handful of statements per record type.
 *
 * <p>PostgreSQL updates by joining the rows to the people. Derby does not end such a statement; there the keys are read by
 * the same query and the rows updated by key in one JDBC batch.
 */
final class Executor {

    /**
     * What was done to one record type.
     *
     * @param rows how many rows were changed or deleted
     * @param unlinked how many links were removed
     * @param kept how many rows stayed on a ground
     * @param figures what was measured, by the statistic's id
     */
    record Done(long rows, long unlinked, long kept, Map<String, Figure> figures) {

        Done(long rows, long unlinked, long kept) {
            this(rows, unlinked, kept, Map.of());
        }
    }

    /** A new value of a row's own. */
    private record Row(Object key, List<@Nullable Object> old) {}

    private final Database.Kind kind;
    private final ErasureAction action;
    private final Reach.Source source;
    private final View view;
    private final Reach reach;
    private final Removal removal;
    private final List<Long> contacts;
    private final Instant now;

    Executor(
            View view,
            Database.Kind kind,
            ErasureAction action,
            Reach.Source source,
            List<Long> contacts,
            Instant now) {
        this.kind = kind;
        this.action = action;
        this.source = source;
        this.view = view;
        this.reach = new Reach(view, kind, source);
        this.removal = new Removal(view, source.plan(), source.companies());
        this.contacts = contacts;
        this.now = now;
    }

    Done execute(Connection connection, Act act) throws SQLException {
        Measure measure = Measure.before(connection, kind, act, reach.rows(act.record()));
        Done done = act(connection, act, measure == null ? null : measure.keys());
        return measure == null ? done : new Done(done.rows(), done.unlinked(), done.kept(), measure.after(connection));
    }

    private Done act(Connection connection, Act act, @Nullable List<Object> reached) throws SQLException {
        if (act.action() == RowAction.ANONYMIZE) {
            Reach.Rows rows = reach.rows(act.record());
            return new Done(rows == null ? 0 : anonymize(connection, act, rows), 0, 0);
        }
        SqlFragment keys = act.action() == RowAction.KEEP ? null : reach.keys(act.record());
        return keys == null ? new Done(0, 0, 0) : delete(connection, act.record(), keys, reached);
    }

    private long anonymize(Connection connection, Act act, Reach.Rows reached) throws SQLException {
        RecordDeclaration record = act.record();
        SqlFragment set = SqlFragment.of("");
        List<FieldChange> own = new ArrayList<>();
        for (FieldChange change : act.changes()) {
            SqlFragment expression = change.set();
            if (expression == null) {
                own.add(change);
            } else {
                set = set.append(", " + change.column() + " = ").append(expression);
            }
        }
        if (record.version() != null) {
            set = set.append(", " + record.version() + " = r." + record.version() + " + 1");
        }
        if (record.anonymizedAt() != null) {
            set = set.append(", " + record.anonymizedAt() + " = ?", now);
        }
        if (kind == Database.Kind.POSTGRESQL) {
            return Sql.update(
                    connection,
                    SqlFragment.of("UPDATE " + record.table() + " AS r SET "
                                    + set.sql().substring(2) + " FROM ")
                            .append(new SqlFragment("", set.parameters()))
                            .append(reached.tables())
                            .append(" WHERE ")
                            .append(reached.condition())
                            .append(" AND ")
                            .append(act.changed()));
        }
        return byKey(connection, act, reached, set, own);
    }

    private long byKey(Connection connection, Act act, Reach.Rows reached, SqlFragment set, List<FieldChange> own)
            throws SQLException {
        RecordDeclaration record = act.record();
        StringBuilder columns = new StringBuilder("SELECT r.").append(record.key());
        own.forEach(c -> columns.append(", r.").append(c.column()));
        List<Row> rows = Sql.list(
                connection,
                SqlFragment.of(columns + " FROM " + Reach.fixed(kind))
                        .append(reached.tables())
                        .append(", " + record.table() + " r WHERE ")
                        .append(reached.condition())
                        .append(" AND ")
                        .append(act.changed()),
                row -> {
                    List<@Nullable Object> old = new ArrayList<>();
                    for (int i = 0; i < own.size(); i++) {
                        old.add(row.getObject(i + 2));
                    }
                    return new Row(row.getObject(1), old);
                });
        if (rows.isEmpty()) {
            return 0;
        }
        SqlFragment all = set;
        for (FieldChange change : own) {
            all = all.append(", " + change.column() + " = ?");
        }
        String update = "UPDATE " + record.table() + " AS r SET " + all.sql().substring(2) + " WHERE r." + record.key()
                + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (Row row : rows) {
                Sql.bind(statement, set.parameters());
                int at = set.parameters().size();
                for (int i = 0; i < own.size(); i++) {
                    Object old = row.old().get(i);
                    UnaryOperator<Object> maker = own.get(i).perRow();
                    at++;
                    if (old == null || maker == null) {
                        statement.setNull(at, java.sql.Types.VARCHAR);
                    } else {
                        statement.setObject(at, maker.apply(old));
                    }
                }
                statement.setObject(at + 1, row.key());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return rows.size();
    }

    private Done delete(
            Connection connection, RecordDeclaration record, SqlFragment keys, @Nullable List<Object> reached)
            throws SQLException {
        boolean canStay = removal.canStay(record);
        Keeping keeping = action == ErasureAction.DELETE ? Keeping.of(view, kind, record, removal) : null;
        long kept = keeping == null ? 0 : anonymize(connection, keeping.act(), keeping.rows(kind, keys));
        List<Object> going = reached != null && !canStay && keeping == null
                ? reached
                : going(connection, record, keys, canStay, keeping);
        List<LinkDeclaration> joins =
                record.links().stream().filter(l -> l.kind().join()).toList();
        for (LinkDeclaration join : joins) {
            each(connection, "DELETE FROM " + join.table() + " WHERE " + join.row(), going);
        }
        long rows = each(connection, "DELETE FROM " + record.table() + " WHERE " + record.key(), going);
        return new Done(rows, canStay && action == ErasureAction.DELETE ? unlink(connection, record, joins) : 0, kept);
    }

    private List<Object> going(
            Connection connection,
            RecordDeclaration record,
            SqlFragment keys,
            boolean canStay,
            @Nullable Keeping keeping)
            throws SQLException {
        SqlFragment select = SqlFragment.of("SELECT r." + record.key() + " FROM " + Reach.fixed(kind) + "(")
                .append(keys)
                .append(") x, " + record.table() + " r WHERE r." + record.key() + " = x.k");
        if (canStay) {
            select = select.append(" AND ").append(removal.goes(record, "r"));
        }
        if (keeping != null) {
            select = select.append(" AND ").append(keeping.loose());
        }
        return Sql.list(connection, select, row -> row.getObject(1));
    }

    private long unlink(Connection connection, RecordDeclaration record, List<LinkDeclaration> joins)
            throws SQLException {
        long links = 0;
        for (LinkDeclaration join : joins) {
            links += each(
                    connection,
                    "DELETE FROM " + join.table() + " WHERE " + join.column(),
                    join.kind().company() ? companies(connection) : contacts);
        }
        List<LinkDeclaration> columns = Removal.links(record, Kind.CONTACT);
        if (columns.size() + Removal.links(record, Kind.CONTACT_JOIN).size() > 1) {
            String version =
                    record.version() == null ? "" : ", " + record.version() + " = " + record.version() + " + 1";
            for (LinkDeclaration link : columns) {
                links += each(
                        connection,
                        "UPDATE " + record.table() + " SET " + link.column() + " = NULL" + version + " WHERE "
                                + link.column(),
                        contacts);
            }
        }
        return links;
    }

    /** The companies that go, which are part of the last batch. */
    private List<Long> companies(Connection connection) throws SQLException {
        return source.withCompanies()
                ? Sql.list(
                        connection,
                        SqlFragment.of(
                                "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = 'O'", source.plan()),
                        row -> row.getLong(1))
                : List.of();
    }

    /** Runs {@code statement = key} for all keys and returns how many rows it changed. */
    private long each(Connection connection, String statement, List<?> keys) throws SQLException {
        if (keys.isEmpty()) {
            return 0;
        }
        if (kind == Database.Kind.POSTGRESQL) {
            var array = connection.createArrayOf(Sql.type(keys), keys.toArray());
            try {
                return Sql.update(connection, SqlFragment.of(statement + " = ANY (?)", array));
            } finally {
                array.free();
            }
        }
        try (PreparedStatement batch = connection.prepareStatement(statement + " = ?")) {
            for (Object key : keys) {
                batch.setObject(1, key);
                batch.addBatch();
            }
            long changed = 0;
            for (int count : batch.executeBatch()) {
                changed += Math.max(0, count);
            }
            return changed;
        }
    }
}
