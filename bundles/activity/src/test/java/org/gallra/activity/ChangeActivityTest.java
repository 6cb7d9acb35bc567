package org.gallra.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.FormProbe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeActivityTest {

    private static final Instant DUE = Instant.parse("2026-03-01T10:00:30.000123Z");

    @ParameterizedTest
    @EnumSource
    void aFormThatIsSentAsItIsChangesNothing(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            FormProbe probe = new FormProbe(new ChangeActivity(fixture.activities), fixture.caller());
            Activity one = fixture.activities.create(new ActivityDraft(
                    ActivityType.TASK,
                    fixture.contact,
                    null,
                    "Ring \"<Åsa>\"",
                    "\nrad & rad\ntvå",
                    "Rum 'ett'",
                    "Bra",
                    DUE,
                    DUE.plusSeconds(60),
                    "eva"));
            probe.send(one.id(), probe.fields(one.id()));
            Activity same = fixture.activities.get(one.id());
            assertThat(same)
                    .usingRecursiveComparison()
                    .ignoringFields("version", "changedAt")
                    .isEqualTo(one);
            assertThat(same.dueAt())
                    .as("forms show minutes, and nothing is lost")
                    .isEqualTo(DUE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverWasSlowerIsToldAndKeepsWhatWasTyped(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            FormProbe probe = new FormProbe(new ChangeActivity(fixture.activities), fixture.caller());
            Activity one = fixture.activities.create(fixture.call("Ring"));
            Map<String, List<String>> mine = probe.fields(one.id());
            Map<String, List<String>> others = probe.fields(one.id());
            others.put("subject", List.of("Skriv"));
            probe.send(one.id(), others);
            mine.put("subject", List.of("Mitt <ämne>"));
            mine.put("type", List.of("NOTE"));
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), mine))
                            .code())
                    .isEqualTo(GallraException.Code.STALE);
            assertThat(probe.draw(one.id(), mine, Map.of("subject", "Fel <här>")))
                    .contains(
                            "value=\"Mitt &lt;ämne&gt;\"",
                            "Fel &lt;här&gt;",
                            "aria-invalid=\"true\"",
                            "value=\"NOTE\" selected",
                            // what was saved meanwhile stands beside it: whoever saves once more has seen it
                            "Sparat nu: <span>Skriv</span>",
                            "name=\"version\" value=\"2\"");
            assertThat(fixture.activities.get(one.id()).subject()).isEqualTo("Skriv");
            mine.remove("version");
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), mine))
                            .code())
                    .isEqualTo(GallraException.Code.VERSION_REQUIRED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrongIsNamedAsTheFormNamesIt(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            FormProbe probe = new FormProbe(new ChangeActivity(fixture.activities), fixture.caller());
            Activity one = fixture.activities.create(fixture.call("Ring"));
            Map<String, List<String>> form = probe.fields(one.id());
            form.put("subject", List.of(" "));
            form.put("doneAt", List.of("2199-01-01T10:00"));
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), form))
                            .violations())
                    .extracting(GallraException.Violation::field)
                    .containsExactlyInAnyOrder("subject", "doneAt")
                    .allMatch(form::containsKey);
            fixture.execute("UPDATE contact SET anonymized_at = {ts '2026-01-01 00:00:00'}");
            form.put("subject", List.of("Nytt"));
            form.put("doneAt", List.of(""));
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), form))
                            .code())
                    .isEqualTo(GallraException.Code.CONFLICT);
        }
    }
}
