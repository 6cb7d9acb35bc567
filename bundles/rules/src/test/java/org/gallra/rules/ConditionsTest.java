package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rule.Condition;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.SelectionCriterion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read of a condition, what is refused, and what it is in words. */
class ConditionsTest {

    private final Criteria criteria = new Criteria(new Direct());

    ConditionsTest() {
        criteria.addCriterion(new Named("a.quiet", "tyst", "quiet"), Map.of());
        criteria.addCriterion(new Named("b.rich", "rik", "rich"), Map.of());
    }

    /** Calls without a guard. */
    private static final class Direct implements ContributorCalls {
        @Override
        public <T> Begun<T> begin(Map<String, ?> properties, String service, Duration budget, Callable<T> work) {
            return () -> {
                try {
                    return work.call();
                } catch (Exception e) {
                    throw new ContributorException("x", Text.same("x"));
                }
            };
        }

        @Override
        public ContributorException wrong(Map<String, ?> properties, String service, String detail) {
            return new ContributorException("x", Text.same(detail));
        }

        @Override
        public String bundle(Map<String, ?> properties) {
            return "bundle " + (properties.containsKey("n") ? properties.get("n") : "");
        }

        @Override
        public List<Trouble> troubles() {
            return List.of();
        }
    }

    private record Named(String id, String sv, String en) implements SelectionCriterion {
        @Override
        public Text label() {
            return new Text(sv, en);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.number("days", Text.same("days"), 30, 1, 100));
        }

        @Override
        public Text words(Arguments arguments) {
            return new Text(sv + " " + arguments.number("days"), en + " " + arguments.number("days"));
        }

        @Override
        public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
            return SqlFragment.of("SELECT 1");
        }
    }

    private static Condition quiet(Object days) {
        return Condition.criterion("a.quiet", Map.of("days", days));
    }

    private static Condition rich() {
        return Condition.criterion("b.rich", Map.of());
    }

    private Text words(Condition condition) {
        return Conditions.read(criteria.snapshot(), condition).words();
    }

    private Map<String, String> wrong(@Nullable Condition condition) {
        List<Violation> wrong = new ArrayList<>();
        Conditions.check(criteria.snapshot(), condition, wrong);
        Map<String, String> said = new java.util.TreeMap<>();
        wrong.forEach(v -> said.put(v.field(), v.text().en()));
        return said;
    }

    @Test
    void conditionsReadAsSentences() {
        assertThat(words(Condition.all(List.of(quiet(7), rich()))))
                .isEqualTo(new Text("tyst 7 OCH rik 30", "quiet 7 AND rich 30"));
        assertThat(words(Condition.all(List.of(quiet(7), Condition.any(List.of(rich(), Condition.not(quiet(9)))))))
                        .en())
                .isEqualTo("quiet 7 AND (rich 30 OR NOT (quiet 9))");
        assertThat(words(Condition.any(List.of(Condition.all(List.of(quiet(1), quiet(2))))))
                        .sv())
                .isEqualTo("tyst 1 OCH tyst 2");
        assertThat(words(Condition.criterion("c.gone", Map.of())).sv()).contains("c.gone", "saknas");
    }

    @Test
    void whatIsWrongIsNamedByItsPlace() {
        assertThat(wrong(Condition.all(List.of(
                        quiet("3"),
                        quiet(0),
                        Condition.not(Condition.criterion("c.gone", Map.of())),
                        Condition.criterion("a.quiet", Map.of("weeks", "1"))))))
                .containsOnlyKeys(
                        "condition.all[1].arguments.days",
                        "condition.all[2].not.criterion",
                        "condition.all[3].arguments");
        assertThat(wrong(null)).containsOnlyKeys("condition");
        assertThat(wrong(Condition.any(List.of()))).containsOnlyKeys("condition.any");
        assertThat(wrong(new Condition(null, null, null, null, null))).containsOnlyKeys("condition");
        assertThat(wrong(new Condition(List.of(rich()), List.of(rich()), null, null, null)))
                .containsOnlyKeys("condition");
        assertThat(wrong(Condition.all(Collections.singletonList(null)))).containsOnlyKeys("condition.all[0]");
        assertThat(wrong(Condition.criterion("a.quiet", Map.of("days", List.of(1)))))
                .containsOnlyKeys("condition.arguments.days");
        Condition deep = rich();
        for (int i = 0; i < 9; i++) {
            deep = Condition.not(deep);
        }
        assertThat(wrong(deep)).hasSize(1).containsValue("At most 8 levels.");
        assertThat(wrong(Condition.all(Collections.nCopies(49, Condition.all(List.of(rich(), rich()))))))
                .containsValue("At most 50 criteria.");
    }

    @Test
    void whatIsKeptHasEveryArgument() {
        Condition kept =
                Conditions.kept(Conditions.read(criteria.snapshot(), Condition.any(List.of(quiet(5L), rich()))));
        assertThat(kept)
                .isEqualTo(Condition.any(List.of(quiet("5"), Condition.criterion("b.rich", Map.of("days", "30")))));
        assertThat(Json.read(Json.write(kept), Condition.class)).isEqualTo(kept);
        assertThat(Json.write(kept)).doesNotContain("null");
    }

    @Test
    void anIdThatTwoBundlesClaimIsNobodys() {
        criteria.addCriterion(new Named("a.quiet", "falsk", "false"), Map.of("n", "2"));
        Expression expression = Conditions.read(criteria.snapshot(), quiet(7));
        assertThat(expression.problems()).singleElement().satisfies(p -> assertThat(p.en())
                .contains("a.quiet", "bundle 2"));
        assertThat(criteria.snapshot().offered()).containsOnlyKeys("b.rich");
    }

    @Test
    void nonsenseIsNotOffered() {
        criteria.addCriterion(new Named("Not An Id", "x", "x"), Map.of());
        assertThat(criteria.snapshot().offered()).containsOnlyKeys("a.quiet", "b.rich");
    }
}
