package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.rule.Brake;
import org.gallra.api.rule.Condition;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.Schedule;
import org.junit.jupiter.api.Test;

/** The editor of rules: what it draws comes back as it was. */
class RuleFormTest {

    private static final Schedule DAILY =
            new Schedule(Schedule.Every.DAILY, null, null, LocalTime.of(3, 0), "Europe/Stockholm");

    private static Condition leaf(String id) {
        return Condition.criterion(id, Map.of("days", "30"));
    }

    private static Rule rule(Condition condition) {
        return new Rule(
                UUID.randomUUID(),
                7,
                "Tysta",
                condition,
                Text.same("words"),
                ErasureAction.ANONYMIZE,
                Set.of("a.b"),
                DAILY,
                Text.same("daily"),
                List.of(),
                RuleMode.AUTOMATIC,
                false,
                true,
                new Brake(5L, 6, 7),
                "vera",
                Instant.EPOCH,
                "vera",
                Instant.EPOCH,
                null,
                null);
    }

    /** What a browser would send back of the drawn form. */
    private static MultivaluedMap<String, String> sent(RuleForm form) {
        MultivaluedMap<String, String> sent = new MultivaluedHashMap<>();
        form.values().forEach(sent::putSingle);
        form.fields().forEach(field -> sent.add("field", field));
        sent.putSingle("join", form.join().name());
        if (form.isDeep()) {
            sent.putSingle("deep", "1");
        }
        for (int g = 0; g < form.groups().size(); g++) {
            String group = "g" + g;
            sent.putSingle(group + ".join", form.groups().get(g).join().name());
            for (int l = 0; l < form.groups().get(g).lines().size(); l++) {
                RuleForm.Line line = form.groups().get(g).lines().get(l);
                String at = group + ".l" + l;
                sent.putSingle(at + ".criterion", line.criterion());
                if (line.not()) {
                    sent.putSingle(at + ".not", "1");
                }
                line.arguments().forEach((name, value) -> sent.putSingle(at + ".a." + name, value));
            }
        }
        return sent;
    }

    @Test
    void whatIsDrawnComesBack() {
        for (Condition condition : List.of(
                leaf("a"),
                Condition.not(leaf("a")),
                Condition.all(List.of(leaf("a"), leaf("b"))),
                Condition.any(List.of(leaf("a"), Condition.not(leaf("b")))),
                Condition.all(List.of(leaf("a"), Condition.any(List.of(leaf("b"), leaf("c"))))),
                Condition.any(List.of(
                        Condition.all(List.of(leaf("a"), leaf("b"))), Condition.all(List.of(leaf("c"), leaf("d"))))))) {
            Rule rule = rule(condition);
            RuleForm form = RuleForm.of(rule);
            assertThat(form.isDeep()).isFalse();
            assertThat(RuleForm.of(sent(form), rule).draft()).isEqualTo(rule.draft());
        }
    }

    @Test
    void whatIsNestedDeeperStaysAsItIs() {
        for (Condition deep : List.of(
                Condition.not(Condition.all(List.of(leaf("a"), leaf("b")))),
                Condition.all(List.of(
                        leaf("a"), Condition.any(List.of(leaf("b"), Condition.all(List.of(leaf("c"), leaf("d"))))))))) {
            Rule rule = rule(deep);
            RuleForm form = RuleForm.of(rule);
            assertThat(form.isDeep()).isTrue();
            assertThat(RuleForm.of(sent(form), rule).draft()).isEqualTo(rule.draft());
        }
    }

    @Test
    void aNewFormGrowsByButtons() {
        RuleForm form = RuleForm.fresh();
        assertThat(form.draft().condition()).isNull();
        assertThat(form.act("add:0", "a")).isEqualTo("g0");
        assertThat(form.act("add:0", "b")).isEqualTo("g0");
        assertThat(form.act("group", null)).isEqualTo("g1");
        assertThat(form.act("add:1", "c")).isEqualTo("g1");
        assertThat(form.draft().condition())
                .isEqualTo(Condition.all(List.of(
                        Condition.all(List.of(Condition.criterion("a", Map.of()), Condition.criterion("b", Map.of()))),
                        Condition.criterion("c", Map.of()))));
        assertThat(form.place("condition.all[0].all[1].arguments.days")).isEqualTo("g0.l1.a.days");
        assertThat(form.place("condition.all[1].criterion")).isEqualTo("g1.l0.criterion");
        assertThat(form.place("brake.cap")).isEqualTo("cap");
        assertThat(form.act("remove:1:0", null)).as("an empty group goes").isEqualTo("criteria");
        assertThat(form.act("remove:0:0", null)).isEqualTo("g0");
        assertThat(form.draft().condition()).isEqualTo(Condition.criterion("b", Map.of()));
    }

    @Test
    void nonsenseChangesNothing() {
        RuleForm form = RuleForm.fresh();
        for (String button : List.of("", "x", "add", "add:99", "remove:0:5", "remove:0", "remove:a:b", "save")) {
            form.act(button, "a");
        }
        assertThat(form.groups()).singleElement().satisfies(group -> assertThat(group.lines())
                .isEmpty());
        MultivaluedMap<String, String> sent = sent(form);
        sent.putSingle("cap", "many");
        sent.putSingle("every", "NEVER");
        sent.putSingle("time", "99:99");
        RuleDraft draft = RuleForm.of(sent, null).draft();
        assertThat(Objects.requireNonNull(draft.brake()).cap())
                .as("refused by the service")
                .isEqualTo(-1);
        assertThat(Objects.requireNonNull(draft.schedule()).every()).isEqualTo(Schedule.Every.OFF);
    }
}
