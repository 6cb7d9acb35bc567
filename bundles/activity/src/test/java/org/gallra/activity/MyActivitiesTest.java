package org.gallra.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.gallra.api.access.Role;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MyActivitiesTest {

    private static List<String> work(Fixture fixture, WorkQuery.Show show, String words) {
        return fixture.activities.work(new WorkQuery(show, null, null, words, Instant.now(), null, 5)).items().stream()
                .map(Activity::subject)
                .toList();
    }

    private static String html(Fixture fixture) throws IOException {
        StringWriter out = new StringWriter();
        new MyActivities(fixture.activities)
                .render(
                        new UiContext(
                                null,
                                null,
                                false,
                                fixture.caller(),
                                Locale.forLanguageTag("sv"),
                                ZoneId.of("Europe/Stockholm"),
                                "secret",
                                "/ui/start"),
                        out);
        return out.toString();
    }

    private static void plan(Fixture fixture, String subject, @Nullable Instant due, @Nullable String owner) {
        fixture.activities.create(new ActivityDraft(
                ActivityType.TASK, fixture.contact, null, subject, null, null, null, due, null, owner));
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatTheUserHasPlannedTheOldestFirst(Kind kind) throws IOException {
        try (Fixture fixture = new Fixture(kind)) {
            assertThat(html(fixture)).as("nothing to do").isEmpty();
            Instant now = Instant.now();
            plan(fixture, "Nästa <vecka>", now.plus(Duration.ofDays(7)), null);
            plan(fixture, "Förra veckan", now.minus(Duration.ofDays(7)), null);
            plan(fixture, "Någon annans", now, "eva");
            plan(fixture, "Utan tid", null, null);
            Activity done = fixture.activities.create(new ActivityDraft(
                    ActivityType.CALL, fixture.contact, null, "Gjort", null, null, null, now, null, null));
            fixture.activities.done(done.id());
            String html = html(fixture);
            assertThat(html)
                    .containsSubsequence("Försenad", "Förra veckan", "Nästa &lt;vecka&gt;")
                    .contains(
                            "Åsa &lt;Ek&gt;",
                            "/ui/contacts/" + fixture.contact,
                            "value=\"/ui/start\"",
                            "/ui/records/org.gallra.activity/activities/")
                    .doesNotContain("Någon annans", "Utan tid", "Gjort");
            assertThat(fixture.activities.find("nästa", 5))
                    .extracting(Activity::subject)
                    .containsExactly("Nästa <vecka>");
            assertThat(fixture.activities.find("berg forra", 5))
                    .as("by the company and the subject")
                    .extracting(Activity::subject)
                    .containsExactly("Förra veckan");
            assertThat(fixture.activities.count("berg forra")).isEqualTo(1);
            assertThat(work(fixture, WorkQuery.Show.ALL, "berg forra"))
                    .as("the list has the same words")
                    .containsExactly("Förra veckan");
            assertThat(work(fixture, WorkQuery.Show.OVERDUE, "FÖRRA")).containsExactly("Förra veckan");
            assertThat(work(fixture, WorkQuery.Show.COMING, "forra")).isEmpty();
            assertThat(work(fixture, WorkQuery.Show.DONE, "?!")).as("no words").isEmpty();
            fixture.role = Role.READER;
            assertThat(html(fixture)).contains("Förra veckan").doesNotContain("<form", "/ui/records/");
        }
    }

    @Test
    void whatIsLateDoesNotHideWhatComes() throws IOException {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            Instant now = Instant.now();
            for (int i = 1; i <= 20; i++) {
                plan(fixture, "Sen " + i + ".", now.minus(Duration.ofDays(i + 1)), null);
            }
            plan(fixture, "I morgon", now.plus(Duration.ofDays(1)), null);
            assertThat(html(fixture))
                    .containsSubsequence("Sen 20.", "Sen 16.", "I morgon", "Högst 5 försenade")
                    .doesNotContain("Sen 15.");
        }
    }
}
