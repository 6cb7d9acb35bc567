package org.gallra.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** Plans, their journal and their receipts in the database. Every method runs in the caller's transaction. */
final class PlanStore {

    private static final String PENDING = "PENDING";

    private PlanStore() {}

    /** Makes a plan's row before its people are staged; digest and body follow. */
    static long create(
            Connection connection,
            UUID id,
            ErasureAction action,
            String user,
            boolean byRule,
            Instant now,
            Instant expires)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO erasure_plan (public_id, action, state, digest, requested_by, created_at, expires_at, batches,"
                        + " batches_done, done_through, by_rule) VALUES (?, ?, 'PLANNED', '', ?, ?, ?, 0, 0, ?, ?)")) {
            Sql.bind(
                    insert,
                    java.util.Arrays.asList(id.toString(), action.name(), user, now, expires, Long.MIN_VALUE, byRule));
            insert.executeUpdate();
        }
        return Sql.number(connection, SqlFragment.of("SELECT id FROM erasure_plan WHERE public_id = ?", id.toString()));
    }

    static void complete(Connection connection, long key, String digest, int batches, PlanBody body)
            throws SQLException {
        Sql.update(
                connection,
                SqlFragment.of("UPDATE erasure_plan SET digest = ?, batches = ? WHERE id = ?", digest, batches, key));
        write(connection, key, 'P', Json.write(body));
    }

    /** Forgets the people of plans that can no longer be executed. */
    static void forgetExpired(Connection connection, Instant now) throws SQLException {
        Sql.update(
                connection,
                SqlFragment.of(
                        "UPDATE erasure_plan SET state = 'EXPIRED' WHERE state = 'PLANNED' AND expires_at < ?", now));
        Sql.update(
                connection,
                SqlFragment.of("DELETE FROM erasure_subject WHERE plan IN"
                        + " (SELECT id FROM erasure_plan WHERE state = 'EXPIRED')"));
    }

    static Optional<StoredPlan> find(Connection connection, UUID id) throws SQLException {
        return one(connection, SqlFragment.of("SELECT * FROM erasure_plan WHERE public_id = ?", id.toString()));
    }

    /** Returns the plan that has the receipt, if there is one. */
    static List<StoredPlan> done(Connection connection, UUID receipt) throws SQLException {
        return one(
                        connection,
                        SqlFragment.of(
                                "SELECT * FROM erasure_plan WHERE receipt_id = ? AND state = 'DONE'",
                                receipt.toString()))
                .stream()
                .toList();
    }

    /** Reads a plan and keeps every other node from running it until the transaction ends. */
    static StoredPlan lock(Connection connection, Database.Kind kind, long key) throws SQLException {
        return one(
                        connection,
                        SqlFragment.of(
                                "SELECT * FROM erasure_plan WHERE id = ? FOR UPDATE"
                                        + (kind == Database.Kind.DERBY ? " WITH RS" : ""),
                                key))
                .orElseThrow();
    }

    /** Returns those that are being executed and fit the condition, oldest first. */
    static List<StoredPlan> running(Connection connection, SqlFragment condition) throws SQLException {
        return many(
                connection,
                SqlFragment.of("SELECT id FROM erasure_plan WHERE state = 'RUNNING' AND ")
                        .append(condition)
                        .append(" ORDER BY id"));
    }

    private static List<StoredPlan> many(Connection connection, SqlFragment keys) throws SQLException {
        List<StoredPlan> found = new ArrayList<>();
        for (long key : Sql.list(connection, keys, row -> row.getLong(1))) {
            one(connection, SqlFragment.of("SELECT * FROM erasure_plan WHERE id = ?", key))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** Takes a plan for execution; false if somebody else did. */
    static boolean start(Connection connection, long key, String user, boolean acceptGaps, Instant now)
            throws SQLException {
        return Sql.update(
                        connection,
                        SqlFragment.of(
                                "UPDATE erasure_plan SET state = 'RUNNING', approved_by = ?, accept_gaps = ?, started_at = COALESCE(started_at, ?),"
                                        + " node = NULL, lease_until = NULL WHERE id = ? AND state IN ('PLANNED', 'FAILED')",
                                user,
                                acceptGaps,
                                now,
                                key))
                == 1;
    }

    /** Lets a plan wait until it is due: false if somebody else took it. */
    static boolean order(Connection connection, long key, String user, boolean acceptGaps, Instant due)
            throws SQLException {
        return Sql.update(
                        connection,
                        SqlFragment.of(
                                "UPDATE erasure_plan SET state = 'WAITING', approved_by = ?, accept_gaps = ?, due_at = ?"
                                        + " WHERE id = ? AND state = 'PLANNED'",
                                user,
                                acceptGaps,
                                due,
                                key))
                == 1;
    }

    /** Returns the plans whose time has come, the oldest first. */
    static List<StoredPlan> due(Connection connection, Instant now) throws SQLException {
        return many(
                connection,
                SqlFragment.of(
                        "SELECT id FROM erasure_plan WHERE state = 'WAITING' AND due_at <= ? ORDER BY due_at, id",
                        now));
    }

    /** Returns the plans that wait or could not be executed when their time came, the next one first. */
    static List<StoredPlan> waiting(Connection connection) throws SQLException {
        return many(
                connection,
                SqlFragment.of("SELECT id FROM erasure_plan WHERE due_at IS NOT NULL AND state IN ('WAITING', 'FAILED')"
                        + " ORDER BY due_at, id"));
    }

    /** Returns the plan that lets a contact wait. */
    static Optional<StoredPlan> waiting(Connection connection, long contact) throws SQLException {
        return many(
                        connection,
                        SqlFragment.of(
                                "SELECT p.id FROM erasure_plan p JOIN erasure_subject s ON s.plan = p.id WHERE s.kind = 'C'"
                                        + " AND s.subject = ? AND p.due_at IS NOT NULL AND p.state IN ('WAITING', 'RUNNING',"
                                        + " 'FAILED') ORDER BY p.due_at, p.id",
                                contact))
                .stream()
                .findFirst();
    }

    /** Takes a plan whose time has come: false if another node did, or somebody cancelled it. */
    static boolean begin(Connection connection, long key, Instant now) throws SQLException {
        return Sql.update(
                        connection,
                        SqlFragment.of(
                                "UPDATE erasure_plan SET state = 'RUNNING', started_at = ? WHERE id = ? AND state = 'WAITING'"
                                        + " AND due_at <= ?",
                                now,
                                key,
                                now))
                == 1;
    }

    /** Cancels a plan of which nothing is done: false if it is being executed. Its people's keys go. */
    static boolean cancel(Connection connection, long key, String user, Instant now) throws SQLException {
        boolean mine = Sql.update(
                        connection,
                        SqlFragment.of(
                                "UPDATE erasure_plan SET state = 'CANCELLED', cancelled_by = ?, finished_at = ? WHERE id = ?"
                                        + " AND due_at IS NOT NULL AND batches_done = 0 AND state IN ('WAITING', 'FAILED')",
                                user,
                                now,
                                key))
                == 1;
        if (mine) {
            Sql.update(connection, SqlFragment.of("DELETE FROM erasure_subject WHERE plan = ?", key));
        }
        return mine;
    }

    /** Notes that a plan is out of date; one that had waited keeps its people. */
    static void stale(Connection connection, long key) throws SQLException {
        Sql.update(
                connection,
                SqlFragment.of(
                        "UPDATE erasure_plan SET state = CASE WHEN due_at IS NULL THEN 'EXPIRED' ELSE 'FAILED' END WHERE id = ?",
                        key));
    }

    /** Returns what restricts the people of a plan that waits. */
    static String cause(UUID plan) {
        return "erasure " + plan;
    }

    /** Returns a query for the contacts of a plan. */
    static SqlFragment contacts(long key) {
        return SqlFragment.of("SELECT subject FROM erasure_subject WHERE plan = ? AND kind = 'C'", key);
    }

    static void state(Connection connection, long key, ErasurePlan.State state) throws SQLException {
        Sql.update(connection, SqlFragment.of("UPDATE erasure_plan SET state = ? WHERE id = ?", state.name(), key));
    }

    /** Writes down that a batch is done, in the batch's own transaction. */
    static void journal(Connection connection, long key, long through, PlanResults results, Instant lease)
            throws SQLException {
        Sql.update(
                connection,
                SqlFragment.of(
                        "UPDATE erasure_plan SET batches_done = batches_done + 1, done_through = ?, lease_until = ? WHERE id = ?",
                        through,
                        lease,
                        key));
        write(connection, key, 'R', Json.write(results));
    }

    /** Ends a plan: the receipt stays, the people's keys go. */
    static void finish(Connection connection, long key, PlanResults results, UUID receipt, boolean probed, Instant now)
            throws SQLException {
        write(connection, key, 'R', Json.write(results.owing(Debts.owed(connection, key))));
        Sql.update(
                connection,
                SqlFragment.of(
                        "UPDATE erasure_plan SET state = 'DONE', finished_at = ?, receipt_id = ?, done_through = 0, probe = ?"
                                + " WHERE id = ?",
                        now,
                        receipt.toString(),
                        probed ? PENDING : null,
                        key));
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_subject WHERE plan = ?", key));
    }

    /** Writes the report of the search for residue. */
    static void probed(Connection connection, long key, ResidueReport report) throws SQLException {
        write(connection, key, 'X', Json.write(report));
        Sql.update(connection, SqlFragment.of("UPDATE erasure_plan SET probe = 'DONE' WHERE id = ?", key));
    }

    /** Notes that it is searched again. */
    static void searching(Connection connection, long key) throws SQLException {
        Sql.update(connection, SqlFragment.of("UPDATE erasure_plan SET probe = ? WHERE id = ?", PENDING, key));
    }

    /** Returns the plans that were done before the time and not searched for since. */
    static List<StoredPlan> unsearched(Connection connection, Instant before) throws SQLException {
        return many(
                connection,
                SqlFragment.of(
                        "SELECT id FROM erasure_plan WHERE probe = ? AND finished_at < ? ORDER BY id",
                        PENDING,
                        before));
    }

    /** Forgets a plan that was not completed. */
    static void forget(Connection connection, long key) throws SQLException {
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_subject WHERE plan = ?", key));
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_plan_part WHERE plan = ?", key));
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_plan WHERE id = ?", key));
    }

    /** A plan's row without its parts, and what is known of the search for residue. */
    private record Head(StoredPlan plan, @Nullable String probe) {}

    /**
     * Reads a row, lets it go, and then reads its parts. Derby would keep a row locked that is still being read: against a run that has locked the
     * parts and wants the row, one of the two would lose.
     */
    private static Optional<StoredPlan> one(Connection connection, SqlFragment query) throws SQLException {
        List<Head> found = Sql.list(connection, query, PlanStore::head);
        return found.isEmpty() ? Optional.empty() : Optional.of(whole(connection, found.get(0)));
    }

    private static Head head(ResultSet row) throws SQLException {
        String receipt = row.getString("receipt_id");
        StoredPlan plan = new StoredPlan(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                ErasureAction.valueOf(row.getString("action")),
                ErasurePlan.State.valueOf(row.getString("state")),
                row.getString("digest"),
                row.getString("requested_by"),
                row.getString("approved_by"),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Objects.requireNonNull(Sql.instant(row, "expires_at")),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "finished_at"),
                receipt == null ? null : UUID.fromString(receipt),
                row.getInt("batches"),
                row.getInt("batches_done"),
                row.getLong("done_through"),
                row.getBoolean("accept_gaps"),
                row.getBoolean("by_rule"),
                Sql.instant(row, "due_at"),
                row.getString("node"),
                PlanBody.incomplete(),
                PlanResults.none(),
                null,
                Map.of());
        return new Head(plan, row.getString("probe"));
    }

    private static StoredPlan whole(Connection connection, Head head) throws SQLException {
        long key = head.plan().key();
        Map<String, String> parts = read(connection, key);
        String done = parts.getOrDefault("R", "");
        PlanBody body = body(parts.getOrDefault("P", ""));
        return head.plan()
                .with(
                        body,
                        done.isEmpty() ? PlanResults.none() : Json.read(done, PlanResults.class),
                        residue(head.probe(), parts.getOrDefault("X", ""), body),
                        body.stores().isEmpty() ? Map.of() : Debts.owed(connection, key));
    }

    private static @Nullable ResidueReport residue(@Nullable String probe, String report, PlanBody body) {
        return probe == null
                ? null
                : probe.equals(PENDING) || report.isEmpty()
                        ? ResidueReport.pending(body.contacts())
                        : Json.read(report, ResidueReport.class);
    }

    private static PlanBody body(String text) {
        return text.isEmpty() ? PlanBody.incomplete() : Json.read(text, PlanBody.class);
    }

    /** Returns the texts that belong to a plan by their kind. */
    private static Map<String, String> read(Connection connection, long key) throws SQLException {
        Map<String, String> texts = new TreeMap<>();
        Sql.list(
                        connection,
                        SqlFragment.of(
                                "SELECT kind, body FROM erasure_plan_part WHERE plan = ? ORDER BY kind, part", key),
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(part -> texts.merge(part.getKey(), part.getValue(), String::concat));
        return texts;
    }

    private static void write(Connection connection, long key, char kind, String text) throws SQLException {
        Sql.update(
                connection,
                SqlFragment.of("DELETE FROM erasure_plan_part WHERE plan = ? AND kind = ?", key, String.valueOf(kind)));
        List<String> parts = Parts.of(text);
        SqlFragment rows = SqlFragment.of("INSERT INTO erasure_plan_part (plan, kind, part, body) VALUES ");
        for (int i = 0; i < parts.size(); i++) {
            rows = rows.append(i == 0 ? "(?, ?, ?, ?)" : ", (?, ?, ?, ?)", key, String.valueOf(kind), i, parts.get(i));
        }
        if (!parts.isEmpty()) {
            Sql.update(connection, rows);
        }
    }
}
