package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.rule.Brake;
import org.gallra.api.rule.Condition;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.RuleRun.State;
import org.gallra.api.rule.Schedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules, leases and acts that wait while the clock jumps a day ahead and back. */
class ClockTest {

    private static final Duration DAY = Duration.ofDays(1);

    private static Rule daily(Fixture fixture) {
        Rule made = fixture.rules.create(draft(true));
        return fixture.rules.update(made.id(), made.version(), draft(false));
    }

    private static RuleDraft draft(boolean dryRun) {
        return new RuleDraft(
                "Tysta",
                Condition.criterion("core.no-contact", Map.of("days", 30)),
                ErasureAction.ANONYMIZE,
                Set.of(),
                new Schedule(Schedule.Every.DAILY, null, null, LocalTime.of(3, 0), "UTC"),
                RuleMode.AUTOMATIC,
                dryRun,
                true,
                new Brake(10_000L, 100, 1_000));
    }

    @ParameterizedTest
    @EnumSource
    void aRuleRunsOnceADayAndIsNotLeftOut(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Rule rule = daily(fixture);
            Timekeeper node = fixture.timekeeper();
            Timekeeper other = fixture.timekeeper();
            fixture.now = Fixture.START.plus(DAY);
            node.tick();
            other.tick();
            assertThat(fixture.runs.list(rule.id())).as("once, not twice").hasSize(1);
            fixture.now = Fixture.START.plusSeconds(60);
            node.tick();
            other.tick();
            assertThat(fixture.runs.list(rule.id()))
                    .as("the time that is past does not come again")
                    .hasSize(1);
            fixture.now = Instant.parse("2026-06-16T02:59:00Z");
            node.tick();
            assertThat(fixture.runs.list(rule.id())).hasSize(1);
            fixture.now = Instant.parse("2026-06-16T03:00:05Z");
            node.tick();
            other.tick();
            assertThat(fixture.runs.list(rule.id())).as("its next time").hasSize(2);
            node.stop();
            other.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeWhoseClockIsBehindDoesNotStartARuleAgain(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Rule rule = daily(fixture);
            Timekeeper node = fixture.timekeeper();
            fixture.now = Instant.parse("2026-06-16T03:00:05Z");
            node.tick();
            fixture.now = Instant.parse("2026-06-16T02:59:00Z");
            node.tick();
            fixture.now = Instant.parse("2026-06-16T03:00:10Z");
            node.tick();
            assertThat(fixture.runs.list(rule.id())).hasSize(1);
            node.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunOfANodeThatDiedWhileTheClockWasAheadIsTakenOver(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.contact(100);
            Rule rule = daily(fixture);
            Instant ahead = fixture.now.plus(DAY);
            fixture.database.inTransaction(c ->
                    RuleStore.begin(c, RuleStore.find(c, rule.id()), true, "system", ahead, ahead.plusSeconds(120)));
            Timekeeper node = fixture.timekeeper();
            node.tick();
            assertThat(fixture.runs.list(rule.id())).singleElement().satisfies(run -> assertThat(run.state())
                    .isEqualTo(State.DONE));
            node.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExecutionThatWasCutOffWhileTheClockWasAheadGoesOn(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            ErasurePlan plan = plan(fixture, fixture.contact(10));
            fixture.execute(
                    "UPDATE erasure_plan SET state = 'RUNNING', approved_by = 'vera', node = 'gone', started_at = ?,"
                            + " lease_until = ? WHERE public_id = ?",
                    fixture.now.plus(DAY),
                    fixture.now.plus(DAY).plusSeconds(30),
                    plan.id().toString());
            fixture.local.due();
            assertThat(fixture.local.engine().get(plan.id()).state()).isEqualTo(ErasurePlan.State.DONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsDoneOnce(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            WaitingActs waiting = fixture.local.waiting();
            waiting.change(waiting.times().version(), 24, 24);
            ErasurePlan plan = plan(fixture, fixture.contact(10));
            fixture.local.engine().execute(plan.id(), plan.digest(), false);
            fixture.now = Fixture.START.minus(DAY);
            fixture.local.due();
            assertThat(waiting.list()).as("it waits as long as was said").hasSize(1);
            fixture.now = Fixture.START.plus(DAY);
            fixture.local.due();
            assertThat(waiting.list()).isEmpty();
            fixture.now = Fixture.START;
            fixture.local.due();
            fixture.now = Fixture.START.plus(DAY);
            fixture.local.due();
            assertThat(fixture.longs("SELECT version FROM contact"))
                    .as("written once")
                    .containsExactly(2L);
        }
    }

    private static ErasurePlan plan(Fixture fixture, ContactId contact) {
        return fixture.local
                .engine()
                .plan(new ErasureRequest(ErasureAction.ANONYMIZE, List.of(contact), null, List.of(), Set.of(), null));
    }
}
