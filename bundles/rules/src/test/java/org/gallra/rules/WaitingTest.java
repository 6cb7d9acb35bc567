package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSetMetaData;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Role;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rule.Brake;
import org.gallra.api.rule.Condition;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.Schedule;
import org.gallra.register.LocalRegister;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time between an order and what cannot be undone. */
class WaitingTest {

    private static final Duration WAIT = Duration.ofHours(48);

    /** A veto over those whom it is told. */
    private static final class Veto implements ErasureBlocker {

        private volatile long key = -1;
        private volatile boolean broken;

        @Override
        public String id() {
            return "acme.veto";
        }

        @Override
        public Text reason() {
            return new Text("Tvist", "Dispute");
        }

        @Override
        public Optional<SqlFragment> contacts(Kind kind, ErasureAction action, Instant now) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return Optional.of(SqlFragment.of("SELECT id, CAST(NULL AS TIMESTAMP) FROM contact WHERE id = ?", key));
        }
    }

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static Fixture fixture(Kind kind) {
        Fixture fixture = new Fixture(kind);
        WaitingActs waiting = fixture.local.waiting();
        waiting.change(waiting.times().version(), 48, 48);
        return fixture;
    }

    private static ErasurePlan plan(Fixture fixture, ErasureAction action, ContactId... contacts) {
        return fixture.local
                .engine()
                .plan(new ErasureRequest(action, List.of(contacts), null, List.of(), Set.of(), "på begäran"));
    }

    private static ErasurePlan order(Fixture fixture, ErasurePlan plan) {
        return fixture.local.engine().execute(plan.id(), plan.digest(), false);
    }

    private static ErasurePlan state(Fixture fixture, ErasurePlan plan) {
        return fixture.local.engine().get(plan.id());
    }

    private static long key(Fixture fixture, ContactId contact) {
        return fixture.longs("SELECT id FROM contact WHERE public_id = ?", contact.toString())
                .get(0);
    }

    private static void call(Fixture fixture, ContactId contact) {
        fixture.execute(
                "INSERT INTO activity (public_id, version, contact_id, kind, subject, created_at, changed_at)"
                        + " VALUES (?, 1, ?, 'CALL', 'Samtal', ?, ?)",
                java.util.UUID.randomUUID().toString(),
                key(fixture, contact),
                Fixture.before(1),
                Fixture.before(1));
    }

    /** Every byte of the tables that hold people. */
    private static List<String> bytes(Database database) {
        List<String> all = new ArrayList<>();
        for (String table : List.of("contact", "activity", "meeting", "meeting_participant", "sale")) {
            all.addAll(database.read(connection ->
                    Rows.list(connection, SqlFragment.of("SELECT * FROM " + table + " ORDER BY 1, 2"), row -> {
                        ResultSetMetaData columns = row.getMetaData();
                        StringBuilder line = new StringBuilder(table);
                        for (int i = 1; i <= columns.getColumnCount(); i++) {
                            line.append('|').append(row.getString(i));
                        }
                        return line.toString();
                    })));
        }
        return all;
    }

    private static long marks(Fixture fixture) {
        return fixture.longs("SELECT COUNT(*) FROM contact_restriction").get(0);
    }

    @ParameterizedTest
    @EnumSource
    void anOrderHidesAtOnceAndACancelRestoresEveryByte(Kind kind) {
        try (Fixture fixture = fixture(kind)) {
            ContactId eva = fixture.contact(10);
            ContactId other = fixture.contact(10);
            call(fixture, eva);
            long key = key(fixture, eva);
            List<String> before = bytes(fixture.database);
            ErasurePlan plan = plan(fixture, ErasureAction.ANONYMIZE, eva);
            ErasurePlan ordered = order(fixture, plan);
            assertThat(ordered.state()).isEqualTo(ErasurePlan.State.WAITING);
            assertThat(ordered.dueAt()).isEqualTo(fixture.now.plus(WAIT));
            assertThat(order(fixture, plan)).as("ordered once").isEqualTo(ordered);
            assertThat(bytes(fixture.database)).isEqualTo(before);

            assertThat(fixture.keys(fixture.directory.select(ContactFilter.ALL)))
                    .containsExactly(key(fixture, other));
            assertThat(fixture.directory.contacts(List.of(key)))
                    .as("administrators see her")
                    .hasSize(1);
            refused(Code.CONFLICT, () -> fixture.directory.contactKeyForWriting(eva));
            refused(Code.CONFLICT, () -> fixture.directory.lockForWriting(key));
            refused(Code.CONFLICT, () -> fixture.directory.requireUnrestricted(List.of(key)));
            assertThat(fixture.directory.contactKeyForPreserving(eva)).isEqualTo(key);
            fixture.become(Role.USER);
            assertThat(fixture.directory.contacts(List.of(key))).isEmpty();
            assertThat(fixture.directory.contactKeys(List.of(eva, other))).containsOnlyKeys(other);
            refused(Code.NOT_FOUND, () -> fixture.directory.contactKey(eva));
            refused(Code.NOT_FOUND, () -> fixture.directory.contactKeyForWriting(eva));
            refused(Code.NOT_FOUND, () -> fixture.directory.contactKeyForPreserving(eva));
            refused(Code.CONFLICT, () -> fixture.directory.lockForWriting(key));
            refused(Code.FORBIDDEN, () -> fixture.local.waiting().cancel(plan.id()));
            fixture.become(Role.SYSTEM_ADMINISTRATOR);

            assertThat(fixture.local.waiting().list())
                    .extracting(ErasurePlan::id)
                    .containsExactly(plan.id());
            assertThat(fixture.local.waiting().of(eva).orElseThrow().id()).isEqualTo(plan.id());
            assertThat(fixture.local.waiting().of(other)).isEmpty();
            fixture.local.due();
            assertThat(state(fixture, plan).state()).isEqualTo(ErasurePlan.State.WAITING);
            assertThat(fixture.local.waiting().cancel(plan.id()).state()).isEqualTo(ErasurePlan.State.CANCELLED);
            assertThat(bytes(fixture.database)).isEqualTo(before);
            assertThat(marks(fixture)).isZero();
            fixture.become(Role.USER);
            assertThat(fixture.directory.contactKeyForWriting(eva)).isEqualTo(key);
            fixture.become(Role.SYSTEM_ADMINISTRATOR);
            refused(Code.CONFLICT, () -> fixture.local.waiting().cancel(plan.id()));
            refused(Code.CONFLICT, () -> order(fixture, plan));
            fixture.now = fixture.now.plus(WAIT);
            fixture.local.due();
            assertThat(bytes(fixture.database))
                    .as("a cancelled act never happens")
                    .isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDueIsExecutedOnceByWhateverNodeIsThere(Kind kind) throws InterruptedException {
        try (Fixture fixture = fixture(kind)) {
            ContactId eva = fixture.contact(10);
            call(fixture, eva);
            ErasurePlan plan = plan(fixture, ErasureAction.ANONYMIZE, eva);
            order(fixture, plan);
            fixture.now = fixture.now.plus(WAIT).minusSeconds(1);
            fixture.local.due();
            assertThat(state(fixture, plan).state()).isEqualTo(ErasurePlan.State.WAITING);
            fixture.now = fixture.now.plusSeconds(1);
            // the node that took the order is gone; others start
            List<LocalRegister> nodes = List.of(fixture.node(), fixture.node(), fixture.node());
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (LocalRegister node : nodes) {
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                        fixture.callAs(Caller.SYSTEM, () -> {
                            node.due();
                            return true;
                        });
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            ErasurePlan done = state(fixture, plan);
            assertThat(done.state()).isEqualTo(ErasurePlan.State.DONE);
            ErasureReceipt receipt = Objects.requireNonNull(done.receipt());
            assertThat(receipt.digest()).as("as it was previewed").isEqualTo(plan.digest());
            assertThat(receipt.approvedBy()).isEqualTo("vera");
            assertThat(receipt.startedAt()).isEqualTo(fixture.now);
            assertThat(fixture.longs("SELECT version FROM contact"))
                    .as("written once")
                    .containsExactly(2L);
            assertThat(marks(fixture)).isZero();
            assertThat(fixture.local.waiting().list()).isEmpty();
            refused(Code.CONFLICT, () -> fixture.local.waiting().cancel(plan.id()));
            nodes.forEach(LocalRegister::close);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatChangedMeanwhileIsPlannedAgain(Kind kind) {
        try (Fixture fixture = fixture(kind)) {
            ContactId eva = fixture.contact(10);
            ContactId bo = fixture.contact(10);
            Veto veto = new Veto();
            fixture.local.offer(veto, "acme.veto");
            ErasurePlan plan = plan(fixture, ErasureAction.ANONYMIZE, eva, bo);
            order(fixture, plan);
            call(fixture, eva);
            veto.key = key(fixture, bo);
            fixture.now = fixture.now.plus(WAIT);
            fixture.local.due();
            ErasurePlan done = state(fixture, plan);
            assertThat(done.state()).isEqualTo(ErasurePlan.State.DONE);
            assertThat(done.contacts()).isEqualTo(1);
            assertThat(done.digest()).isNotEqualTo(plan.digest());
            assertThat(Objects.requireNonNull(done.receipt()).excluded())
                    .singleElement()
                    .satisfies(held -> {
                        assertThat(held.blocker()).isEqualTo("acme.veto");
                        assertThat(held.contacts()).isEqualTo(1);
                    });
            assertThat(done.records().stream()
                            .filter(r -> r.record().equals("activity.activity"))
                            .findFirst()
                            .orElseThrow()
                            .related())
                    .isEqualTo(1);
            assertThat(fixture.longs("SELECT COUNT(*) FROM contact WHERE anonymized_at IS NULL"))
                    .containsExactly(1L);
            assertThat(marks(fixture)).as("who is held is visible again").isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeAskedLeavesTheDecisionToAnAdministrator(Kind kind) {
        try (Fixture fixture = fixture(kind)) {
            ContactId eva = fixture.contact(10);
            Veto veto = new Veto();
            fixture.local.offer(veto, "acme.veto");
            ErasurePlan plan = plan(fixture, ErasureAction.ANONYMIZE, eva);
            order(fixture, plan);
            veto.broken = true;
            fixture.now = fixture.now.plus(WAIT);
            fixture.local.due();
            ErasurePlan failed = state(fixture, plan);
            assertThat(failed.state()).isEqualTo(ErasurePlan.State.FAILED);
            assertThat(failed.gaps()).isNotEmpty();
            assertThat(marks(fixture)).as("she stays hidden").isEqualTo(1);
            assertThat(fixture.local.waiting().list()).containsExactly(failed);
            refused(Code.CONFLICT, () -> fixture.local.engine().execute(plan.id(), failed.digest(), false));
            veto.broken = false;
            ErasurePlan done = fixture.local.engine().execute(plan.id(), failed.digest(), true);
            assertThat(done.state()).isEqualTo(ErasurePlan.State.DONE);
            assertThat(marks(fixture)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlanThatIsOutOfDateIsNotEvenOrdered(Kind kind) {
        try (Fixture fixture = fixture(kind)) {
            ContactId eva = fixture.contact(10);
            ErasurePlan plan = plan(fixture, ErasureAction.ANONYMIZE, eva);
            call(fixture, eva);
            assertThatThrownBy(() -> order(fixture, plan)).isInstanceOf(StalePlanException.class);
            assertThat(state(fixture, plan).state()).isEqualTo(ErasurePlan.State.EXPIRED);
            assertThat(marks(fixture)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsIsLeftOutOfOtherActs(Kind kind) {
        try (Fixture fixture = fixture(kind)) {
            ContactId eva = fixture.contact(10);
            ContactId bo = fixture.contact(10);
            ErasurePlan before = plan(fixture, ErasureAction.DELETE, eva, bo);
            order(fixture, plan(fixture, ErasureAction.DELETE, eva));
            assertThatThrownBy(() -> order(fixture, before)).isInstanceOf(StalePlanException.class);
            ErasurePlan after = plan(fixture, ErasureAction.ANONYMIZE, eva, bo);
            assertThat(after.contacts()).isEqualTo(1);
            assertThat(after.excluded()).singleElement().satisfies(held -> {
                assertThat(held.blocker()).isEqualTo("register.waiting");
                assertThat(held.until()).isEqualTo(fixture.now.plus(WAIT));
            });
            fixture.now = fixture.now.plus(WAIT);
            fixture.local.due();
            assertThat(fixture.longs("SELECT COUNT(*) FROM contact")).containsExactly(1L);
            assertThat(marks(fixture)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoComesToACompanyMeanwhileGoesWithIt(Kind kind) {
        try (Fixture fixture = fixture(kind)) {
            CompanyId company = new CompanyId(java.util.UUID.randomUUID());
            fixture.execute(
                    "INSERT INTO company (public_id, version, name, name_key, search_key, created_at, changed_at)"
                            + " VALUES (?, 1, 'Berg', 'berg', 'berg', ?, ?)",
                    company.toString(),
                    Fixture.before(9),
                    Fixture.before(9));
            ContactId eva = fixture.contact(10);
            fixture.execute("UPDATE contact SET company_id = (SELECT MAX(id) FROM company)");
            ContactId bo = fixture.contact(10);
            ErasurePlan plan = fixture.local
                    .engine()
                    .plan(new ErasureRequest(ErasureAction.DELETE, List.of(), null, List.of(company), Set.of(), null));
            order(fixture, plan);
            assertThat(marks(fixture)).isEqualTo(1);
            fixture.execute("UPDATE contact SET company_id = (SELECT MAX(id) FROM company)");
            call(fixture, bo);
            fixture.now = fixture.now.plus(WAIT);
            fixture.local.due();
            ErasurePlan done = state(fixture, plan);
            assertThat(done.state()).isEqualTo(ErasurePlan.State.DONE);
            assertThat(done.contacts()).isEqualTo(2);
            for (String table : List.of("company", "contact", "activity", "contact_restriction")) {
                assertThat(fixture.longs("SELECT COUNT(*) FROM " + table))
                        .as(table)
                        .containsExactly(0L);
            }
            refused(Code.NOT_FOUND, () -> fixture.directory.contactKey(eva));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rulesWaitTheirOwnTime(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            WaitingActs waiting = fixture.local.waiting();
            waiting.change(waiting.times().version(), 0, 24);
            Schedule daily = new Schedule(Schedule.Every.DAILY, null, null, LocalTime.of(3, 0), "UTC");
            Brake loose = new Brake(10_000L, 100, 1_000);
            Rule made = fixture.rules.create(draft(daily, loose, true));
            Rule rule = fixture.rules.update(made.id(), made.version(), draft(daily, loose, false));
            ContactId eva = fixture.contact(100);
            RuleRun run = fixture.runs.start(rule.id()).run();
            assertThat(run.state()).isEqualTo(RuleRun.State.WAITING);
            fixture.now = fixture.now.plus(Duration.ofHours(23));
            assertThat(fixture.runs.start(rule.id()).run().state())
                    .as("who waits is not hit again, and the rule goes on")
                    .isEqualTo(RuleRun.State.NOBODY);
            fixture.now = fixture.now.plus(Duration.ofHours(1));
            fixture.local.due();
            fixture.timekeeper().tick();
            assertThat(fixture.runs.get(rule.id(), run.id()).run().state()).isEqualTo(RuleRun.State.DONE);
            refused(Code.NOT_FOUND, () -> fixture.directory.contactKey(eva));

            ContactId bo = fixture.contact(100);
            RuleRun second = fixture.runs.start(rule.id()).run();
            waiting.cancel(Objects.requireNonNull(second.plan()));
            RuleRun cancelled = fixture.runs.get(rule.id(), second.id()).run();
            assertThat(cancelled.state()).isEqualTo(RuleRun.State.DECLINED);
            assertThat(cancelled.notes()).hasSize(1);
            assertThat(fixture.directory.contactKeyForWriting(bo)).isPositive();

            ErasurePlan byHand = plan(fixture, ErasureAction.ANONYMIZE, bo);
            assertThat(order(fixture, byHand).state()).as("by hand at once").isEqualTo(ErasurePlan.State.DONE);
        }
    }

    private static RuleDraft draft(Schedule schedule, Brake brake, boolean dryRun) {
        return new RuleDraft(
                "Tysta",
                Condition.criterion("core.no-contact", Map.of("days", 30)),
                ErasureAction.ANONYMIZE,
                Set.of(),
                schedule,
                RuleMode.AUTOMATIC,
                dryRun,
                true,
                brake);
    }

    @ParameterizedTest
    @EnumSource
    void theTimesAreTheAdministrators(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            WaitingActs waiting = fixture.local.waiting();
            WaitingActs.Times times = waiting.times();
            assertThat(times.byHandHours()).isZero();
            assertThat(times.byRuleHours()).isZero();
            refused(Code.INVALID, () -> waiting.change(times.version(), -1, 721));
            WaitingActs.Times changed = waiting.change(times.version(), 720, 1);
            assertThat(changed.changedBy()).isEqualTo("vera");
            assertThat(waiting.times()).isEqualTo(changed);
            refused(Code.STALE, () -> waiting.change(times.version(), 1, 1));
            fixture.become(Role.USER);
            refused(Code.FORBIDDEN, waiting::times);
            refused(Code.FORBIDDEN, waiting::list);
            refused(Code.FORBIDDEN, () -> waiting.change(changed.version(), 1, 1));
        }
    }
}
