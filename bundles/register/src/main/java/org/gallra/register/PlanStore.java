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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.ContributorState;
import org.gallra.api.erasure.ErasurePlan.Exclusion;
import org.gallra.api.erasure.ErasurePlan.Gap;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasurePlan.StorePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.Contributor;
import org.jspecify.annotations.Nullable;

/** Plans, their journal and their receipts in the database. Every method runs in the caller's transaction. */
final class PlanStore {

    /**
     * What a plan was made of; never changes.
     *
     * @param fields all fields that are anonymized
     * @param reason why
     * @param register the register's digest
     * @param contacts how many contacts
     * @param companies how many companies
     * @param unknown how many ids did not exist
     * @param records the counts
     * @param stores the stores and what they said to hold
     * @param excluded who is left out
     * @param gaps what could not be asked
     * @param fingerprints of the rows, by record id
     * @param contributors who was asked
     * @param complete whether all account for their data
     */
    record Body(
            Set<String> fields,
            @Nullable String reason,
            String register,
            long contacts,
            long companies,
            long unknown,
            List<RecordPlan> records,
            List<StorePlan> stores,
            List<Exclusion> excluded,
            List<Gap> gaps,
            Map<String, String> fingerprints,
            List<ContributorState> contributors,
            boolean complete) {

        /** Reads what earlier versions kept, too. */
        Body {
            stores = Objects.requireNonNullElse(stores, List.of());
            excluded = Objects.requireNonNullElse(excluded, List.of());
            gaps = Objects.requireNonNullElse(gaps, List.of());
        }
    }

    /**
     * What was done so far.
     *
     * @param rows rows by record id
     * @param unlinked removed links by record id
     * @param owed at the end, what stores still owed by store id
     * @param ledger the entries of the ledger
     * @param replayed whether a restored database was brought up to the ledger
     */
    record Results(
            Map<String, Long> rows,
            Map<String, Long> unlinked,
            Map<String, Long> owed,
            List<Long> ledger,
            boolean replayed) {

        /** Reads what earlier versions kept, too. */
        Results {
            owed = Objects.requireNonNullElse(owed, Map.of());
            ledger = new ArrayList<>(Objects.requireNonNullElse(ledger, List.of()));
        }

        static Results none() {
            return none(false);
        }

        static Results none(boolean replayed) {
            return new Results(new TreeMap<>(), new TreeMap<>(), Map.of(), List.of(), replayed);
        }

        long allRows() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }

        void add(String record, Executor.Done done) {
            rows.merge(record, done.rows(), Long::sum);
            unlinked.merge(record, done.unlinked(), Long::sum);
        }
    }

    /** A plan's row with its parts. */
    record Stored(
            long key,
            UUID id,
            ErasureAction action,
            ErasurePlan.State state,
            String digest,
            String requestedBy,
            @Nullable String approvedBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable UUID receipt,
            int batches,
            int batchesDone,
            long doneThrough,
            boolean acceptGaps,
            Body body,
            Results results,
            Map<String, Long> owed) {

        ErasurePlan plan() {
            return new ErasurePlan(
                    id,
                    action,
                    state,
                    digest,
                    createdAt,
                    expiresAt,
                    requestedBy,
                    body.contacts(),
                    body.companies(),
                    body.unknown(),
                    body.fields(),
                    body.records(),
                    body.stores().stream()
                            .map(s -> owing(s, owed.getOrDefault(s.store(), 0L)))
                            .toList(),
                    body.excluded(),
                    body.gaps(),
                    body.contributors(),
                    body.complete(),
                    batches,
                    batchesDone,
                    state == ErasurePlan.State.DONE ? proof() : null);
        }

        private static StorePlan owing(StorePlan store, long owed) {
            return new StorePlan(
                    store.store(),
                    store.label(),
                    store.bundle(),
                    store.kind(),
                    store.mandatory(),
                    store.action(),
                    store.items(),
                    owed);
        }

        private ErasureReceipt proof() {
            List<ErasureReceipt.RecordResult> done = body.records().stream()
                    .map(r -> new ErasureReceipt.RecordResult(
                            r.record(),
                            r.label(),
                            r.bundle(),
                            body.contributors().stream()
                                    .filter(c -> c.bundle().equals(r.bundle()))
                                    .map(ContributorState::version)
                                    .findFirst()
                                    .orElse(""),
                            r.action(),
                            results.rows().getOrDefault(r.record(), 0L),
                            results.unlinked().getOrDefault(r.record(), 0L)))
                    .toList();
            List<String> missing = body.contributors().stream()
                    .filter(c -> c.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR)
                    .map(ContributorState::bundle)
                    .toList();
            return new ErasureReceipt(
                    Objects.requireNonNull(receipt),
                    id,
                    action,
                    digest,
                    Objects.requireNonNull(approvedBy),
                    body.reason(),
                    Objects.requireNonNull(startedAt),
                    Objects.requireNonNull(finishedAt),
                    body.contacts(),
                    body.companies(),
                    body.fields(),
                    done,
                    body.stores().stream()
                            .map(s -> new ErasureReceipt.StoreResult(
                                    s.store(),
                                    s.label(),
                                    s.bundle(),
                                    s.action(),
                                    s.items(),
                                    results.owed().getOrDefault(s.store(), 0L)))
                            .toList(),
                    body.excluded(),
                    body.gaps(),
                    body.complete() && results.owed().isEmpty(),
                    missing,
                    results.ledger(),
                    results.replayed());
        }
    }

    private PlanStore() {}

    /** Makes a plan's row before its people are staged; digest and body follow. */
    static long create(Connection connection, UUID id, ErasureAction action, String user, Instant now, Instant expires)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO erasure_plan (public_id, action, state, digest, requested_by, created_at, expires_at, batches,"
                        + " batches_done, done_through) VALUES (?, ?, 'PLANNED', '', ?, ?, ?, 0, 0, ?)")) {
            Sql.bind(insert, java.util.Arrays.asList(id.toString(), action.name(), user, now, expires, Long.MIN_VALUE));
            insert.executeUpdate();
        }
        return Sql.number(connection, SqlFragment.of("SELECT id FROM erasure_plan WHERE public_id = ?", id.toString()));
    }

    static void complete(Connection connection, long key, String digest, int batches, Body body) throws SQLException {
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

    static Optional<Stored> find(Connection connection, UUID id) throws SQLException {
        return one(connection, SqlFragment.of("SELECT * FROM erasure_plan WHERE public_id = ?", id.toString()));
    }

    /** Returns the plan that has the receipt, if there is one. */
    static List<Stored> done(Connection connection, UUID receipt) throws SQLException {
        return one(
                        connection,
                        SqlFragment.of(
                                "SELECT * FROM erasure_plan WHERE receipt_id = ? AND state = 'DONE'",
                                receipt.toString()))
                .stream()
                .toList();
    }

    /** Reads a plan and keeps every other node from running it until the transaction ends. */
    static Stored lock(Connection connection, Database.Kind kind, long key) throws SQLException {
        Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT id FROM erasure_plan WHERE id = ? FOR UPDATE"
                                + (kind == Database.Kind.DERBY ? " WITH RS" : ""),
                        key),
                row -> row.getLong(1));
        return one(connection, SqlFragment.of("SELECT * FROM erasure_plan WHERE id = ?", key))
                .orElseThrow();
    }

    static List<Stored> running(Connection connection) throws SQLException {
        List<Stored> found = new ArrayList<>();
        for (long key : Sql.list(
                connection,
                SqlFragment.of("SELECT id FROM erasure_plan WHERE state = 'RUNNING' ORDER BY id"),
                row -> row.getLong(1))) {
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
                                "UPDATE erasure_plan SET state = 'RUNNING', approved_by = ?, accept_gaps = ?, started_at = COALESCE(started_at, ?)"
                                        + " WHERE id = ? AND state IN ('PLANNED', 'FAILED')",
                                user,
                                acceptGaps,
                                now,
                                key))
                == 1;
    }

    static void state(Connection connection, long key, ErasurePlan.State state) throws SQLException {
        Sql.update(connection, SqlFragment.of("UPDATE erasure_plan SET state = ? WHERE id = ?", state.name(), key));
    }

    /** Writes down that a batch is done, in the batch's own transaction. */
    static void journal(Connection connection, long key, long through, Results results) throws SQLException {
        Sql.update(
                connection,
                SqlFragment.of(
                        "UPDATE erasure_plan SET batches_done = batches_done + 1, done_through = ? WHERE id = ?",
                        through,
                        key));
        write(connection, key, 'R', Json.write(results));
    }

    /** Ends a plan: the receipt stays, the people's keys go. */
    static void finish(Connection connection, long key, Results results, UUID receipt, Instant now)
            throws SQLException {
        Map<String, Long> owed = Debts.owed(connection, key);
        write(
                connection,
                key,
                'R',
                Json.write(
                        new Results(results.rows(), results.unlinked(), owed, results.ledger(), results.replayed())));
        Sql.update(
                connection,
                SqlFragment.of(
                        "UPDATE erasure_plan SET state = 'DONE', finished_at = ?, receipt_id = ?, done_through = 0 WHERE id = ?",
                        now,
                        receipt.toString(),
                        key));
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_subject WHERE plan = ?", key));
    }

    /** Forgets a plan that was not completed. */
    static void forget(Connection connection, long key) throws SQLException {
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_subject WHERE plan = ?", key));
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_plan_part WHERE plan = ?", key));
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_plan WHERE id = ?", key));
    }

    private static Optional<Stored> one(Connection connection, SqlFragment query) throws SQLException {
        List<Stored> found = Sql.list(connection, query, row -> stored(connection, row));
        return found.stream().findFirst();
    }

    private static Stored stored(Connection connection, ResultSet row) throws SQLException {
        long key = row.getLong("id");
        String receipt = row.getString("receipt_id");
        String done = read(connection, key, 'R');
        return new Stored(
                key,
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
                body(read(connection, key, 'P')),
                done.isEmpty() ? Results.none() : Json.read(done, Results.class),
                Debts.owed(connection, key));
    }

    private static Body body(String text) {
        if (text.isEmpty()) {
            return new Body(
                    new TreeSet<>(),
                    null,
                    "",
                    0,
                    0,
                    0,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    false);
        }
        return Json.read(text, Body.class);
    }

    private static String read(Connection connection, long key, char kind) throws SQLException {
        return String.join(
                "",
                Sql.list(
                        connection,
                        SqlFragment.of(
                                "SELECT body FROM erasure_plan_part WHERE plan = ? AND kind = ? ORDER BY part",
                                key,
                                String.valueOf(kind)),
                        row -> row.getString(1)));
    }

    private static void write(Connection connection, long key, char kind, String text) throws SQLException {
        Sql.update(
                connection,
                SqlFragment.of("DELETE FROM erasure_plan_part WHERE plan = ? AND kind = ?", key, String.valueOf(kind)));
        List<String> parts = Parts.of(text);
        for (int i = 0; i < parts.size(); i++) {
            Sql.update(
                    connection,
                    SqlFragment.of(
                            "INSERT INTO erasure_plan_part (plan, kind, part, body) VALUES (?, ?, ?, ?)",
                            key,
                            String.valueOf(kind),
                            i,
                            parts.get(i)));
        }
    }
}
