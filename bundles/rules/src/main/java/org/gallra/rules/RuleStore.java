package org.gallra.rules;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rule.Brake;
import org.gallra.api.rule.Condition;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.Schedule;
import org.jspecify.annotations.Nullable;

/** Rules and their runs in the database. Every method runs in the caller's transaction. */
final class RuleStore {

    private static final int LONGEST = 16_000;
    private static final int MOST_RUNS = 100;
    private static final String RUN =
            "SELECT n.*, r.public_id AS rule_public_id FROM rules_run n JOIN rules_rule r ON r.id = n.rule_id";

    private RuleStore() {}

    /**
     * What a rule says, checked and complete.
     *
     * @param condition with every argument
     * @param brake with every limit
     */
    record Body(
            String name,
            Condition condition,
            ErasureAction action,
            Set<String> fields,
            Schedule schedule,
            RuleMode mode,
            boolean dryRun,
            boolean enabled,
            Brake brake) {

        /** Returns when it runs next by itself, or null. */
        @Nullable
        Instant next(Instant now) {
            return enabled ? schedule.next(now) : null;
        }
    }

    /** A rule's row. */
    record Stored(
            long key,
            UUID id,
            long version,
            Body body,
            String createdBy,
            Instant createdAt,
            String changedBy,
            Instant changedAt,
            @Nullable Instant nextAt) {}

    /** A run's row. */
    record StoredRun(
            long key, long rule, RuleRun run, @Nullable Instant leaseUntil) {}

    static GallraException unknown() {
        return GallraException.notFound(new Text("Regeln finns inte (längre).", "There is no such rule (any more)."));
    }

    static GallraException unknownRun() {
        return GallraException.notFound(new Text("Körningen finns inte (längre).", "There is no such run (any more)."));
    }

    static void insert(Connection connection, UUID id, Body body, String user, Instant now) throws SQLException {
        update(
                connection,
                "INSERT INTO rules_rule (name, condition_json, action, fields_json, schedule_json, mode, dry_run, enabled,"
                        + " brake_cap, brake_percent, brake_norm, changed_by, changed_at, next_at, public_id, version,"
                        + " created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
                values(body, user, now, id.toString(), user, now));
    }

    /** The row must be locked and of the right version. */
    static void replace(Connection connection, long key, Body body, String user, Instant now) throws SQLException {
        update(
                connection,
                "UPDATE rules_rule SET name = ?, condition_json = ?, action = ?, fields_json = ?, schedule_json = ?,"
                        + " mode = ?, dry_run = ?, enabled = ?, brake_cap = ?, brake_percent = ?, brake_norm = ?,"
                        + " changed_by = ?, changed_at = ?, next_at = ?, version = version + 1 WHERE id = ?",
                values(body, user, now, key));
    }

    private static @Nullable Object[] values(Body body, String user, Instant now, Object... more) {
        @Nullable
        Object[] values = {
            body.name(),
            json("condition", body.condition()),
            body.action().name(),
            json("fields", body.fields()),
            json("schedule", body.schedule()),
            body.mode().name(),
            body.dryRun() ? 1 : 0,
            body.enabled() ? 1 : 0,
            body.brake().cap(),
            body.brake().percent(),
            body.brake().norm(),
            user,
            now,
            body.next(now)
        };
        @Nullable Object[] all = Arrays.copyOf(values, values.length + more.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }

    private static String json(String field, Object value) {
        String text = Json.write(value);
        if (text.length() > LONGEST) {
            throw GallraException.invalid(field, new Text("Det här är för mycket.", "This is too much."));
        }
        return text;
    }

    static void delete(Connection connection, long key) throws SQLException {
        update(connection, "DELETE FROM rules_run WHERE rule_id = ?", key);
        update(connection, "DELETE FROM rules_rule WHERE id = ?", key);
    }

    static List<Stored> all(Connection connection) throws SQLException {
        return Rows.list(connection, SqlFragment.of("SELECT * FROM rules_rule ORDER BY name, id"), RuleStore::stored);
    }

    static Stored find(Connection connection, UUID id) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of("SELECT * FROM rules_rule WHERE public_id = ?", id.toString()),
                        RuleStore::stored)
                .stream()
                .findFirst()
                .orElseThrow(RuleStore::unknown);
    }

    static List<Stored> due(Connection connection, Instant now) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of("SELECT * FROM rules_rule WHERE next_at <= ? AND enabled = 1 ORDER BY next_at", now),
                RuleStore::stored);
    }

    /** Moves the due time to the next one from now, which takes a due run: false if another node did, or the rule was changed. */
    static boolean claim(Connection connection, Stored rule, Instant now) throws SQLException {
        return update(
                        connection,
                        "UPDATE rules_rule SET next_at = ? WHERE id = ? AND next_at = ? AND version = ?",
                        rule.body().next(now),
                        rule.key(),
                        rule.nextAt(),
                        rule.version())
                == 1;
    }

    static UUID begin(Connection connection, Stored rule, boolean scheduled, String user, Instant now, Instant lease)
            throws SQLException {
        UUID id = UUID.randomUUID();
        update(
                connection,
                "INSERT INTO rules_run (public_id, rule_id, rule_version, scheduled, started_by, started_at, state,"
                        + " notes_json, lease_until) VALUES (?, ?, ?, ?, ?, ?, 'RUNNING', '[]', ?)",
                id.toString(),
                rule.key(),
                rule.version(),
                scheduled ? 1 : 0,
                user,
                now,
                lease);
        return id;
    }

    /** Prolongs the lease of a run that nobody works on any more: false if another node did. */
    static boolean takeOver(Connection connection, StoredRun run, Instant lease) throws SQLException {
        return update(
                        connection,
                        "UPDATE rules_run SET lease_until = ? WHERE id = ? AND state = 'RUNNING' AND lease_until = ?",
                        lease,
                        run.key(),
                        run.leaseUntil())
                == 1;
    }

    /** Notes the plan that a run has made, before it is executed. */
    static boolean planned(Connection connection, UUID run, long hits, UUID plan, Instant lease) throws SQLException {
        return update(
                        connection,
                        "UPDATE rules_run SET hits = ?, plan_id = ?, lease_until = ? WHERE public_id = ?"
                                + " AND state = 'RUNNING'",
                        hits,
                        plan.toString(),
                        lease,
                        run.toString())
                == 1;
    }

    /** Moves a run from one state to another: false if it was in another state. */
    static boolean move(Connection connection, UUID run, RuleRun.State from, RuleRun.State to, Change change)
            throws SQLException {
        boolean open = to == RuleRun.State.RUNNING || to == RuleRun.State.PROPOSED || to == RuleRun.State.WAITING;
        return update(
                        connection,
                        "UPDATE rules_run SET state = ?, hits = COALESCE(?, hits), notes_json = ?,"
                                + " plan_id = COALESCE(?, plan_id), receipt_id = ?,"
                                + " decided_by = COALESCE(?, decided_by), finished_at = ?, lease_until = ?"
                                + " WHERE public_id = ? AND state = ?",
                        to.name(),
                        change.hits(),
                        notes(change.notes()),
                        change.plan() == null ? null : change.plan().toString(),
                        change.receipt() == null ? null : change.receipt().toString(),
                        change.decidedBy(),
                        open ? null : change.at(),
                        to == RuleRun.State.RUNNING ? change.lease() : null,
                        run.toString(),
                        from.name())
                == 1;
    }

    /** What changes with a run's state; what is null stays. */
    record Change(
            Instant at,
            @Nullable Long hits,
            List<Text> notes,
            @Nullable UUID plan,
            @Nullable UUID receipt,
            @Nullable String decidedBy,
            @Nullable Instant lease) {

        static Change at(Instant now) {
            return new Change(now, null, List.of(), null, null, null, null);
        }

        Change hits(long count) {
            return new Change(at, count, notes, plan, receipt, decidedBy, lease);
        }

        Change notes(List<Text> texts) {
            return new Change(at, hits, texts, plan, receipt, decidedBy, lease);
        }

        Change plan(UUID id) {
            return new Change(at, hits, notes, id, receipt, decidedBy, lease);
        }

        Change receipt(@Nullable UUID id) {
            return new Change(at, hits, notes, plan, id, decidedBy, lease);
        }

        Change decided(String user) {
            return new Change(at, hits, notes, plan, receipt, user, lease);
        }

        Change lease(Instant until) {
            return new Change(at, hits, notes, plan, receipt, decidedBy, until);
        }
    }

    /** Withdraws proposals of a rule that wait, but for one. */
    static void replaceProposals(Connection connection, long rule, @Nullable UUID but, Instant now)
            throws SQLException {
        update(
                connection,
                "UPDATE rules_run SET state = 'REPLACED', finished_at = ? WHERE rule_id = ? AND state = 'PROPOSED'"
                        + " AND public_id <> ?",
                now,
                rule,
                but == null ? "" : but.toString());
    }

    static List<StoredRun> runs(Connection connection, long rule) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of(
                        RUN + " WHERE n.rule_id = ? ORDER BY n.id DESC FETCH FIRST " + MOST_RUNS + " ROWS ONLY", rule),
                RuleStore::run);
    }

    /**
     * A run that waits for an administrator.
     *
     * @param rule the rule's id
     * @param name the rule's name
     * @param run the run's id
     * @param startedAt when it counted (UTC)
     * @param hits whom it hit
     */
    record Proposal(UUID rule, String name, UUID run, Instant startedAt, long hits) {}

    /** Returns what waits for an administrator, the oldest first; waits for no run that is being written at the moment. */
    static List<Proposal> proposals(Connection connection, Database.Kind kind) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of("SELECT r.public_id AS rule_public_id, r.name, n.public_id, n.started_at, n.hits"
                        + " FROM rules_run n JOIN rules_rule r ON r.id = n.rule_id WHERE n.state = 'PROPOSED'"
                        + " ORDER BY n.id FETCH FIRST " + MOST_RUNS + " ROWS ONLY"
                        + (kind == Database.Kind.DERBY ? " WITH UR" : "")),
                row -> new Proposal(
                        UUID.fromString(row.getString("rule_public_id")),
                        row.getString("name"),
                        UUID.fromString(row.getString("public_id")),
                        Objects.requireNonNull(Rows.instant(row, "started_at")),
                        row.getLong("hits")));
    }

    static Optional<StoredRun> last(Connection connection, long rule) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of(RUN + " WHERE n.rule_id = ? ORDER BY n.id DESC FETCH FIRST 1 ROWS ONLY", rule),
                        RuleStore::run)
                .stream()
                .findFirst();
    }

    static StoredRun run(Connection connection, UUID rule, UUID id) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of(
                                RUN + " WHERE n.public_id = ? AND r.public_id = ?", id.toString(), rule.toString()),
                        RuleStore::run)
                .stream()
                .findFirst()
                .orElseThrow(RuleStore::unknownRun);
    }

    static List<StoredRun> running(Connection connection) throws SQLException {
        return Rows.list(connection, SqlFragment.of(RUN + " WHERE n.state = 'RUNNING' ORDER BY n.id"), RuleStore::run);
    }

    /** Returns the runs whose plans wait to be executed. */
    static List<StoredRun> waiting(Connection connection) throws SQLException {
        return Rows.list(connection, SqlFragment.of(RUN + " WHERE n.state = 'WAITING' ORDER BY n.id"), RuleStore::run);
    }

    /** Returns how many the last runs hit that came to an end or a proposal; not those that halted. */
    static List<Long> norm(Connection connection, long rule, int runs) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT hits FROM rules_run WHERE rule_id = ? AND hits IS NOT NULL AND state IN ('NOBODY',"
                                + " 'DRY_RUN', 'PROPOSED', 'WAITING', 'DONE', 'DECLINED', 'REPLACED') ORDER BY id DESC FETCH FIRST "
                                + runs + " ROWS ONLY",
                        rule),
                row -> row.getLong(1));
    }

    static long key(Connection connection, UUID rule) throws SQLException {
        return find(connection, rule).key();
    }

    private static String notes(List<Text> notes) {
        return Json.write(notes.stream()
                .limit(8)
                .map(note -> new Text(cut(note.sv()), cut(note.en())))
                .toArray(Text[]::new));
    }

    private static String cut(String text) {
        return text.length() > 450 ? text.substring(0, 449) + "…" : text;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                new Body(
                        row.getString("name"),
                        Json.read(row.getString("condition_json"), Condition.class),
                        ErasureAction.valueOf(row.getString("action")),
                        new TreeSet<>(List.of(Json.read(row.getString("fields_json"), String[].class))),
                        Json.read(row.getString("schedule_json"), Schedule.class),
                        RuleMode.valueOf(row.getString("mode")),
                        row.getInt("dry_run") == 1,
                        row.getInt("enabled") == 1,
                        new Brake(row.getLong("brake_cap"), row.getInt("brake_percent"), row.getInt("brake_norm"))),
                row.getString("created_by"),
                Objects.requireNonNull(Rows.instant(row, "created_at")),
                row.getString("changed_by"),
                Objects.requireNonNull(Rows.instant(row, "changed_at")),
                Rows.instant(row, "next_at"));
    }

    private static StoredRun run(ResultSet row) throws SQLException {
        String plan = row.getString("plan_id");
        String receipt = row.getString("receipt_id");
        return new StoredRun(
                row.getLong("id"),
                row.getLong("rule_id"),
                new RuleRun(
                        UUID.fromString(row.getString("public_id")),
                        UUID.fromString(row.getString("rule_public_id")),
                        row.getLong("rule_version"),
                        row.getInt("scheduled") == 1,
                        row.getString("started_by"),
                        Objects.requireNonNull(Rows.instant(row, "started_at")),
                        Rows.instant(row, "finished_at"),
                        RuleRun.State.valueOf(row.getString("state")),
                        Rows.longOrNull(row, "hits"),
                        List.of(Json.read(row.getString("notes_json"), Text[].class)),
                        plan == null ? null : UUID.fromString(plan),
                        receipt == null ? null : UUID.fromString(receipt),
                        row.getString("decided_by")),
                Rows.instant(row, "lease_until"));
    }

    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, Arrays.asList(values));
            return statement.executeUpdate();
        }
    }
}
