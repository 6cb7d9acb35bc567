package org.gallra.person;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.contact.PersonCards;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The table of decisions. Being the same person leads on: if two cards each belong to a third, they belong together. */
@Component(service = {PersonCards.class, Decisions.class})
public final class Decisions implements PersonCards {

    private final Database database;

    /** Waits for the table. */
    @Activate
    public Decisions(
            @Reference Database database, @Reference(target = "(gallra.schema=org.gallra.person)") SchemaReady schema) {
        this.database = database;
    }

    /** A decision about a contact and another one. */
    record Decision(long other, boolean same, String by, Instant at) {}

    @Override
    public List<Long> others(long contactKey) {
        return database.read(connection -> {
            Set<Long> known = new TreeSet<>(Set.of(contactKey));
            Collection<Long> from = known;
            while (!from.isEmpty() && known.size() <= MOST) {
                List<Long> next = new ArrayList<>(neighbours(connection, from));
                next.removeAll(known);
                known.addAll(next.subList(0, Math.min(next.size(), MOST + 1 - known.size())));
                from = next;
            }
            known.remove(contactKey);
            return List.copyOf(known);
        });
    }

    private static Set<Long> neighbours(Connection connection, Collection<Long> keys) throws SQLException {
        String marks = String.join(",", Collections.nCopies(keys.size(), "?"));
        SqlFragment query = new SqlFragment(
                        "SELECT high_id FROM same_person WHERE same = TRUE AND low_id IN (" + marks + ")",
                        new ArrayList<>(keys))
                .append(new SqlFragment(
                        " UNION ALL SELECT low_id FROM same_person WHERE same = TRUE AND high_id IN (" + marks + ")",
                        new ArrayList<>(keys)));
        return new TreeSet<>(Rows.list(connection, query, row -> row.getLong(1)));
    }

    /** Returns what was decided about a contact and others, in no order. */
    static List<Decision> of(Connection connection, long key) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT high_id AS other_id, same, decided_by, decided_at FROM same_person WHERE low_id = ?"
                                + " UNION ALL SELECT low_id AS other_id, same, decided_by, decided_at FROM same_person"
                                + " WHERE high_id = ?",
                        key,
                        key),
                row -> new Decision(
                        row.getLong("other_id"),
                        row.getBoolean("same"),
                        row.getString("decided_by"),
                        row.getTimestamp("decided_at").toInstant()));
    }

    /** Writes a decision in the place of an earlier one. */
    static void write(Connection connection, long one, long other, boolean same, String user, Instant now)
            throws SQLException {
        remove(connection, one, other);
        execute(
                connection,
                SqlFragment.of(
                        "INSERT INTO same_person (low_id, high_id, same, decided_by, decided_at) VALUES (?, ?, ?, ?, ?)",
                        Math.min(one, other),
                        Math.max(one, other),
                        same,
                        user,
                        Timestamp.from(now)));
    }

    /** Takes a decision back; returns whether there was one. */
    static boolean remove(Connection connection, long one, long other) throws SQLException {
        return execute(
                        connection,
                        SqlFragment.of(
                                "DELETE FROM same_person WHERE low_id = ? AND high_id = ?",
                                Math.min(one, other),
                                Math.max(one, other)))
                > 0;
    }

    private static int execute(Connection connection, SqlFragment sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql.sql())) {
            Rows.bind(statement, sql.parameters());
            return statement.executeUpdate();
        }
    }
}
