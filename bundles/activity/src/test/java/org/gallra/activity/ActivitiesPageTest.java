package org.gallra.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gallra.activity.WorkQuery.Show;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.Role;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivitiesPageTest {

    private static final Instant NOW = Instant.parse("2026-05-31T10:00:00Z");

    private static Activity plan(Fixture fixture, String subject, @Nullable Instant due, @Nullable String owner) {
        return fixture.activities.create(new ActivityDraft(
                ActivityType.TASK, fixture.contact, null, subject, null, null, null, due, null, owner));
    }

    private static List<Activity> all(Fixture fixture, Show show, @Nullable String owner) {
        List<Activity> found = new ArrayList<>();
        String cursor = null;
        do {
            Page<Activity> page = fixture.activities.work(new WorkQuery(show, null, owner, null, NOW, cursor, 3));
            found.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    private static List<String> subjects(List<Activity> activities) {
        return activities.stream().map(Activity::subject).toList();
    }

    @ParameterizedTest
    @EnumSource
    void pagesThroughTheMonths(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            List<Activity> open = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                // months with one, with several and with none
                Instant due = i % 10 == 9 ? null : NOW.plus(Duration.ofDays((i % 7) * (i % 3 - 1) * 25L + i % 2));
                open.add(plan(fixture, "nr " + i, due, i % 4 == 0 ? "eva" : null));
            }
            fixture.activities.create(new ActivityDraft(
                    ActivityType.NOTE, fixture.contact, null, "Notering", null, null, null, null, null, null));
            Activity done = plan(fixture, "Gjord", NOW.minus(Duration.ofDays(1)), null);
            fixture.activities.done(done.id());
            Comparator<Activity> byDue =
                    Comparator.comparing(Activity::dueAt, Comparator.nullsLast(Comparator.naturalOrder()));
            List<String> overdue = subjects(open.stream()
                    .filter(a -> a.dueAt() != null && a.dueAt().isBefore(NOW))
                    .sorted(byDue)
                    .toList());
            List<String> coming = subjects(open.stream()
                    .filter(a -> a.dueAt() == null || !a.dueAt().isBefore(NOW))
                    .sorted(byDue)
                    .toList());
            assertThat(overdue).hasSizeGreaterThan(6);
            assertThat(coming).hasSizeGreaterThan(6);
            assertThat(subjects(all(fixture, Show.OVERDUE, null))).isEqualTo(overdue);
            assertThat(subjects(all(fixture, Show.COMING, null))).isEqualTo(coming);
            assertThat(subjects(all(fixture, Show.DONE, null))).containsExactly("Gjord");
            for (Show show : List.of(Show.OVERDUE, Show.COMING)) {
                assertThat(all(fixture, show, "eva"))
                        .isNotEmpty()
                        .isEqualTo(all(fixture, show, null).stream()
                                .filter(a -> Objects.equals(a.owner(), "eva"))
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMonthFollowsTheActivity(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Activity one = plan(fixture, "ett", NOW.minus(Duration.ofDays(1)), null);
            assertThat(subjects(all(fixture, Show.OVERDUE, "ulf"))).containsExactly("ett");
            ActivityDraft later = new ActivityDraft(
                    ActivityType.TASK,
                    fixture.contact,
                    null,
                    "ett",
                    null,
                    null,
                    null,
                    NOW.plus(Duration.ofDays(90)),
                    null,
                    null);
            one = fixture.activities.update(one.id(), one.version(), later);
            assertThat(all(fixture, Show.OVERDUE, null)).isEmpty();
            assertThat(subjects(all(fixture, Show.COMING, null))).containsExactly("ett");
            Activity changed = one;
            assertThatThrownBy(() -> fixture.activities.done(changed.id(), changed.version() - 1))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.STALE));
            fixture.activities.done(one.id(), one.version());
            assertThat(all(fixture, Show.COMING, null)).isEmpty();
            assertThat(subjects(all(fixture, Show.DONE, null))).containsExactly("ett");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsRestrictedIsHidden(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            plan(fixture, "dold", NOW.minus(Duration.ofDays(1)), null);
            fixture.execute("INSERT INTO contact_restriction (subject, cause) SELECT id, 'test' FROM contact");
            assertThat(all(fixture, Show.OVERDUE, null)).isEmpty();
            fixture.role = Role.SYSTEM_ADMINISTRATOR;
            assertThat(all(fixture, Show.OVERDUE, null)).hasSize(1);
        }
    }

    private static String html(Fixture fixture, Map<String, String> parameters) throws IOException {
        StringWriter out = new StringWriter();
        new ActivitiesPage(fixture.activities)
                .render(
                        new UiContext(
                                null,
                                null,
                                false,
                                fixture.caller(),
                                Locale.forLanguageTag("sv"),
                                ZoneId.of("Europe/Stockholm"),
                                "secret",
                                "/ui/settings/org.gallra.activity/activities"),
                        parameters,
                        out);
        return out.toString();
    }

    @ParameterizedTest
    @EnumSource
    void drawsTheList(Kind kind) throws IOException {
        try (Fixture fixture = new Fixture(kind)) {
            assertThat(html(fixture, Map.of())).contains("Du har inget förfallet");
            Instant now = Instant.now();
            plan(fixture, "Ring <nu>", now.minus(Duration.ofDays(2)), null);
            plan(fixture, "Någon annans", now.minus(Duration.ofDays(3)), "eva");
            plan(fixture, "Sedan", now.plus(Duration.ofDays(3)), null);
            assertThat(html(fixture, Map.of()))
                    .contains("Ring &lt;nu&gt;", "Försenad", "Åsa &lt;Ek&gt;", "/ui/companies/" + fixture.company)
                    .contains("name=\"version\" value=\"1\"", "aria-current=\"true\"")
                    .doesNotContain("Någon annans", "Sedan");
            assertThat(html(fixture, Map.of("who", "all", "cursor", "nonsense")))
                    .containsSubsequence("Någon annans", "Ring &lt;nu&gt;")
                    .contains("value=\"/ui/settings/org.gallra.activity/activities?cursor=nonsense&amp;who=all\"");
            assertThat(html(fixture, Map.of("show", "coming", "type", "TASK"))).contains("Sedan");
            assertThat(html(fixture, Map.of("show", "coming", "type", "CALL"))).doesNotContain("Sedan");
            fixture.role = Role.READER;
            assertThat(html(fixture, Map.of())).contains("Ring &lt;nu&gt;").doesNotContain("/done\"", "/ui/records/");
        }
    }
}
