package org.gallra.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;

/**
 * What the database knows of the ledger: one row.
 *
 * @param database the id by which they know each other
 * @param applied the number of the last entry that was written together with the database
 * @param hash that entry's hash
 */
record Mark(UUID database, long applied, String hash) {

    /** Returns the mark; empty if the database has none yet. */
    static Optional<Mark> read(Connection connection) throws SQLException {
        return read(connection, "");
    }

    private static Optional<Mark> read(Connection connection, String lock) throws SQLException {
        List<Mark> found = Rows.list(
                connection,
                SqlFragment.of("SELECT database_id, applied, hash FROM ledger_mark WHERE id = 1" + lock),
                row -> new Mark(UUID.fromString(row.getString(1)), row.getLong(2), row.getString(3)));
        return found.stream().findFirst();
    }

    /**
     * Returns the mark, and keeps every other writer, of this node and of others, from writing to the ledger until the transaction of
     * the connection has ended; waits for whoever does. Empty if the database has none yet.
     */
    static Optional<Mark> lock(Connection connection, Database.Kind kind) throws SQLException {
        return read(connection, " FOR UPDATE" + (kind == Database.Kind.DERBY ? " WITH RS" : ""));
    }

    /** Gives the database an id. */
    static Mark create(Connection connection) throws SQLException {
        Mark mark = new Mark(UUID.randomUUID(), 0, Line.START);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ledger_mark (id, database_id, applied, hash) VALUES (1, ?, ?, ?)")) {
            Rows.bind(insert, List.of(mark.database().toString(), mark.applied(), mark.hash()));
            insert.executeUpdate();
        }
        return mark;
    }

    /** Says in the transaction of the connection how far the database has come. */
    static void move(Connection connection, long applied, String hash) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE ledger_mark SET applied = ?, hash = ? WHERE id = 1")) {
            Rows.bind(update, List.of(applied, hash));
            update.executeUpdate();
        }
    }
}
