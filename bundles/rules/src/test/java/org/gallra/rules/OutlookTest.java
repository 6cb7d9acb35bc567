package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.rule.Condition;
import org.gallra.api.rule.RetentionOutlook;
import org.gallra.api.rule.RetentionOutlook.Coming;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.Schedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the box on the card says must be what comes true. */
class OutlookTest {

    /** {@code -Dgallra.outlook=1000} is what issue D asks for. */
    private static final int PEOPLE = Integer.getInteger("gallra.outlook", 60);

    private static final Duration LONG = Duration.ofMinutes(5);

    /** The day that is told is the day of the first run that hits, with the clock moved to each run. */
    @ParameterizedTest
    @EnumSource
    void theDayThatIsToldIsTheDayOnWhichTheRuleActs(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(PEOPLE);
            Condition condition = Condition.all(List.of(
                    Condition.criterion("core.no-contact", Map.of("days", "30")),
                    Condition.criterion("sale.buying-customer", Map.of("is", "no"))));
            Schedule weekly = new Schedule(Schedule.Every.WEEKLY, java.time.DayOfWeek.MONDAY, null, null, null);
            Rule rule = fixture.rules.create(new RuleDraft(
                    "Veckogallring",
                    condition,
                    ErasureAction.ANONYMIZE,
                    Set.of("*"),
                    weekly,
                    RuleMode.AUTOMATIC,
                    null,
                    null,
                    null));
            Map<Long, Instant> told = new HashMap<>();
            RetentionOutlook outlook = fixture.outlook();
            Map<Long, UUID> people = fixture.people();
            people.forEach((key, id) -> {
                List<Coming> coming = outlook.of(new ContactId(id), LONG).rules();
                assertThat(coming).hasSize(1);
                assertThat(coming.get(0).rule()).isEqualTo(rule.id());
                assertThat(coming.get(0).through()).isNotNull();
                told.put(key, coming.get(0).at());
                Coming sampled =
                        outlook.of(new ContactId(id), Duration.ZERO).rules().get(0);
                assertThat(sampled.through()).isNull();
                assertThat(sampled.at())
                        .as("without time")
                        .isEqualTo(coming.get(0).at());
            });
            Map<Long, Instant> came = new HashMap<>();
            Expression expression = Conditions.read(fixture.criteria.snapshot(), condition);
            for (Instant run : weekly.next(fixture.now, 57)) {
                for (long key :
                        fixture.keys(fixture.counting.compile(expression, run).query())) {
                    came.putIfAbsent(key, run);
                }
            }
            // there are 57 runs
            assertThat(came.values().stream().distinct().count()).as("days").isGreaterThan(Math.min(PEOPLE / 10, 30));
            people.keySet()
                    .forEach(key ->
                            assertThat(told.get(key)).as("contact " + key).isEqualTo(came.get(key)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void lastContactIsTheLatestOfAllBundlesAndNoPlan(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            ContactId contact = fixture.contact(300);
            RetentionOutlook outlook = fixture.outlook();
            assertThat(outlook.of(contact, LONG).lastContact()).isNull();
            assertThat(outlook.of(contact, LONG).rules()).isEmpty();
            long key = fixture.directory.contactKey(contact);
            fixture.execute(
                    "INSERT INTO activity (public_id, version, contact_id, kind, subject, done_at, created_at, changed_at)"
                            + " VALUES ('a1', 1, ?, 'CALL', 'x', ?, ?, ?)",
                    key,
                    Fixture.before(9),
                    Fixture.before(9),
                    Fixture.before(9));
            fixture.execute(
                    "INSERT INTO sale (public_id, version, contact_id, amount, currency, sold_on, created_at, changed_at)"
                            + " VALUES ('s1', 1, ?, 1, 'SEK', ?, ?, ?)",
                    key,
                    java.sql.Date.valueOf("2026-06-10"),
                    Fixture.before(4),
                    Fixture.before(4));
            fixture.execute(
                    "INSERT INTO activity (public_id, version, contact_id, kind, subject, done_at, created_at, changed_at)"
                            + " VALUES ('a2', 1, ?, 'CALL', 'x', ?, ?, ?)",
                    key,
                    Fixture.before(-3),
                    Fixture.before(9),
                    Fixture.before(9));
            var last = Objects.requireNonNull(outlook.of(contact, LONG).lastContact());
            assertThat(last.record()).isEqualTo("sale.sale");
            assertThat(last.day()).isEqualTo(LocalDate.of(2026, 6, 10));
            fixture.execute(
                    "INSERT INTO meeting (public_id, version, subject, starts_at, held_at, created_at, changed_at)"
                            + " VALUES ('m1', 1, 'x', ?, ?, ?, ?)",
                    Fixture.before(2),
                    Fixture.before(2),
                    Fixture.before(3),
                    Fixture.before(3));
            fixture.execute(
                    "INSERT INTO meeting_participant (meeting_id, contact_id) VALUES ((SELECT MAX(id) FROM meeting), ?)",
                    key);
            last = Objects.requireNonNull(outlook.of(contact, LONG).lastContact());
            assertThat(last.record()).isEqualTo("meeting.meeting");
            assertThat(last.day())
                    .isEqualTo(LocalDate.ofInstant(Fixture.before(2).toInstant(), ZoneOffset.UTC));
            fixture.now = Fixture.START.plus(Duration.ofDays(10));
            assertThat(Objects.requireNonNull(outlook.of(contact, LONG).lastContact())
                            .day())
                    .isEqualTo(LocalDate.ofInstant(Fixture.before(-3).toInstant(), ZoneOffset.UTC));
        }
    }
}
