package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rule.Brake;
import org.gallra.api.rule.Condition;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.RulePreviews;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.RuleRun.State;
import org.gallra.api.rule.RuleRuns;
import org.gallra.api.rule.Schedule;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.SelectionCriterion;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What runs do and what keeps them from doing it. */
class RunsTest {

    private static final Brake LOOSE = new Brake(10_000L, 100, 1_000);
    private static final Schedule DAILY = new Schedule(Schedule.Every.DAILY, null, null, LocalTime.of(3, 0), "UTC");

    private static Condition quiet(int days) {
        return Condition.criterion("core.no-contact", Map.of("days", days));
    }

    private static RuleDraft draft(Condition condition, RuleMode mode, boolean dryRun, Brake brake) {
        return new RuleDraft(
                "Tysta",
                condition,
                ErasureAction.ANONYMIZE,
                Set.of("activity.activity"),
                DAILY,
                mode,
                dryRun,
                true,
                brake);
    }

    /** A rule that is live already. */
    private static Rule live(Fixture fixture, Condition condition, RuleMode mode, Brake brake) {
        Rule rule = fixture.rules.create(draft(condition, mode, true, brake));
        return fixture.rules.update(rule.id(), rule.version(), draft(condition, mode, false, brake));
    }

    private static long untouched(Fixture fixture) {
        return fixture.longs("SELECT COUNT(*) FROM contact WHERE anonymized_at IS NULL")
                .get(0);
    }

    @ParameterizedTest
    @EnumSource
    void aNewRuleOnlyCounts(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(200);
            long before = untouched(fixture);
            assertThatThrownBy(() -> fixture.rules.create(draft(quiet(30), RuleMode.AUTOMATIC, false, LOOSE)))
                    .isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.violations())
                            .extracting(GallraException.Violation::field)
                            .containsExactly("dryRun"));
            Rule rule = fixture.rules.create(draft(quiet(30), RuleMode.AUTOMATIC, true, LOOSE));
            assertThat(rule.words().sv()).isEqualTo("ingen kontakt de senaste 30 dagarna");
            assertThat(rule.next()).hasSize(5).first().isEqualTo(Instant.parse("2026-06-16T03:00:00Z"));
            RuleRun run = fixture.runs.start(rule.id()).run();
            assertThat(run.state()).isEqualTo(State.DRY_RUN);
            assertThat(run.hits()).isPositive().isEqualTo(fixture.previews.hits(rule.id()));
            assertThat(untouched(fixture)).isEqualTo(before);
            assertThat(fixture.rules.get(rule.id()).lastRun()).isEqualTo(run);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPreviewedIsProposedApprovedAndDone(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(1_200);
            Rule rule = live(fixture, SelectionTest.SOURCE, RuleMode.PROPOSAL, LOOSE);
            RulePreviews.Preview preview = fixture.previews.preview(rule.id());
            assertThat(preview.hits()).isGreaterThan(100);
            assertThat(preview.sample()).hasSize(20);
            ErasurePlan planned = plan(preview.plan());
            assertThat(planned.contacts()).isEqualTo(preview.hits());
            long before = untouched(fixture);

            RuleRuns.Details proposed = fixture.runs.start(rule.id());
            assertThat(proposed.run().state()).isEqualTo(State.PROPOSED);
            assertThat(untouched(fixture)).isEqualTo(before);
            ErasurePlan plan = plan(proposed.plan());
            assertThat(plan.records()).isEqualTo(planned.records());

            assertThatThrownBy(
                            () -> fixture.runs.approve(rule.id(), proposed.run().id(), "0".repeat(64), false))
                    .isInstanceOf(StalePlanException.class);
            RuleRuns.Details done =
                    fixture.runs.approve(rule.id(), proposed.run().id(), plan.digest(), false);
            assertThat(done.run().state()).isEqualTo(State.DONE);
            assertThat(done.run().decidedBy()).isEqualTo("vera");
            assertThat(done.run().receipt()).isNotNull();
            assertThat(untouched(fixture)).isEqualTo(before - preview.hits());
            assertThat(plan(done.plan()).receipt()).satisfies(receipt -> {
                assertThat(receipt.contacts()).isEqualTo(preview.hits());
                assertThat(receipt.records()).allSatisfy(result -> assertThat(result.rows())
                        .isEqualTo(plan.records().stream()
                                .filter(r -> r.record().equals(result.record()))
                                .findFirst()
                                .orElseThrow()
                                .rows()));
            });
            assertThat(fixture.previews.hits(rule.id())).isZero();
            assertThat(fixture.runs.start(rule.id()).run().state()).isEqualTo(State.NOBODY);
        }
    }

    private static ErasurePlan plan(@Nullable ErasurePlan plan) {
        assertThat(plan).isNotNull();
        return java.util.Objects.requireNonNull(plan);
    }

    @ParameterizedTest
    @EnumSource
    void theStartPageNamesWhatIsProposedUntilItIsDecided(Kind kind) throws IOException {
        try (Fixture fixture = new Fixture(kind)) {
            assertThat(panel(fixture)).as("nothing is proposed").isEmpty();
            fixture.contact(100);
            fixture.contact(200);
            Rule rule = live(fixture, quiet(30), RuleMode.PROPOSAL, LOOSE);
            UUID run = fixture.runs.start(rule.id()).run().id();
            assertThat(panel(fixture)).contains("/ui/rules/" + rule.id() + "/runs/" + run, "2 kontaktpersoner");
            fixture.runs.decline(rule.id(), run);
            assertThat(panel(fixture)).isEmpty();
        }
    }

    private static String panel(Fixture fixture) throws IOException {
        StringWriter out = new StringWriter();
        new OpenProposals(fixture.database, fixture, fixture)
                .render(
                        new UiContext(
                                null,
                                null,
                                false,
                                fixture.caller(),
                                Locale.forLanguageTag("sv"),
                                ZoneOffset.UTC,
                                "secret",
                                "/ui/start"),
                        out);
        return out.toString();
    }

    @ParameterizedTest
    @EnumSource
    void aProposalThatIsOutOfDateIsCountedAgain(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.contact(100);
            fixture.contact(200);
            Rule rule = live(fixture, quiet(30), RuleMode.PROPOSAL, LOOSE);
            RuleRuns.Details proposed = fixture.runs.start(rule.id());
            UUID run = proposed.run().id();
            fixture.execute("UPDATE contact SET last_name = 'Ny', version = version + 1");
            assertThatThrownBy(() -> fixture.runs.approve(
                            rule.id(), run, plan(proposed.plan()).digest(), false))
                    .isInstanceOf(StalePlanException.class);
            assertThat(untouched(fixture)).isEqualTo(2);
            RuleRuns.Details again = fixture.runs.get(rule.id(), run);
            assertThat(again.run().state()).isEqualTo(State.PROPOSED);
            assertThat(again.run().plan()).isNotEqualTo(proposed.run().plan());
            fixture.runs.approve(rule.id(), run, plan(again.plan()).digest(), false);
            assertThat(untouched(fixture)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLaterProposalTakesThePlaceOfOneThatWaits(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.contact(100);
            Rule rule = live(fixture, quiet(30), RuleMode.PROPOSAL, LOOSE);
            UUID first = fixture.runs.start(rule.id()).run().id();
            UUID second = fixture.runs.start(rule.id()).run().id();
            assertThat(fixture.runs.get(rule.id(), first).run().state()).isEqualTo(State.REPLACED);
            assertThat(fixture.runs.decline(rule.id(), second).run().state()).isEqualTo(State.DECLINED);
            assertThatThrownBy(() -> fixture.runs.decline(rule.id(), second)).isInstanceOf(GallraException.class);
            UUID third = fixture.runs.start(rule.id()).run().id();
            fixture.rules.update(rule.id(), rule.version(), draft(quiet(50), RuleMode.PROPOSAL, false, LOOSE));
            assertThat(fixture.runs.get(rule.id(), third).run().state())
                    .as("a changed rule withdraws what it proposed")
                    .isEqualTo(State.REPLACED);
            assertThat(untouched(fixture)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thirtyTypedAsThreeIsBraked(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            for (int i = 0; i < 60; i++) {
                fixture.contact(i < 2 ? 40 : 10);
            }
            Brake usual = new Brake(1_000L, 30, 5);
            Rule rule = live(fixture, quiet(30), RuleMode.AUTOMATIC, usual);
            RuleRuns.Details fine = fixture.runs.start(rule.id());
            assertThat(fine.run().state()).isEqualTo(State.DONE);
            assertThat(plan(fine.plan()).receipt())
                    .satisfies(r -> assertThat(r.approvedBy()).isEqualTo("rule " + rule.id()));
            assertThat(untouched(fixture)).isEqualTo(58);
            fixture.rules.update(rule.id(), rule.version(), draft(quiet(3), RuleMode.AUTOMATIC, false, usual));
            RuleRun halted = fixture.runs.start(rule.id()).run();
            assertThat(halted.state()).isEqualTo(State.HALTED);
            assertThat(halted.hits()).isEqualTo(58);
            assertThat(halted.notes()).singleElement().satisfies(n -> assertThat(n.en())
                    .contains("58 hits", "30 %"));
            assertThat(untouched(fixture)).isEqualTo(58);
        }
    }

    /** A criterion whose bundle comes and goes. */
    private static final class Vendor implements SelectionCriterion {

        private final String sql;

        Vendor(String sql) {
            this.sql = sql;
        }

        @Override
        public String id() {
            return "acme.badge";
        }

        @Override
        public Text label() {
            return new Text("Bricka", "Badge");
        }

        @Override
        public Text words(Arguments arguments) {
            return new Text("har bricka", "has a badge");
        }

        @Override
        public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
            return SqlFragment.of(sql);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCriterionThatIsGoneOrFailsIsNamedAndNothingIsDone(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.contact(100);
            Vendor vendor = new Vendor("SELECT id FROM contact");
            fixture.offer(vendor);
            Condition condition = Condition.any(List.of(Condition.criterion("acme.badge", Map.of()), quiet(30)));
            Rule rule = live(fixture, condition, RuleMode.AUTOMATIC, LOOSE);
            fixture.criteria.removeCriterion(vendor);
            RuleRun refused = fixture.runs.start(rule.id()).run();
            assertThat(refused.state()).isEqualTo(State.REFUSED);
            assertThat(refused.notes()).anySatisfy(n -> assertThat(n.sv()).contains("acme.badge"));
            assertThat(fixture.rules.get(rule.id()).problem()).isNotNull();
            assertThatThrownBy(() -> fixture.previews.preview(rule.id())).hasMessageContaining("acme.badge");

            Vendor broken = new Vendor("SELECT id FROM no_such_table");
            fixture.offer(broken);
            RuleRun failed = fixture.runs.start(rule.id()).run();
            assertThat(failed.state()).isEqualTo(State.REFUSED);
            assertThat(failed.notes()).anySatisfy(n -> assertThat(n.sv()).contains("acme.badge"));
            fixture.criteria.removeCriterion(broken);
            assertThat(untouched(fixture)).isEqualTo(1);

            fixture.offer(vendor);
            assertThat(fixture.runs.start(rule.id()).run().state()).isEqualTo(State.DONE);
            assertThat(untouched(fixture)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRuleDeletesToo(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.contact(100);
            fixture.contact(1);
            RuleDraft draft = new RuleDraft(
                    "Bort", quiet(30), ErasureAction.DELETE, null, null, RuleMode.AUTOMATIC, null, null, LOOSE);
            Rule rule = fixture.rules.create(draft);
            RuleDraft now = new RuleDraft(
                    "Bort", quiet(30), ErasureAction.DELETE, null, null, RuleMode.AUTOMATIC, false, null, LOOSE);
            fixture.rules.update(rule.id(), rule.version(), now);
            assertThat(fixture.runs.start(rule.id()).run().state()).isEqualTo(State.DONE);
            assertThat(fixture.longs("SELECT COUNT(*) FROM contact")).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theScheduleStartsADueRuleOnce(Kind kind) throws Exception {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.contact(100);
            Rule rule = live(fixture, quiet(30), RuleMode.AUTOMATIC, LOOSE);
            fixture.timekeeper().tick();
            assertThat(fixture.runs.list(rule.id())).as("not due").isEmpty();
            fixture.now = Instant.parse("2026-06-18T03:00:05Z");
            List<Timekeeper> nodes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                nodes.add(fixture.timekeeper());
            }
            race(nodes.stream()
                    .map(node -> (Callable<Object>) () -> {
                        node.tick();
                        return node;
                    })
                    .toList());
            assertThat(fixture.runs.list(rule.id())).singleElement().satisfies(run -> {
                assertThat(run.scheduled()).isTrue();
                assertThat(run.state()).isEqualTo(State.DONE);
                assertThat(run.startedBy()).isEqualTo("system");
            });
            nodes.get(0).tick();
            assertThat(fixture.runs.list(rule.id()))
                    .as("times that were missed are made good once")
                    .hasSize(1);
            fixture.now = Instant.parse("2026-06-19T03:00:00Z");
            nodes.get(0).tick();
            assertThat(fixture.runs.list(rule.id())).hasSize(2);
            nodes.forEach(Timekeeper::stop);
        }
    }

    private static void race(List<Callable<Object>> racers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers.size());
        ExecutorService threads = Executors.newFixedThreadPool(racers.size());
        try {
            List<Future<Object>> all = new ArrayList<>();
            for (Callable<Object> racer : racers) {
                all.add(threads.submit(() -> {
                    start.await();
                    return racer.call();
                }));
            }
            for (Future<Object> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunOfANodeThatDiedIsTakenOver(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.contact(100);
            Rule rule = live(fixture, quiet(30), RuleMode.AUTOMATIC, LOOSE);
            fixture.database.inTransaction(c -> RuleStore.begin(
                    c, RuleStore.find(c, rule.id()), true, "system", fixture.now, fixture.now.plusSeconds(60)));
            assertThatThrownBy(() -> fixture.runs.start(rule.id()))
                    .as("one at a time")
                    .isInstanceOf(GallraException.class);
            Timekeeper other = fixture.timekeeper();
            other.tick();
            assertThat(fixture.runs.list(rule.id()).get(0).state()).isEqualTo(State.RUNNING);
            fixture.now = fixture.now.plus(Duration.ofMinutes(2));
            other.tick();
            assertThat(fixture.runs.list(rule.id())).singleElement().satisfies(run -> assertThat(run.state())
                    .isEqualTo(State.DONE));
            assertThat(untouched(fixture)).isZero();
            other.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRuleTellsWhyAndWhen(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            ContactId old = fixture.contact(40);
            ContactId young = fixture.contact(10);
            Rule rule = fixture.rules.create(
                    draft(Condition.all(List.of(quiet(30), Condition.not(quiet(50)))), RuleMode.PROPOSAL, true, LOOSE));
            var hit = fixture.previews.explain(rule.id(), old);
            assertThat(hit.hit()).isTrue();
            assertThat(hit.condition().parts())
                    .extracting(RulePreviews.Part::holds)
                    .containsExactly(true, true);
            var not = fixture.previews.explain(rule.id(), young);
            assertThat(not.hit()).isFalse();
            assertThat(not.condition().parts())
                    .extracting(RulePreviews.Part::holds)
                    .containsExactly(false, true);
            var timeline = fixture.previews.timeline(rule.id());
            assertThat(timeline.weeks()).isEqualTo(1);
            assertThat(timeline.points()).hasSize(105);
            assertThat(timeline.points().get(52)).isEqualTo(new RulePreviews.Point(fixture.now, 1));
            assertThat(timeline.points().get(49).hits()).as("three weeks ago").isZero();
            assertThat(timeline.points().get(55).hits()).as("in three weeks").isEqualTo(1);
            assertThat(timeline.points().get(60).hits()).as("in eight weeks").isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhoMayAnonymizeMayEvenLook(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Rule rule = fixture.rules.create(draft(quiet(30), RuleMode.PROPOSAL, true, LOOSE));
            for (Role role : List.of(Role.USER, Role.READER)) {
                fixture.become(role);
                for (Runnable call : List.<Runnable>of(
                        fixture.rules::list,
                        fixture.rules::criteria,
                        () -> fixture.rules.get(rule.id()),
                        () -> fixture.rules.create(rule.draft()),
                        () -> fixture.rules.update(rule.id(), 1, rule.draft()),
                        () -> fixture.rules.delete(rule.id(), 1),
                        () -> fixture.previews.preview(rule.id()),
                        () -> fixture.previews.preview(null, rule.draft()),
                        () -> fixture.previews.hits(rule.id()),
                        () -> fixture.previews.timeline(rule.id()),
                        () -> fixture.previews.explain(rule.id(), new ContactId(UUID.randomUUID())),
                        () -> fixture.runs.list(rule.id()),
                        () -> fixture.runs.start(rule.id()),
                        () -> fixture.runs.get(rule.id(), rule.id()),
                        () -> fixture.runs.recount(rule.id(), rule.id()),
                        () -> fixture.runs.approve(rule.id(), rule.id(), "", false),
                        () -> fixture.runs.decline(rule.id(), rule.id()))) {
                    assertThatThrownBy(call::run)
                            .isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                                    .isEqualTo(GallraException.Code.FORBIDDEN));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeNeedsTheVersionAndADeletedRuleIsGone(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Rule rule = fixture.rules.create(draft(quiet(30), RuleMode.PROPOSAL, true, LOOSE));
            Rule second = fixture.rules.update(rule.id(), rule.version(), rule.draft());
            assertThat(second.version()).isEqualTo(rule.version() + 1);
            assertThatThrownBy(() -> fixture.rules.update(rule.id(), rule.version(), rule.draft()))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.STALE));
            fixture.runs.start(rule.id());
            fixture.rules.delete(rule.id(), second.version());
            assertThatThrownBy(() -> fixture.rules.get(rule.id()))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.NOT_FOUND));
        }
    }
}
