package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.erasure.ErasureTraces;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The tables that acts have changed. Each act adds a row for each of its tables by one statement, so that two acts that end
 * at a time do not wait for each other.
 */
@Component(service = ErasureTraces.class)
public final class Traces implements ErasureTraces {

    private final Database database;

    /** Waits for the tables. */
    @Activate
    public Traces(
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.register)") SchemaReady schema) {
        this(database);
    }

    Traces(Database database) {
        this.database = database;
    }

    /** Takes note of what an act has done so far, in the transaction that ends it. */
    static void note(Connection connection, View view, PlanResults results, Instant now) throws SQLException {
        Set<String> tables = new TreeSet<>();
        for (RecordDeclaration record : view.usable().values()) {
            long changed = results.rows().getOrDefault(record.id(), 0L)
                    + results.unlinked().getOrDefault(record.id(), 0L)
                    + results.kept().getOrDefault(record.id(), 0L);
            if (changed > 0) {
                tables.addAll(tables(record));
            }
        }
        if (!tables.isEmpty()) {
            view.usable().values().stream()
                    .filter(Traces::passes)
                    .map(RecordDeclaration::table)
                    .forEach(tables::add);
        }
        note(connection, tables, now);
    }

    /** Tells whether texts about anybody pass through the record's table, such as imported files: no act reaches what is gone. */
    private static boolean passes(RecordDeclaration record) {
        return record.links().isEmpty()
                && record.fields().stream()
                        .anyMatch(f -> f.kind() == FieldKind.FREE_TEXT && f.category() != DataCategory.ADMINISTRATIVE);
    }

    static void note(Connection connection, Collection<String> tables, Instant now) throws SQLException {
        SqlFragment rows = SqlFragment.of("INSERT INTO erasure_trace (table_name, touched_at) VALUES ");
        boolean first = true;
        for (String table : tables) {
            rows = rows.append(first ? "(?, ?)" : ", (?, ?)", table, now);
            first = false;
        }
        if (!first) {
            Sql.update(connection, rows);
        }
    }

    /** Returns the record's own table and those that link it to people. */
    static Set<String> tables(RecordDeclaration record) {
        Set<String> tables = new TreeSet<>(Set.of(record.table()));
        record.links().stream()
                .map(LinkDeclaration::table)
                .filter(Objects::nonNull)
                .forEach(tables::add);
        return tables;
    }

    @Override
    public List<Trace> traces() {
        return database.read(connection -> Sql.list(
                connection,
                SqlFragment.of("SELECT table_name, MIN(touched_at) AS first_at, MAX(touched_at) AS last_at,"
                        + " SUM(CASE WHEN analyzed THEN 0 ELSE 1 END) FROM erasure_trace GROUP BY table_name"
                        + " ORDER BY table_name"),
                row -> new Trace(
                        row.getString(1),
                        Objects.requireNonNull(Sql.instant(row, "first_at")),
                        Objects.requireNonNull(Sql.instant(row, "last_at")),
                        row.getLong(4) == 0)));
    }

    @Override
    public void analyzed(String table, Instant through) {
        database.inNewTransaction(connection -> Sql.update(
                connection,
                SqlFragment.of(
                        "UPDATE erasure_trace SET analyzed = TRUE WHERE table_name = ? AND touched_at <= ?",
                        table,
                        through)));
    }

    @Override
    public void cleaned(String table, Instant through) {
        database.inNewTransaction(connection -> Sql.update(
                connection,
                SqlFragment.of("DELETE FROM erasure_trace WHERE table_name = ? AND touched_at <= ?", table, through)));
    }

    @Override
    public boolean busy() {
        return database.read(connection -> Sql.number(
                        connection, SqlFragment.of("SELECT COUNT(*) FROM erasure_plan WHERE state = 'RUNNING'")))
                > 0;
    }
}
