package org.gallra.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** The tables of the log. */
final class AuditStore {

    private AuditStore() {}

    /**
     * The one row that says where the chain ends and begins.
     *
     * @param version of the settings
     * @param keptYears how long entries are kept, or null for always
     * @param number the place of the newest entry; 0 if there is none
     * @param hash its hash
     * @param baseNumber the place of the last entry that was pruned; 0 if none was
     * @param baseHash its hash, which the oldest entry names
     * @param changedBy who changed the settings last, or null
     * @param changedAt when (UTC), or null
     */
    record Head(
            long version,
            @Nullable Integer keptYears,
            long number,
            String hash,
            long baseNumber,
            String baseHash,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    static void insert(Connection connection, Stored entry) throws SQLException {
        update(
                connection,
                "INSERT INTO audit_entry (public_id, happened_at, user_name, act, kind, record_type, record_id, counts, details)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.id().toString(),
                entry.at(),
                entry.user(),
                entry.act(),
                entry.kind().name(),
                entry.type(),
                entry.record(),
                entry.counts(),
                entry.details());
    }

    static Head head(Connection connection) throws SQLException {
        return head(connection, "");
    }

    /** Reads the head and keeps everybody else from moving it until the transaction ends. */
    static Head lockedHead(Connection connection, Database.Kind kind) throws SQLException {
        return head(connection, kind == Database.Kind.DERBY ? " FOR UPDATE WITH RS" : " FOR UPDATE");
    }

    private static Head head(Connection connection, String lock) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT version, kept_years, seq, hash, base_seq, base_hash, changed_by, changed_at"
                                        + " FROM audit_head WHERE id = 1" + lock),
                        row -> {
                            Long years = Rows.longOrNull(row, "kept_years");
                            return new Head(
                                    row.getLong("version"),
                                    years == null ? null : years.intValue(),
                                    row.getLong("seq"),
                                    row.getString("hash"),
                                    row.getLong("base_seq"),
                                    row.getString("base_hash"),
                                    row.getString("changed_by"),
                                    Rows.instant(row, "changed_at"));
                        })
                .get(0);
    }

    /** Returns entries that are not chained yet, in the order in which they were written. */
    static List<Stored> open(Connection connection, int limit) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT * FROM audit_entry WHERE seq IS NULL ORDER BY id FETCH FIRST " + limit + " ROWS ONLY"),
                Stored::read);
    }

    /** Returns chained entries behind a place, in the order of the chain. */
    static List<Stored> chained(Connection connection, long behind, long through, int limit) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT * FROM audit_entry WHERE seq > ? AND seq <= ? ORDER BY seq FETCH FIRST " + limit
                                + " ROWS ONLY",
                        behind,
                        through),
                Stored::read);
    }

    /** Writes places and hashes into entries that have none. */
    static void chain(Connection connection, List<Stored> entries) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE audit_entry SET seq = ?, hash = ? WHERE id = ? AND seq IS NULL")) {
            for (Stored entry : entries) {
                Rows.bind(
                        update,
                        SqlFragment.of("", entry.number(), entry.hash(), entry.key())
                                .parameters());
                update.addBatch();
            }
            for (int changed : update.executeBatch()) {
                if (changed == 0) {
                    throw new SQLException("An entry was chained by somebody else", "40001");
                }
            }
        }
    }

    static void move(Connection connection, long number, String hash) throws SQLException {
        update(connection, "UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1", number, hash);
    }

    /** Writes settings over those of the version; returns false if there are others by now. */
    static boolean change(Connection connection, long version, @Nullable Integer keptYears, String user, Instant now)
            throws SQLException {
        // Derby wants to know the type of a null
        return update(
                        connection,
                        "UPDATE audit_head SET kept_years = "
                                + (keptYears == null ? "NULL" : Integer.toString(keptYears))
                                + ", changed_by = ?, changed_at = ?, version = version + 1 WHERE id = 1 AND version = ?",
                        user,
                        now,
                        version)
                == 1;
    }

    /** Returns the place of the last entry in the chain before the first one that is as young as the time; 0 if there is none. */
    static long before(Connection connection, Instant time) throws SQLException {
        return Rows.number(
                connection,
                SqlFragment.of(
                        "SELECT COALESCE((SELECT MIN(seq) - 1 FROM audit_entry WHERE seq IS NOT NULL AND happened_at >= ?),"
                                + " (SELECT MAX(seq) FROM audit_entry), 0) FROM audit_head WHERE id = 1",
                        time));
    }

    /** Removes the chain through a place, and keeps its hash so that the rest can be verified; returns how many entries went. */
    static long prune(Connection connection, Stored last) throws SQLException {
        update(
                connection,
                "UPDATE audit_head SET base_seq = ?, base_hash = ? WHERE id = 1",
                last.number(),
                last.hash());
        return update(connection, "DELETE FROM audit_entry WHERE seq <= ?", last.number());
    }

    /** Returns the words of all codes. */
    static Map<String, Text> words(Connection connection) throws SQLException {
        Map<String, Text> words = new TreeMap<>();
        Rows.list(
                connection,
                SqlFragment.of("SELECT act, label_sv, label_en FROM audit_word"),
                row -> words.put(
                        Objects.requireNonNull(row.getString("act")),
                        new Text(row.getString("label_sv"), row.getString("label_en"))));
        return words;
    }

    /** Takes note of the words of a code. */
    static void word(Connection connection, String act, Text label) throws SQLException {
        int known = update(
                connection,
                "UPDATE audit_word SET label_sv = ?, label_en = ? WHERE act = ?",
                label.sv(),
                label.en(),
                act);
        if (known == 0) {
            update(
                    connection,
                    "INSERT INTO audit_word (act, label_sv, label_en) VALUES (?, ?, ?)",
                    act,
                    label.sv(),
                    label.en());
        }
    }

    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, SqlFragment.of(sql, values).parameters());
            return statement.executeUpdate();
        }
    }
}
