package org.gallra.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.Page;
import org.gallra.api.access.Role;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.demo.DemoContributor.Person;
import org.gallra.api.demo.DemoContributor.World;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivityServiceTest {

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryValue(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Instant due = Instant.parse("2026-05-31T10:00:00.123456Z");
            Instant done = Instant.parse("2026-05-31T11:00:00Z");
            Activity made = fixture.activities.create(new ActivityDraft(
                    ActivityType.TASK, fixture.contact, null, " Ämne ", "rad\nrad", "Ort", "Bra", due, done, "anna"));
            Activity read = fixture.activities.get(made.id());
            assertThat(read).isEqualTo(made);
            assertThat(read.contact()).isEqualTo(fixture.contact);
            assertThat(read.contactName()).isEqualTo("Åsa <Ek>");
            assertThat(read.company()).as("the contact's company").isEqualTo(fixture.company);
            assertThat(read.companyName()).isEqualTo("Berg & Co");
            assertThat(List.of(read.subject(), read.notes(), read.place(), read.outcome(), read.owner()))
                    .containsExactly("Ämne", "rad\nrad", "Ort", "Bra", "anna");
            assertThat(read.dueAt()).isEqualTo(due);
            assertThat(read.doneAt()).isEqualTo(done);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesOnlyWhatWasReadLast(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Activity made = fixture.activities.create(fixture.call("ett"));
            assertThat(made.owner()).isEqualTo("ulf");
            Activity changed = fixture.activities.update(made.id(), made.version(), fixture.call("två"));
            assertThat(changed.subject()).isEqualTo("två");
            assertThat(changed.version()).isEqualTo(made.version() + 1);
            refused(Code.STALE, () -> fixture.activities.update(made.id(), made.version(), fixture.call("tre")));
            refused(Code.STALE, () -> fixture.activities.delete(made.id(), made.version()));
            Activity done = fixture.activities.done(made.id());
            assertThat(done.doneAt()).isNotNull();
            assertThat(fixture.activities.done(made.id())).as("done again").isEqualTo(done);
            fixture.activities.delete(made.id(), done.version());
            refused(Code.NOT_FOUND, () -> fixture.activities.get(made.id()));
            refused(Code.NOT_FOUND, () -> fixture.activities.done(made.id()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnonymizedContacts(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            ActivityDraft draft = new ActivityDraft(
                    ActivityType.NOTE, fixture.anonymized, null, "x", null, null, null, null, null, null);
            refused(Code.CONFLICT, () -> fixture.activities.create(draft));
            Activity made = fixture.activities.create(fixture.call("före"));
            refused(Code.CONFLICT, () -> fixture.activities.update(made.id(), 1, draft));
            fixture.execute("UPDATE contact SET anonymized_at = changed_at");
            refused(Code.CONFLICT, () -> fixture.activities.update(made.id(), 1, fixture.call("efter")));
            refused(Code.CONFLICT, () -> fixture.activities.done(made.id()));
            refused(Code.CONFLICT, () -> fixture.activities.delete(made.id(), 1));
            assertThat(fixture.activities.get(made.id()).subject()).isEqualTo("före");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesFieldsThatAreWrong(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            refused(
                    Code.INVALID,
                    () -> fixture.activities.create(new ActivityDraft(
                            ActivityType.CALL,
                            new ContactId(UUID.randomUUID()),
                            null,
                            "x",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null)));
            refused(
                    Code.INVALID,
                    () -> fixture.activities.create(new ActivityDraft(
                            ActivityType.CALL,
                            null,
                            new CompanyId(UUID.randomUUID()),
                            "x",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null)));
            assertThatThrownBy(() -> fixture.activities.create(new ActivityDraft(
                            null,
                            null,
                            null,
                            " ",
                            null,
                            null,
                            null,
                            null,
                            Instant.now().plus(Duration.ofDays(1)),
                            null)))
                    .isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.violations())
                            .extracting(GallraException.Violation::field)
                            .containsExactlyInAnyOrder("type", "subject", "contact", "doneAt"));
            fixture.role = Role.READER;
            refused(Code.FORBIDDEN, () -> fixture.activities.create(fixture.call("x")));
            refused(Code.FORBIDDEN, () -> fixture.activities.done(UUID.randomUUID()));
            refused(Code.FORBIDDEN, () -> fixture.activities.delete(UUID.randomUUID(), 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesThroughEveryOrder(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            for (int i = 0; i < 11; i++) {
                Instant due = i % 3 == 0
                        ? null
                        : Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(i % 4));
                fixture.activities.create(new ActivityDraft(
                        i % 2 == 0 ? ActivityType.CALL : ActivityType.TASK,
                        fixture.contact,
                        null,
                        "nr " + i,
                        null,
                        null,
                        null,
                        due,
                        i % 5 == 0 ? Instant.now() : null,
                        null));
            }
            for (ActivityQuery.Sort sort : ActivityQuery.Sort.values()) {
                for (boolean descending : new boolean[] {false, true}) {
                    List<UUID> paged = new ArrayList<>();
                    String cursor = null;
                    do {
                        Page<Activity> page = fixture.activities.list(new ActivityQuery(
                                fixture.contact, null, null, null, null, null, sort, descending, cursor, 3));
                        page.items().forEach(a -> paged.add(a.id()));
                        assertThat(page.total()).isEqualTo(11);
                        cursor = page.next();
                    } while (cursor != null);
                    List<UUID> whole = fixture
                            .activities
                            .list(new ActivityQuery(
                                    null, fixture.company, null, null, null, null, sort, descending, null, 50))
                            .items()
                            .stream()
                            .map(Activity::id)
                            .toList();
                    assertThat(paged).as(sort + " " + descending).hasSize(11).isEqualTo(whole);
                }
            }
            assertThat(fixture.activities
                            .list(new ActivityQuery(
                                    null,
                                    null,
                                    ActivityType.TASK,
                                    false,
                                    "ulf",
                                    null,
                                    ActivityQuery.Sort.DUE,
                                    false,
                                    null,
                                    50))
                            .items())
                    .hasSize(4)
                    .allMatch(a -> a.type() == ActivityType.TASK && a.doneAt() == null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void demoDataIsReproducible(Kind kind) {
        List<String> first = demo(kind);
        assertThat(first).hasSizeBetween(100, 300);
        assertThat(new HashSet<>(first)).hasSameSizeAs(first);
        assertThat(demo(kind)).isEqualTo(first);
    }

    private static List<String> demo(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            List<Person> people = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                people.add(new Person(fixture.contact, fixture.company, "Person " + i));
            }
            new ActivityDemo(fixture.database, fixture.directory, fixture)
                    .contribute(
                            new World(people, new Random(1), Instant.parse("2026-11-01T00:00:00Z"), List.of("a", "b")));
            return fixture.database.read(c -> Rows.list(
                    c,
                    SqlFragment.of("SELECT public_id, notes, created_at FROM activity ORDER BY id"),
                    row -> row.getString(1) + row.getString(2) + row.getTimestamp(3)));
        }
    }
}
