package org.gallra.register;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;

/** The people and companies of one plan: a table in the database, for their keys need not leave it. Used within one transaction. */
final class Staging {

    private static final char CONTACT = 'C';
    private static final char COMPANY = 'O';

    /** From so many on the database is told how many people there are. */
    private static final int MANY = 1_000;

    private final Connection connection;
    private final Database.Kind kind;
    private final long plan;

    Staging(Connection connection, Database.Kind kind, long plan) {
        this.connection = connection;
        this.kind = kind;
        this.plan = plan;
    }

    /**
     * How many are staged.
     *
     * @param contacts people
     * @param companies companies
     */
    record Subjects(long contacts, long companies) {}

    /** Adds people by key; returns how many. */
    long addContacts(Collection<Long> keys) throws SQLException {
        return add(CONTACT, keys);
    }

    /** Adds companies by key, without their people. */
    void addCompanies(Collection<Long> keys) throws SQLException {
        add(COMPANY, keys);
    }

    private long add(char subject, Collection<Long> keys) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO erasure_subject (plan, kind, subject) VALUES (?, ?, ?)")) {
            for (long key : keys) {
                insert.setLong(1, plan);
                insert.setString(2, String.valueOf(subject));
                insert.setLong(3, key);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return keys.size();
    }

    /**
     * Adds the contacts whose keys a query finds; returns how many. PostgreSQL looks for them on all its cores, but not while it writes: so
     * they are found first, eight bytes for each.
     */
    long addContacts(SqlFragment select) throws SQLException {
        String insert = "INSERT INTO erasure_subject (plan, kind, subject) SELECT " + plan + ", 'C', f.k FROM ";
        if (kind == Database.Kind.DERBY) {
            return Sql.update(
                    connection, SqlFragment.of(insert + "(").append(select).append(") f (k)"));
        }
        Array found = Sql.list(
                        connection,
                        SqlFragment.of("SELECT COALESCE(array_agg(f.k ORDER BY f.k), '{}') FROM (")
                                .append(select)
                                .append(") f (k)"),
                        row -> row.getArray(1))
                .get(0);
        try {
            return Sql.update(connection, SqlFragment.of(insert + "unnest(?) f (k)", found));
        } finally {
            found.free();
        }
    }

    /** Adds the contacts of the staged companies; returns how many. */
    long addContactsOfCompanies(View view) throws SQLException {
        RecordDeclaration contacts = view.contacts();
        long staged = 0;
        for (LinkDeclaration link : Removal.links(contacts, LinkDeclaration.Kind.COMPANY)) {
            staged += Sql.update(
                    connection,
                    SqlFragment.of("INSERT INTO erasure_subject (plan, kind, subject) SELECT " + plan + ", 'C', r."
                            + contacts.key() + " FROM " + Reach.fixed(kind) + "erasure_subject s, " + contacts.table()
                            + " r WHERE s.plan = " + plan + " AND s.kind = 'O' AND r." + link.column()
                            + " = s.subject"));
        }
        return staged;
    }

    void removeContacts() throws SQLException {
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_subject WHERE plan = ? AND kind = 'C'", plan));
    }

    /**
     * Lets PostgreSQL hash and sort as many people as a large rule hits in memory, and not wait for the disk at the end: whatever
     * is ordered of a plan is written behind it, and so makes it last.
     */
    void widen() throws SQLException {
        if (kind == Database.Kind.POSTGRESQL) {
            Sql.list(
                    connection,
                    SqlFragment.of(
                            "SELECT set_config('work_mem', '32MB', true), set_config('synchronous_commit', 'off', true)"),
                    row -> true);
        }
    }

    /**
     * Tells PostgreSQL how many people were staged: what it has counted before says nothing of them, and it would look up each of
     * them by itself where one pass over a table is quicker. Derby knows it from its indexes.
     */
    void analyze(long staged) throws SQLException {
        if (kind == Database.Kind.POSTGRESQL && staged > MANY) {
            Sql.update(connection, SqlFragment.of("ANALYZE erasure_subject"));
        }
    }

    /** Returns the lowest keys of the people, ascending. */
    List<Long> firstContacts(int limit) throws SQLException {
        return Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = 'C' ORDER BY subject FETCH FIRST "
                                + limit + " ROWS ONLY",
                        plan),
                row -> row.getLong(1));
    }

    /** Returns the keys of the companies, ascending. */
    List<Long> companies() throws SQLException {
        return Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = 'O' ORDER BY subject", plan),
                row -> row.getLong(1));
    }

    /** Returns how many there are. */
    Subjects count() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        Sql.list(
                        connection,
                        SqlFragment.of("SELECT kind, COUNT(*) FROM erasure_subject WHERE plan = ? GROUP BY kind", plan),
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return new Subjects(counts.getOrDefault("C", 0L), counts.getOrDefault("O", 0L));
    }
}
