package org.gallra.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.ui.Sealed;
import org.gallra.api.ui.UiContext;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.gallra.testing.TestUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeetingsPageTest {

    private static final class World implements AutoCloseable {
        final TestUser ulf = new TestUser("ulf");
        final ContactId contact = new ContactId(UUID.randomUUID());
        final TestDatabase database;
        final TestJpa jpa;
        final MeetingService meetings;

        World(Kind kind) {
            database = TestDatabase.of(kind, "contact", "meeting");
            jpa = new TestJpa("org.gallra.meeting", database);
            meetings = new MeetingService(jpa, database, new SqlContactDirectory(database, ulf, ulf), ulf, ulf);
            execute("INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at, changed_at)"
                    + " VALUES ('" + contact + "', 1, '<Ek>', 'k', 'k', {ts '2026-01-01 00:00:00'},"
                    + " {ts '2026-01-01 00:00:00'})");
        }

        int execute(String sql) {
            return database.inTransaction(c -> c.createStatement().executeUpdate(sql));
        }

        Meeting make(String subject, Instant starts, @Nullable String owner) {
            return meetings.create(new MeetingDraft(
                    List.of(contact),
                    null,
                    subject,
                    null,
                    "Rummet",
                    starts,
                    starts.plusSeconds(3600),
                    null,
                    owner,
                    null));
        }

        String html(Map<String, String> parameters) throws IOException {
            StringWriter out = new StringWriter();
            UiContext context = new UiContext(
                    null,
                    null,
                    false,
                    ulf.caller(),
                    Locale.forLanguageTag("sv"),
                    ZoneId.of("Europe/Stockholm"),
                    "secret",
                    "/ui/meetings");
            new MeetingsPage(meetings).render(context, parameters, out);
            return out.toString();
        }

        @Override
        public void close() {
            jpa.close();
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatComesAndWhatWasHeld(Kind kind) throws IOException {
        try (World world = new World(kind)) {
            assertThat(world.html(Map.of())).contains("Inget möte är planerat");
            Instant now = Instant.now();
            world.make("I morgon <b>", now.plus(Duration.ofDays(1)), null);
            world.make("Evas", now.plus(Duration.ofDays(2)), "eva");
            Meeting past = world.make("I går", now.minus(Duration.ofDays(1)), null);
            assertThat(world.html(Map.of()))
                    .contains("I morgon &lt;b&gt;", "&lt;Ek&gt;", "/ui/contacts/" + world.contact, "Rummet")
                    .doesNotContain("Evas", "I går", "/held\"");
            assertThat(world.html(Map.of("who", "all"))).containsSubsequence("I morgon", "Evas");
            assertThat(world.html(Map.of("show", "open"))).contains("I går", "Det hölls", "name=\"version\"");
            assertThatThrownBy(() -> world.meetings.held(past.id(), past.version() + 1))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.STALE));
            world.meetings.held(past.id(), past.version());
            assertThat(world.html(Map.of("show", "open"))).contains("Inget att svara på");
            assertThat(world.html(Map.of("show", "held"))).contains("I går");
            assertThat(world.meetings.find("gar", 5)).extracting(Meeting::id).containsExactly(past.id());
            assertThat(world.html(Map.of("show", "all", "w", Sealed.seal("gar"))))
                    .as("the list has the same words, and its links have them sealed")
                    .contains("I går", "value=\"gar\"", "&amp;w=")
                    .doesNotContain("Evas", "=gar", "I morgon &lt;b&gt;");
            assertThat(world.html(Map.of("w", Sealed.seal("sol")))).contains("Inget i listan har alla ord");
            assertThat(world.meetings.count("i")).isEqualTo(2);
            assertThat(world.meetings.find("i", 2))
                    .as("the latest first")
                    .extracting(Meeting::subject)
                    .containsExactly("I morgon <b>", "I går");
            world.execute("INSERT INTO contact_restriction (subject, cause) SELECT id, 'test' FROM contact");
            assertThat(world.meetings.find("går", 5)).as("of restricted people").isEmpty();
            assertThat(world.html(Map.of("show", "held"))).doesNotContain("I går");
            world.ulf.become(Role.SYSTEM_ADMINISTRATOR);
            assertThat(world.html(Map.of("show", "held"))).contains("I går");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesBackBeyondTheLastMonth(Kind kind) {
        try (World world = new World(kind)) {
            List<String> expected = new ArrayList<>();
            Instant now = Instant.now();
            for (int i = 0; i < 11; i++) {
                world.make("nr " + i, now.minus(Duration.ofDays(1 + i * (i % 4 == 0 ? 40L : 2L))), null);
            }
            world.meetings
                    .list(new MeetingQuery(
                            null, null, false, null, null, null, now, MeetingQuery.Sort.START, true, null, 50))
                    .items()
                    .forEach(m -> expected.add(m.subject()));
            List<String> paged = new ArrayList<>();
            String cursor = null;
            do {
                Page<Meeting> page = world.meetings.look(new MeetingQuery(
                        null, null, false, "ulf", null, null, now, MeetingQuery.Sort.START, true, cursor, 3));
                page.items().forEach(m -> paged.add(m.subject()));
                cursor = page.next();
            } while (cursor != null);
            assertThat(paged).hasSize(11).isEqualTo(expected);
        }
    }
}
