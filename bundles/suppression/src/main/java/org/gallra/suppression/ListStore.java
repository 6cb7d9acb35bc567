package org.gallra.suppression;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.suppression.Readmission;
import org.jspecify.annotations.Nullable;

/** The tables of the list. */
final class ListStore {

    private ListStore() {}

    static ListSettings settings(Connection connection) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of("SELECT * FROM suppression_setting WHERE id = 1"),
                        row -> new ListSettings(
                                row.getLong("version"),
                                Reaction.valueOf(row.getString("reaction")),
                                row.getInt("kept_years"),
                                Rows.longOrNull(row, "known_by"),
                                row.getString("changed_by"),
                                Rows.instant(row, "changed_at")))
                .get(0);
    }

    /** Writes settings over those of the version; returns false if there are others by now. */
    static boolean change(
            Connection connection, long version, Reaction reaction, int keptYears, String user, Instant now)
            throws SQLException {
        return update(
                        connection,
                        "UPDATE suppression_setting SET reaction = ?, kept_years = ?, changed_by = ?, changed_at = ?,"
                                + " version = version + 1 WHERE id = 1 AND version = ?",
                        reaction.name(),
                        keptYears,
                        user,
                        now,
                        version)
                == 1;
    }

    /** Takes note of the key that entries are made with from now on, unless there is one. */
    static void know(Connection connection, long knownBy) throws SQLException {
        update(connection, "UPDATE suppression_setting SET known_by = ? WHERE id = 1 AND known_by IS NULL", knownBy);
    }

    /** Removes everybody, and what is known of the key. */
    static void empty(Connection connection) throws SQLException {
        update(connection, "DELETE FROM suppression_entry");
        update(connection, "UPDATE suppression_setting SET known_by = NULL WHERE id = 1");
    }

    static void note(Connection connection, Admitted admitted) throws SQLException {
        update(
                connection,
                "INSERT INTO suppression_readmission (admitted_on, reason, admitted_by) VALUES (?, ?, ?)",
                Date.valueOf(admitted.day()),
                admitted.reason().name(),
                admitted.by());
    }

    /** Returns who was let in, the newest first. */
    static List<Admitted> admitted(Connection connection, int limit) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT * FROM suppression_readmission ORDER BY id DESC FETCH FIRST " + limit + " ROWS ONLY"),
                row -> new Admitted(
                        row.getDate("admitted_on").toLocalDate(),
                        Readmission.valueOf(row.getString("reason")),
                        row.getString("admitted_by")));
    }

    /** Runs one statement and returns how many rows it changed. */
    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, SqlFragment.of(sql, values).parameters());
            return statement.executeUpdate();
        }
    }
}
