package org.gallra.suppression;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.suppression.Readmission;
import org.jspecify.annotations.Nullable;

/** The tables of the list. */
final class ListStore {

    private static final int CHUNK = 200;

    private ListStore() {}

    static ListSettings settings(Connection connection) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of("SELECT * FROM suppression_setting WHERE id = 1"),
                        row -> new ListSettings(
                                row.getLong("version"),
                                Reaction.valueOf(row.getString("reaction")),
                                row.getInt("kept_years"),
                                row.getString("changed_by"),
                                Rows.instant(row, "changed_at")))
                .stream()
                .findFirst()
                .orElse(ListSettings.FIRST);
    }

    /** Writes settings over those of the version; returns false if there are others by now. */
    static boolean change(
            Connection connection, long version, Reaction reaction, int keptYears, String user, Instant now)
            throws SQLException {
        try {
            return update(
                            connection,
                            version == 0
                                    ? "INSERT INTO suppression_setting (reaction, kept_years, changed_by, changed_at, id,"
                                            + " version) VALUES (?, ?, ?, ?, 1, ? + 1)"
                                    : "UPDATE suppression_setting SET reaction = ?, kept_years = ?, changed_by = ?,"
                                            + " changed_at = ?, version = version + 1 WHERE id = 1 AND version = ?",
                            reaction.name(),
                            keptYears,
                            user,
                            now,
                            version)
                    == 1;
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
                return false; // somebody else was the first
            }
            throw e;
        }
    }

    /** Returns by what the key is known that the entries were made with; empty before the first. */
    static Optional<String> knownBy(Connection connection) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of("SELECT known_by FROM suppression_key WHERE id = 1"),
                        row -> row.getString(1))
                .stream()
                .findFirst();
    }

    static void know(Connection connection, String knownBy) throws SQLException {
        update(connection, "INSERT INTO suppression_key (id, known_by) VALUES (1, ?)", knownBy);
    }

    static void add(Connection connection, Database.Kind kind, SortedSet<String> hashes, LocalDate day)
            throws SQLException {
        if (kind == Database.Kind.POSTGRESQL) {
            var array = connection.createArrayOf("text", hashes.toArray());
            update(
                    connection,
                    "INSERT INTO suppression_entry (hash, added_on) SELECT h, ? FROM unnest(?) AS n (h)"
                            + " ON CONFLICT (hash) DO UPDATE SET added_on = EXCLUDED.added_on"
                            + " WHERE suppression_entry.added_on < EXCLUDED.added_on",
                    Date.valueOf(day),
                    array);
            array.free();
            return;
        }
        Set<String> there = find(connection, hashes);
        SortedSet<String> fresh = new java.util.TreeSet<>(hashes);
        fresh.removeAll(there);
        batch(connection, "INSERT INTO suppression_entry (added_on, hash) VALUES (?, ?)", day, fresh);
        batch(
                connection,
                "UPDATE suppression_entry SET added_on = ? WHERE hash = ? AND added_on < '" + day + "'",
                day,
                there);
    }

    private static void batch(Connection connection, String sql, LocalDate day, Collection<String> hashes)
            throws SQLException {
        if (hashes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (String hash : hashes) {
                statement.setDate(1, Date.valueOf(day));
                statement.setString(2, hash);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Returns those that are on the list. */
    static Set<String> find(Connection connection, Collection<String> hashes) throws SQLException {
        Set<String> found = new HashSet<>();
        List<String> all = List.copyOf(hashes);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<@Nullable Object> chunk = new ArrayList<>(all.subList(from, Math.min(all.size(), from + CHUNK)));
            String marks = String.join(",", Collections.nCopies(chunk.size(), "?"));
            found.addAll(Rows.list(
                    connection,
                    new SqlFragment("SELECT hash FROM suppression_entry WHERE hash IN (" + marks + ")", chunk),
                    row -> row.getString(1)));
        }
        return found;
    }

    static void remove(Connection connection, Collection<String> hashes) throws SQLException {
        for (String hash : hashes) {
            update(connection, "DELETE FROM suppression_entry WHERE hash = ?", hash);
        }
    }

    /** Removes everybody, and what is known of the key. */
    static void empty(Connection connection) throws SQLException {
        update(connection, "DELETE FROM suppression_entry");
        update(connection, "DELETE FROM suppression_key");
    }

    /** Removes entries of before the day; returns how many. */
    static int expire(Connection connection, LocalDate before) throws SQLException {
        return update(connection, "DELETE FROM suppression_entry WHERE added_on < ?", Date.valueOf(before));
    }

    static long count(Connection connection) throws SQLException {
        return Rows.number(connection, SqlFragment.of("SELECT COUNT(*) FROM suppression_entry"));
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
                SqlFragment.of("SELECT * FROM suppression_readmission ORDER BY id DESC FETCH FIRST " + limit
                        + " ROWS ONLY"),
                row -> new Admitted(
                        row.getDate("admitted_on").toLocalDate(),
                        Readmission.valueOf(row.getString("reason")),
                        row.getString("admitted_by")));
    }

    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, SqlFragment.of(sql, values).parameters());
            return statement.executeUpdate();
        }
    }
}
