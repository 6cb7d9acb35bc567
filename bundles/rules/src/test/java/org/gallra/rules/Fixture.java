package org.gallra.rules;

import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.gallra.activity.ActivityEntity;
import org.gallra.anonymization.EngineAnonymizationService;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rule.RetentionOutlook;
import org.gallra.api.rule.RulePreviews;
import org.gallra.api.rule.RuleRuns;
import org.gallra.api.selection.SelectionCriterion;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.contact.SqlContactRestrictions;
import org.gallra.meeting.MeetingEntity;
import org.gallra.opportunity.OpenOpportunity;
import org.gallra.opportunity.OpportunityEntity;
import org.gallra.register.LocalRegister;
import org.gallra.sale.BuyingCustomer;
import org.gallra.sale.SaleEntity;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** The rules over the real register, engine and domain bundles, on a database with people, and a clock that can be moved. */
final class Fixture extends Clock implements AutoCloseable, AccessControl, SchemaReady {

    static final Instant START = Instant.parse("2026-06-15T09:30:00Z");

    final TestDatabase database;
    final SqlContactDirectory directory;
    final LocalRegister local;
    final Criteria criteria;
    final SqlRuleService rules;
    final Counting counting;
    final Planning planning;
    final RulePreviews previews;
    final RuleRuns runs;
    final Conductor conductor;
    volatile Instant now = START;
    private final Clock clock = this;
    private final ThreadLocal<Caller> caller = ThreadLocal.withInitial(
            () -> new Caller("vera", Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR.permissions()));
    private long keys;

    Fixture(Database.Kind kind) {
        database = TestDatabase.of(kind, "contact", "activity", "meeting", "opportunity", "sale", "register", "rules");
        directory = new SqlContactDirectory(database, this, this);
        local = node();
        criteria = new Criteria(local.calls());
        var anonymization = new EngineAnonymizationService(local.engine(), local.register(), this);
        counting = new Counting(database, directory);
        planning = new Planning(criteria, counting, anonymization, local.engine());
        rules = new SqlRuleService(database, criteria, local.register(), this, clock);
        previews = new SqlRulePreviews(database, rules, planning, counting, this, clock);
        conductor = new Conductor(database, planning, this, clock);
        runs = new SqlRuleRuns(database, conductor, planning, this, this);
        offer(new NoContact(local.register(), directory));
        offer(new NeverContacted(local.register()));
        offer(new BuyingCustomer(directory, 365));
        offer(new OpenOpportunity(directory));
    }

    /** Starts a node on the database. */
    LocalRegister node() {
        LocalRegister node =
                new LocalRegister(database, this, directory, new SqlContactRestrictions(database, this), clock, 500);
        node.look(List.of(
                LocalRegister.Installed.of(SqlContactDirectory.class, "company", "contact"),
                LocalRegister.Installed.of(ActivityEntity.class, "activity"),
                LocalRegister.Installed.of(MeetingEntity.class, "meeting", "meeting_participant"),
                LocalRegister.Installed.of(OpportunityEntity.class, "opportunity"),
                LocalRegister.Installed.of(SaleEntity.class, "sale"),
                LocalRegister.Installed.of(Criteria.class, "rules_rule", "rules_run")));
        return node;
    }

    /** Adds a criterion, as when its bundle starts. */
    void offer(SelectionCriterion criterion) {
        criteria.addCriterion(criterion, Map.of("service.bundleid", 1L));
    }

    RetentionOutlook outlook() {
        return new SqlRetentionOutlook(
                database, planning, counting, directory, local.register(), local.engine(), this, clock);
    }

    /** Returns the public ids of those who are not anonymized, by key. */
    Map<Long, UUID> people() {
        return database
                .read(c -> Rows.list(
                        c,
                        SqlFragment.of("SELECT id, public_id FROM contact WHERE anonymized_at IS NULL"),
                        row -> Map.entry(row.getLong(1), UUID.fromString(row.getString(2)))))
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Timekeeper timekeeper() {
        return new Timekeeper(database, conductor, this, clock);
    }

    /** Fills the tables by arithmetic on the row's number: no random, no clock. */
    void populate(int contacts) {
        int companies = Math.max(1, contacts / 5);
        batch(
                companies,
                "INSERT INTO company (public_id, version, name, name_key, search_key, category, created_at, changed_at)"
                        + " VALUES (?, 1, ?, 'k', 'k', ?, ?, ?)",
                (s, i) -> {
                    s.setString(1, uuid(1, i));
                    s.setString(2, "Bolag " + i);
                    s.setString(3, i % 3 == 0 ? "A" : i % 3 == 1 ? "B" : null);
                    s.setTimestamp(4, before(900));
                    s.setTimestamp(5, before(900));
                });
        List<Long> firms = longs("SELECT id FROM company ORDER BY id");
        batch(
                contacts,
                "INSERT INTO contact (public_id, version, company_id, first_name, last_name, sort_key, search_key, title,"
                        + " email, owner, anonymized_at, created_at, changed_at)"
                        + " VALUES (?, 1, ?, 'Eva', ?, 'k', 'k', ?, ?, ?, ?, ?, ?)",
                (s, i) -> {
                    s.setString(1, uuid(2, i));
                    s.setObject(2, i % 11 == 0 ? null : firms.get(i % companies), java.sql.Types.BIGINT);
                    s.setString(3, "Ek " + i);
                    s.setString(4, i % 4 == 0 ? null : "Chef");
                    s.setString(5, "p" + i + "@example.se");
                    s.setString(6, i % 2 == 0 ? "anna" : null);
                    s.setTimestamp(7, i % 17 == 0 ? before(5) : null);
                    s.setTimestamp(8, before(i * 7L % 400));
                    s.setTimestamp(9, before(i * 7L % 400));
                });
        List<Long> people = longs("SELECT id FROM contact ORDER BY id");
        batch(
                contacts * 2,
                "INSERT INTO activity (public_id, version, contact_id, kind, subject, notes, due_at, done_at, created_at,"
                        + " changed_at) VALUES (?, 1, ?, 'CALL', 'Samtal', 'Text', ?, ?, ?, ?)",
                (s, i) -> {
                    s.setString(1, uuid(3, i));
                    s.setLong(2, people.get((int) (i * 13L % contacts)));
                    s.setTimestamp(3, before(i * 5L % 120 - 40));
                    s.setTimestamp(4, i % 3 == 0 ? null : before(i * 5L % 120 + 1));
                    s.setTimestamp(5, before(200));
                    s.setTimestamp(6, before(200));
                });
        batch(
                contacts / 2,
                "INSERT INTO meeting (public_id, version, subject, starts_at, held_at, created_at, changed_at)"
                        + " VALUES (?, 1, 'Möte', ?, ?, ?, ?)",
                (s, i) -> {
                    s.setString(1, uuid(4, i));
                    s.setTimestamp(2, before(i * 3L % 90 - 20));
                    s.setTimestamp(3, i % 2 == 0 ? null : before(i * 3L % 90));
                    s.setTimestamp(4, before(200));
                    s.setTimestamp(5, before(200));
                });
        List<Long> meetings = longs("SELECT id FROM meeting ORDER BY id");
        batch(meetings.size() * 2, "INSERT INTO meeting_participant (meeting_id, contact_id) VALUES (?, ?)", (s, i) -> {
            s.setLong(1, meetings.get(i / 2));
            s.setLong(2, people.get((i / 2 * 7 + i % 2 * 3) % contacts));
        });
        batch(
                contacts / 4,
                "INSERT INTO sale (public_id, version, contact_id, company_id, amount, currency, sold_on, created_at,"
                        + " changed_at) VALUES (?, 1, ?, ?, 100, 'SEK', ?, ?, ?)",
                (s, i) -> {
                    s.setString(1, uuid(5, i));
                    s.setObject(2, i % 3 == 0 ? null : people.get(i * 4 % contacts), java.sql.Types.BIGINT);
                    s.setObject(3, i % 5 == 0 ? null : firms.get(i * 3 % companies), java.sql.Types.BIGINT);
                    s.setDate(4, new java.sql.Date(before(i * 11L % 800).getTime()));
                    s.setTimestamp(5, before(1));
                    s.setTimestamp(6, before(1));
                });
        batch(
                contacts / 4,
                "INSERT INTO opportunity (public_id, version, contact_id, company_id, name, stage, probability, currency,"
                        + " closed_on, created_at, changed_at) VALUES (?, 1, ?, ?, 'Affär', ?, 10, 'SEK', ?, ?, ?)",
                (s, i) -> {
                    s.setString(1, uuid(6, i));
                    s.setLong(2, people.get((int) (i * 9L % contacts)));
                    s.setLong(3, firms.get(i % companies));
                    s.setString(4, i % 3 == 0 ? "WON" : i % 3 == 1 ? "LOST" : "NEW");
                    s.setDate(
                            5,
                            i % 3 == 2 ? null : new java.sql.Date(before(i % 50).getTime()));
                    s.setTimestamp(6, before(60));
                    s.setTimestamp(7, before(60));
                });
    }

    private interface Filler {
        void fill(PreparedStatement statement, int row) throws java.sql.SQLException;
    }

    private void batch(int rows, String sql, Filler filler) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < rows; i++) {
                    filler.fill(statement, i);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            return rows;
        });
    }

    /** Adds a contact who was created some days ago. */
    ContactId contact(long daysAgo) {
        ContactId id = new ContactId(UUID.fromString(uuid(7, ++keys)));
        execute(
                "INSERT INTO contact (public_id, version, last_name, email, sort_key, search_key, created_at, changed_at)"
                        + " VALUES (?, 1, 'Ek', 'e@example.se', 'k', 'k', ?, ?)",
                id.toString(),
                before(daysAgo),
                before(daysAgo));
        return id;
    }

    int execute(String sql, @Nullable Object... values) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Rows.bind(statement, java.util.Arrays.asList(values));
                return statement.executeUpdate();
            }
        });
    }

    static Timestamp before(long days) {
        return Timestamp.from(START.minus(Duration.ofDays(days)).minusSeconds(60));
    }

    private static String uuid(long kind, long number) {
        return new UUID(kind, number).toString();
    }

    List<Long> longs(String sql, @Nullable Object... values) {
        return database.read(c -> Rows.list(c, SqlFragment.of(sql, values), row -> row.getLong(1)));
    }

    Set<Long> keys(SqlFragment query) {
        List<Long> found = database.read(c -> Rows.list(c, query, row -> row.getLong(1)));
        Set<Long> distinct = new LinkedHashSet<>(new ArrayList<>(found));
        if (distinct.size() != found.size()) {
            throw new AssertionError("a key comes twice");
        }
        return distinct;
    }

    void become(Role role) {
        caller.set(new Caller("vera", role, role.permissions()));
    }

    @Override
    public Caller caller() {
        return caller.get();
    }

    @Override
    public Caller require(Permission permission) {
        if (!caller().may(permission)) {
            throw new GallraException(GallraException.Code.FORBIDDEN, Text.same("no"));
        }
        return caller();
    }

    @Override
    public <T> T callAs(Caller other, Supplier<T> work) {
        Caller before = caller.get();
        caller.set(other);
        try {
            return work.get();
        } finally {
            caller.set(before);
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public String bundle() {
        return "org.gallra.rules";
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }

    @Override
    public void close() {
        local.close();
        database.close();
    }
}
