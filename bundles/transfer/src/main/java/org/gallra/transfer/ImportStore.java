package org.gallra.transfer;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.transfer.ImportService.Format;
import org.gallra.api.transfer.ImportService.Issue;
import org.gallra.api.transfer.ImportService.Outcome;
import org.gallra.api.transfer.ImportService.State;
import org.jspecify.annotations.Nullable;

/** The tables of imports: counts, columns, issues, and the file while it is needed. */
final class ImportStore {

    static final int KEPT_ISSUES = 1_000;
    private static final int PIECE = 1 << 20;

    private final Database database;

    ImportStore(Database database) {
        this.database = database;
    }

    /**
     * A stored import.
     *
     * @param key the internal key
     * @param columns heading and field of each column; empty once the file is gone
     * @param counts how many rows per outcome
     */
    record Stored(
            long key,
            UUID id,
            State state,
            Format format,
            String encoding,
            @Nullable String delimiter,
            Instant createdAt,
            String createdBy,
            long rows,
            List<StoredColumn> columns,
            Map<Outcome, Long> counts,
            long newCompanies,
            List<Issue> issues,
            long issueCount) {

        List<@Nullable Field> fields() {
            List<@Nullable Field> fields = new ArrayList<>();
            columns.forEach(c -> fields.add(c.field));
            return fields;
        }
    }

    /** A column of a stored import. */
    record StoredColumn(String heading, @Nullable Field field) {}

    /** Runs one statement. */
    private static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (values[i] == null) {
                statement.setNull(i + 1, java.sql.Types.VARCHAR);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    /** Reads one row. */
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Connection connection, Reader<T> reader, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    /** Stores a new import with its file. */
    void create(
            UUID id, Sheet sheet, List<@Nullable Field> fields, ImportPlan plan, byte[] file, String by, Instant now) {
        database.inTransaction(connection -> {
            run(
                    connection,
                    "INSERT INTO transfer_import (public_id, state, format, encoding, delimiter, created_at, created_by,"
                            + " row_count, new_companies, issue_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
                    id.toString(),
                    State.READY.name(),
                    sheet.format().name(),
                    sheet.encoding(),
                    sheet.delimiter(),
                    Timestamp.from(now),
                    by,
                    (long) sheet.rows().size());
            long key = list(
                            connection,
                            row -> row.getLong(1),
                            "SELECT id FROM transfer_import WHERE public_id = ?",
                            id.toString())
                    .get(0);
            for (int from = 0, place = 0; from < file.length; from += PIECE, place++) {
                run(
                        connection,
                        "INSERT INTO transfer_file (import_id, place, content) VALUES (?, ?, ?)",
                        key,
                        place,
                        Arrays.copyOfRange(file, from, Math.min(file.length, from + PIECE)));
            }
            columns(connection, key, sheet, fields);
            result(connection, key, plan);
            return key;
        });
    }

    /** Stores another mapping and what would come of it. */
    void remap(long key, Sheet sheet, List<@Nullable Field> fields, ImportPlan plan) {
        database.inTransaction(connection -> {
            run(connection, "DELETE FROM transfer_column WHERE import_id = ?", key);
            columns(connection, key, sheet, fields);
            return result(connection, key, plan);
        });
    }

    private static void columns(Connection connection, long key, Sheet sheet, List<@Nullable Field> fields)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO transfer_column (import_id, place, heading, target) VALUES (?, ?, ?, ?)")) {
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                bind(statement, key, i, sheet.columns().get(i).heading(), field == null ? null : field.target);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static long result(Connection connection, long key, ImportPlan plan) throws SQLException {
        run(connection, "DELETE FROM transfer_issue WHERE import_id = ?", key);
        run(connection, "DELETE FROM transfer_count WHERE import_id = ?", key);
        for (Map.Entry<Outcome, Long> count : plan.counts().entrySet()) {
            run(
                    connection,
                    "INSERT INTO transfer_count (import_id, outcome, row_count) VALUES (?, ?, ?)",
                    key,
                    count.getKey().name(),
                    count.getValue());
        }
        List<Issue> issues = plan.issues();
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO transfer_issue (import_id, place, line, refused, heading, reason_sv, reason_en)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < Math.min(issues.size(), KEPT_ISSUES); i++) {
                Issue issue = issues.get(i);
                bind(
                        statement,
                        key,
                        i,
                        issue.line(),
                        issue.refused(),
                        issue.field(),
                        issue.reason().sv(),
                        issue.reason().en());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        run(
                connection,
                "UPDATE transfer_import SET new_companies = ?, issue_count = ? WHERE id = ?",
                plan.newCompanies(),
                (long) issues.size(),
                key);
        return key;
    }

    /** Takes an import for running; returns false if it is not READY or FAILED any more. */
    boolean start(long key) {
        return database.inNewTransaction(connection -> run(
                        connection,
                        "UPDATE transfer_import SET state = 'RUNNING' WHERE id = ? AND state IN ('READY', 'FAILED')",
                        key)
                == 1);
    }

    /** Stores what came of a run, and deletes the file and its headings. */
    void finish(long key, ImportPlan plan) {
        database.inTransaction(connection -> {
            result(connection, key, plan);
            removeFile(connection, key);
            return run(connection, "UPDATE transfer_import SET state = 'DONE' WHERE id = ?", key);
        });
    }

    /** Says that a run stopped half-way. */
    void fail(long key) {
        database.inNewTransaction(connection ->
                run(connection, "UPDATE transfer_import SET state = 'FAILED' WHERE id = ? AND state = 'RUNNING'", key));
    }

    /** Says of all runs that an end of the process broke off that they failed. */
    void failRunning() {
        database.inNewTransaction(
                connection -> run(connection, "UPDATE transfer_import SET state = 'FAILED' WHERE state = 'RUNNING'"));
    }

    /** Deletes an import unless it is running; returns whether it did. */
    boolean delete(long key) {
        return database.inTransaction(connection -> {
            int locked = run(
                    connection, "UPDATE transfer_import SET issue_count = 0 WHERE id = ? AND state <> 'RUNNING'", key);
            if (locked == 0) {
                return false;
            }
            remove(connection, key);
            return true;
        });
    }

    /** Deletes files of before this time with their imports, and of finished imports everything but the counts. */
    void purge(Instant before) {
        Timestamp time = Timestamp.from(before);
        List<Long> old = database.read(connection -> list(
                connection,
                row -> row.getLong(1),
                "SELECT id FROM transfer_import WHERE created_at < ? AND state IN ('READY', 'FAILED')",
                time));
        old.forEach(this::delete);
        database.inTransaction(connection -> run(
                connection,
                "DELETE FROM transfer_issue WHERE import_id IN"
                        + " (SELECT id FROM transfer_import WHERE created_at < ? AND state = 'DONE')",
                time));
    }

    private static void remove(Connection connection, long key) throws SQLException {
        removeFile(connection, key);
        run(connection, "DELETE FROM transfer_issue WHERE import_id = ?", key);
        run(connection, "DELETE FROM transfer_count WHERE import_id = ?", key);
        run(connection, "DELETE FROM transfer_import WHERE id = ?", key);
    }

    private static void removeFile(Connection connection, long key) throws SQLException {
        run(connection, "DELETE FROM transfer_file WHERE import_id = ?", key);
        run(connection, "DELETE FROM transfer_column WHERE import_id = ?", key);
    }

    /** Returns the bytes of the file; empty if it is gone. */
    byte[] file(long key) {
        return database.read(connection -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            list(
                            connection,
                            row -> row.getBytes(1),
                            "SELECT content FROM transfer_file WHERE import_id = ? ORDER BY place",
                            key)
                    .forEach(all::writeBytes);
            return all.toByteArray();
        });
    }

    /** Returns an import, or null. */
    @Nullable
    Stored find(UUID id) {
        List<Stored> found = read(" WHERE public_id = ?", KEPT_ISSUES, id.toString());
        return found.isEmpty() ? null : found.get(0);
    }

    /** Returns the newest imports of one user, or of all if {@code user} is null; without issues. */
    List<Stored> newest(@Nullable String user) {
        String end = " ORDER BY created_at DESC, id DESC FETCH FIRST 50 ROWS ONLY";
        return user == null ? read(end, 0) : read(" WHERE created_by = ?" + end, 0, user);
    }

    private List<Stored> read(String where, int issues, @Nullable Object... values) {
        return database.read(connection -> {
            List<Stored> found = list(connection, ImportStore::stored, "SELECT * FROM transfer_import" + where, values);
            List<Stored> whole = new ArrayList<>();
            for (Stored stored : found) {
                whole.add(complete(connection, stored, issues));
            }
            return whole;
        });
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                State.valueOf(row.getString("state")),
                Format.valueOf(row.getString("format")),
                row.getString("encoding"),
                row.getString("delimiter"),
                Objects.requireNonNull(row.getTimestamp("created_at")).toInstant(),
                row.getString("created_by"),
                row.getLong("row_count"),
                List.of(),
                Map.of(),
                row.getLong("new_companies"),
                List.of(),
                row.getLong("issue_count"));
    }

    private static Stored complete(Connection connection, Stored s, int issues) throws SQLException {
        List<StoredColumn> columns = list(
                connection,
                row -> {
                    String target = row.getString("target");
                    return new StoredColumn(row.getString("heading"), target == null ? null : Field.named(target));
                },
                "SELECT heading, target FROM transfer_column WHERE import_id = ? ORDER BY place",
                s.key);
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0L);
        }
        list(
                connection,
                row -> counts.put(Outcome.valueOf(row.getString("outcome")), row.getLong("row_count")),
                "SELECT outcome, row_count FROM transfer_count WHERE import_id = ?",
                s.key);
        List<Issue> found = issues == 0
                ? List.of()
                : list(
                        connection,
                        row -> new Issue(
                                row.getLong("line"),
                                row.getBoolean("refused"),
                                row.getString("heading"),
                                new Text(row.getString("reason_sv"), row.getString("reason_en"))),
                        "SELECT line, refused, heading, reason_sv, reason_en FROM transfer_issue WHERE import_id = ?"
                                + " ORDER BY place FETCH FIRST " + issues + " ROWS ONLY",
                        s.key);
        return new Stored(
                s.key,
                s.id,
                s.state,
                s.format,
                s.encoding,
                s.delimiter,
                s.createdAt,
                s.createdBy,
                s.rows,
                columns,
                counts,
                s.newCompanies,
                found,
                s.issueCount);
    }
}
