package org.gallra.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.FormProbe;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.gallra.testing.TestUser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeMeetingTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:30.000123Z");

    /** Nobody is named by an address here. */
    private static final ContactService NOBODY = (ContactService) Proxy.newProxyInstance(
            ChangeMeetingTest.class.getClassLoader(),
            new Class<?>[] {ContactService.class},
            (proxy, method, values) -> {
                throw new AssertionError(method.getName());
            });

    private static void insert(TestDatabase database, ContactId id, String name) {
        database.inTransaction(c -> c.createStatement()
                .executeUpdate("INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at,"
                        + " changed_at) VALUES ('" + id + "', 1, '" + name
                        + "', 'k', 'k', {ts '2026-01-01 00:00:00'}, {ts '2026-01-01 00:00:00'})"));
    }

    @ParameterizedTest
    @EnumSource
    void changesWhoTakesPartAndLeavesOutNobodyWhoIsHidden(Kind kind) {
        TestUser ulf = new TestUser("ulf");
        ContactId anna = new ContactId(UUID.randomUUID());
        ContactId bo = new ContactId(UUID.randomUUID());
        try (TestDatabase database = TestDatabase.of(kind, "contact", "meeting");
                TestJpa jpa = new TestJpa("org.gallra.meeting", database)) {
            MeetingService meetings =
                    new MeetingService(jpa, database, new SqlContactDirectory(database, ulf, ulf), ulf, ulf);
            insert(database, anna, "<Ek>");
            insert(database, bo, "Al");
            Meeting one = meetings.create(new MeetingDraft(
                    List.of(anna, bo),
                    null,
                    "Avstämning",
                    "rad\nrad",
                    "Rum 1",
                    START,
                    START.plusSeconds(3600),
                    START.plusSeconds(60),
                    "eva"));
            FormProbe probe = new FormProbe(new ChangeMeeting(meetings, NOBODY), ulf.caller());
            Map<String, List<String>> form = probe.fields(one.id());
            assertThat(form.get("participants")).containsExactlyInAnyOrder(anna.toString(), bo.toString());
            probe.send(one.id(), form);
            assertThat(meetings.get(one.id()))
                    .usingRecursiveComparison()
                    .ignoringCollectionOrder()
                    .ignoringFields("version", "changedAt")
                    .isEqualTo(one);
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), form))
                            .code())
                    .isEqualTo(GallraException.Code.STALE);
            Map<String, List<String>> alone = probe.fields(one.id());
            alone.put("participants", List.of(anna.toString()));
            probe.send(one.id(), alone);
            assertThat(meetings.get(one.id()).participants())
                    .extracting(Meeting.Participant::contact)
                    .containsExactly(anna);
            Map<String, List<String>> both = probe.fields(one.id());
            both.put("participants", List.of(anna.toString(), bo.toString()));
            probe.send(one.id(), both);
            database.inTransaction(c -> c.createStatement()
                    .executeUpdate("INSERT INTO contact_restriction (subject, cause) SELECT id, 'test' FROM contact"
                            + " WHERE public_id = '" + bo + "'"));
            Map<String, List<String>> seen = probe.fields(one.id());
            assertThat(seen.get("participants")).containsExactly(anna.toString());
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), seen))
                            .code())
                    .as("somebody whom the user does not meet is not taken out in silence")
                    .isEqualTo(GallraException.Code.CONFLICT);
        }
    }
}
