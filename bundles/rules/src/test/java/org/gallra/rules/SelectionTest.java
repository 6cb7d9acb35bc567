package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rule.Condition;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.SelectionCriterion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a condition hits, compared with SQL by hand and with sets. */
class SelectionTest {

    /** PRIVACY.md rule 9: no contact for 30 days, and the company is no buying customer. */
    static final Condition SOURCE = Condition.all(List.of(
            Condition.criterion("core.no-contact", Map.of("days", "30")),
            Condition.criterion("sale.buying-customer", Map.of("is", "no"))));

    private static final String BY_HAND = """
            SELECT c.id FROM contact c
            WHERE c.anonymized_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM sale s
                  WHERE s.company_id = c.company_id AND s.sold_on >= ? AND s.sold_on <= ?)
              AND NOT EXISTS (SELECT 1 FROM activity a
                  WHERE a.contact_id = c.id AND a.done_at > ? AND a.done_at <= ?)
              AND NOT EXISTS (SELECT 1 FROM meeting m, meeting_participant p
                  WHERE p.meeting_id = m.id AND p.contact_id = c.id AND m.held_at > ? AND m.held_at <= ?)
              AND NOT EXISTS (SELECT 1 FROM sale s
                  WHERE s.contact_id = c.id AND s.sold_on >= ? AND s.sold_on <= ?)
              AND (c.created_at < ?
                OR EXISTS (SELECT 1 FROM activity a WHERE a.contact_id = c.id AND a.done_at <= ?)
                OR EXISTS (SELECT 1 FROM meeting m, meeting_participant p
                    WHERE p.meeting_id = m.id AND p.contact_id = c.id AND m.held_at <= ?)
                OR EXISTS (SELECT 1 FROM sale s WHERE s.contact_id = c.id AND s.sold_on <= ?))
            """;

    @ParameterizedTest
    @EnumSource
    void theRuleOfTheSourceHitsWhomSqlByHandSelects(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(2_000);
            Instant now = fixture.now;
            Timestamp until = Timestamp.from(now);
            Timestamp since = Timestamp.from(now.minus(Duration.ofDays(30)));
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            List<Long> byHand = fixture.longs(
                    BY_HAND,
                    Date.valueOf(today.minusDays(365)),
                    Date.valueOf(today),
                    since,
                    until,
                    since,
                    until,
                    Date.valueOf(today.minusDays(30)),
                    Date.valueOf(today),
                    since,
                    since,
                    since,
                    Date.valueOf(today.minusDays(31)));
            Set<Long> hit = fixture.keys(compiled(fixture, SOURCE).query());
            assertThat(hit).hasSizeBetween(200, 1_500).containsExactlyInAnyOrderElementsOf(byHand);
            assertThat(fixture.counting.count(compiled(fixture, SOURCE)).hits()).isEqualTo(byHand.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoCameYesterdayIsNotHitAndWhoIsPlannedForIs(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.contact(1);
            fixture.contact(31);
            fixture.contact(100);
            fixture.contact(101);
            fixture.contact(2);
            List<Long> keys = fixture.longs("SELECT id FROM contact ORDER BY id");
            String activity = "INSERT INTO activity (public_id, version, contact_id, kind, subject, due_at, done_at,"
                    + " created_at, changed_at) VALUES (?, 1, ?, 'CALL', 'x', ?, ?, ?, ?)";
            Timestamp then = Fixture.before(0);
            fixture.execute(activity, "a1", keys.get(2), Fixture.before(-3), null, then, then);
            fixture.execute(activity, "a2", keys.get(3), then, Fixture.before(3), then, then);
            fixture.execute(activity, "a3", keys.get(4), then, Fixture.before(45), then, then);
            Condition quiet = Condition.criterion("core.no-contact", Map.of("days", "30"));
            assertThat(fixture.keys(compiled(fixture, quiet).query()))
                    .as("created 31 days ago; planned only; spoken to 45 days ago")
                    .containsExactlyInAnyOrder(keys.get(1), keys.get(2), keys.get(4));
            Condition never = Condition.criterion("core.never-contacted", Map.of());
            assertThat(fixture.keys(compiled(fixture, never).query()))
                    .containsExactlyInAnyOrder(keys.get(0), keys.get(1), keys.get(2));
        }
    }

    /** What the list of contacts filters by and what the rules call no contact is the same. */
    @ParameterizedTest
    @EnumSource
    void theListOfThoseWithoutContactShowsWhomTheCriterionHits(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(600);
            Instant now = Instant.now();
            fixture.now = now;
            fixture.directory.setRegister(fixture.local.register());
            List<Long> people = fixture.longs("SELECT id FROM contact ORDER BY id");
            String activity = "INSERT INTO activity (public_id, version, contact_id, kind, subject, due_at, done_at,"
                    + " created_at, changed_at) VALUES (?, 1, ?, 'CALL', 'x', ?, ?, ?, ?)";
            String sale =
                    "INSERT INTO sale (public_id, version, contact_id, amount, currency, sold_on, created_at, changed_at)"
                            + " VALUES (?, 1, ?, 100, 'SEK', ?, ?, ?)";
            for (int i = 0; i < people.size(); i++) {
                Timestamp then =
                        Timestamp.from(now.minus(Duration.ofDays(i % 60)).minusSeconds(60));
                if (i % 3 == 0) {
                    fixture.execute(activity, "n" + i, people.get(i), then, i % 2 == 0 ? then : null, then, then);
                }
                if (i % 7 == 0) {
                    fixture.execute(sale, "n" + i, people.get(i), new Date(then.getTime()), then, then);
                }
                if (i % 5 == 0) {
                    fixture.execute("UPDATE contact SET created_at = ? WHERE id = ?", then, people.get(i));
                }
            }
            Set<Long> hit = fixture.keys(compiled(fixture, Condition.criterion("core.no-contact", Map.of("days", "30")))
                    .query());
            assertThat(fixture.keys(fixture.directory.select(uncontacted(30))))
                    .hasSizeBetween(100, 500)
                    .isEqualTo(hit);
            assertThatThrownBy(() -> fixture.directory.select(uncontacted(0)))
                    .isInstanceOf(GallraException.class)
                    .hasMessageContaining("36,500");
        }
    }

    private static ContactFilter uncontacted(int days) {
        return ContactFilter.ALL.notContacted(days);
    }

    /** Every tree of conditions must hit whom the sets of its criteria say. */
    @ParameterizedTest
    @EnumSource
    void anyTreeOfConditionsHitsWhomSetsSay(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(300);
            fixture.offer(new Third());
            Random random = new Random(9);
            Set<Long> everybody = fixture.keys(fixture.directory.select(ContactFilter.ALL));
            for (int round = 0; round < 60; round++) {
                Condition condition = tree(random, 0);
                Expression expression = Conditions.read(fixture.criteria.snapshot(), condition);
                Counting.Compiled whole = fixture.counting.whole(expression, fixture.now);
                Map<Expression.Leaf, Set<Long>> sets = new HashMap<>();
                whole.leaves().forEach((leaf, query) -> sets.put(leaf, distinct(fixture, query)));
                Set<Long> expected = new LinkedHashSet<>(everybody);
                expected.retainAll(evaluate(expression, everybody, sets));
                assertThat(fixture.keys(whole.query()))
                        .as(expression.words().en())
                        .containsExactlyInAnyOrderElementsOf(expected);
                // on PostgreSQL most of these are asked of few people only, whom one part lets through
                Counting.Compiled compiled = fixture.counting.compile(expression, fixture.now);
                assertThat(fixture.keys(compiled.query()))
                        .as(expression.words().en())
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    /** A criterion that says no more than it must, as a vendor's first one does. */
    private static final class Third implements SelectionCriterion {

        @Override
        public String id() {
            return "test.third";
        }

        @Override
        public Text label() {
            return Text.same("A third");
        }

        @Override
        public Text words(Arguments arguments) {
            return label();
        }

        @Override
        public SqlFragment select(Kind kind, Arguments arguments, Instant now) {
            return SqlFragment.of("SELECT c.id FROM contact c WHERE MOD(c.id, 3) = 0");
        }
    }

    /** What a condition cannot hit anybody without is asked first; what everybody may satisfy is not. */
    @Test
    void aCoverNamesAllWhoCanBeHit() {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            fixture.offer(new Third());
            Condition third = Condition.criterion("test.third", Map.of());
            Condition customer = Condition.criterion("sale.buying-customer", Map.of("is", "yes"));
            Condition never = Condition.criterion("core.never-contacted", Map.of());
            assertThat(covers(fixture, third)).containsExactly(List.of("test.third"));
            assertThat(covers(fixture, never)).isEmpty();
            assertThat(covers(fixture, Condition.not(third))).isEmpty();
            assertThat(covers(fixture, Condition.not(never))).containsExactly(List.of("core.never-contacted"));
            assertThat(covers(fixture, Condition.any(List.of(third, customer))))
                    .containsExactly(List.of("test.third", "sale.buying-customer"));
            assertThat(covers(fixture, Condition.any(List.of(third, never)))).isEmpty();
            assertThat(covers(fixture, Condition.all(List.of(never, customer, Condition.any(List.of(third, third))))))
                    .containsExactly(List.of("sale.buying-customer"), List.of("test.third", "test.third"));
        }
    }

    private static List<List<String>> covers(Fixture fixture, Condition condition) {
        return Cover.of(Conditions.read(fixture.criteria.snapshot(), condition)).stream()
                .map(cover -> cover.leaves().stream()
                        .map(leaf -> leaf.criterion().id())
                        .toList())
                .toList();
    }

    private static Set<Long> distinct(Fixture fixture, SqlFragment query) {
        return new LinkedHashSet<>(fixture.longs(query.sql(), query.parameters().toArray()));
    }

    private static Condition tree(Random random, int depth) {
        int kind = depth > 2 ? 3 : random.nextInt(5);
        if (kind >= 3) {
            return switch (random.nextInt(5)) {
                case 0 -> Condition.criterion("core.no-contact", Map.of("days", "" + (1 + random.nextInt(100))));
                case 1 ->
                    Condition.criterion("sale.buying-customer", Map.of("is", random.nextBoolean() ? "yes" : "no"));
                case 2 ->
                    Condition.criterion(
                            "opportunity.open", Map.of("whose", random.nextBoolean() ? "contact" : "company"));
                case 3 -> Condition.criterion("test.third", Map.of());
                default -> Condition.criterion("core.never-contacted", Map.of());
            };
        }
        if (kind == 2) {
            return Condition.not(tree(random, depth + 1));
        }
        List<Condition> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            parts.add(tree(random, depth + 1));
        }
        return kind == 0 ? Condition.all(parts) : Condition.any(parts);
    }

    private static Set<Long> evaluate(
            Expression expression, Set<Long> everybody, Map<Expression.Leaf, Set<Long>> sets) {
        Set<Long> result = new LinkedHashSet<>(everybody);
        if (expression instanceof Expression.All all) {
            all.parts().forEach(part -> result.retainAll(evaluate(part, everybody, sets)));
        } else if (expression instanceof Expression.Any any) {
            result.clear();
            any.parts().forEach(part -> result.addAll(evaluate(part, everybody, sets)));
        } else if (expression instanceof Expression.Not not) {
            result.removeAll(evaluate(not.part(), everybody, sets));
        } else if (((Expression.Leaf) expression).inverted()) {
            result.removeAll(sets.get(expression));
        } else {
            result.retainAll(sets.get(expression));
        }
        return result;
    }

    @ParameterizedTest
    @EnumSource
    void fourThousandContactsAreCountedInTime(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(4_000);
            Counting.Compiled compiled = compiled(fixture, SOURCE);
            Instant begin = Instant.now();
            long hits = fixture.counting.hits(compiled);
            assertThat(hits).isGreaterThan(400);
            assertThat(Duration.between(begin, Instant.now())).as("ends").isLessThan(Duration.ofSeconds(20));
        }
    }

    static Counting.Compiled compiled(Fixture fixture, Condition condition) {
        return fixture.counting.compile(Conditions.read(fixture.criteria.snapshot(), condition), fixture.now);
    }
}
