package org.gallra.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService.User;
import org.gallra.api.backup.BackupService;
import org.gallra.api.backup.BackupService.Backup;
import org.gallra.api.backup.BackupService.Drill;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.persistence.Database;
import org.gallra.api.personaldata.Contributor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What commands print: lines of at most 100 columns, or one line of JSON. */
class OutputTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final String SHA = "ab".repeat(32);

    private static void fits(String text) {
        assertThat(text.lines()).isNotEmpty().allMatch(line -> line.length() <= 100, "at most 100 columns");
    }

    private static JsonNode json(String line) throws Exception {
        assertThat(line).doesNotContain("\n");
        return JSON.readTree(line);
    }

    @Test
    void jsonSurvivesWhatPeopleWrite() throws Exception {
        String nasty = "a\"b\\c\nd\te\u0000f\u2028\u001b[31m\ud83d\ude00</x>";
        JsonNode node = json(new Json()
                .add(nasty, nasty)
                .add("n", 1L)
                .add("b", true)
                .add("o", null)
                .list("l", List.of(nasty, 2, new Json().add("x", 1)))
                .toString());
        assertThat(node.get(nasty).asText()).isEqualTo(nasty);
        assertThat(node.get("l").get(0).asText()).isEqualTo(nasty);
        assertThat(node.get("l").get(2).get("x").asInt()).isEqualTo(1);
        assertThat(node.get("o").isNull()).isTrue();
    }

    @Test
    void longTextIsFoldedAndTerminalsAreNotOrderedAbout() {
        String text = Lines.pair("notes", "word ".repeat(60) + "x".repeat(250) + "\u001b[31m\r\nend");
        fits(text);
        assertThat(text).doesNotContain("\u001b").endsWith("end");
    }

    @Test
    void backupsAndDrills() throws Exception {
        Drill drill = new Drill(
                "gallra-20260302T100000Z", AT, BackupService.Method.READ, false, 60, 123_456_789L, List.of("contact"));
        Backup backup = new Backup(
                "gallra-20260302T100000Z",
                AT,
                Database.Kind.POSTGRESQL,
                "1.0.0",
                1234,
                SHA,
                60,
                99_999_999L,
                1L << 40,
                drill);
        fits(BackupCommand.text(backup));
        fits(RestoreDrill.text(drill));
        assertThat(RestoreDrill.text(drill)).contains("FAILED", "different: contact");
        assertThat(json(BackupCommand.json(backup)).get("drillPassed").asBoolean())
                .isFalse();
        assertThat(json(BackupCommand.json(backup)).get("ledgerHead").asText()).isEqualTo(SHA);
        assertThat(json(RestoreDrill.json(drill)).get("differences").get(0).asText())
                .isEqualTo("contact");
        fits(DoctorCommand.text(new BackupService.Condition(true, 7, AT, drill)));
        fits(DoctorCommand.text(new BackupService.Condition(false, 0, null, null))
                .replace(": daily in", "\n"));
    }

    @Test
    void bundles() throws Exception {
        Contributor bundle = new Contributor(
                "com.example.some.vendors.events",
                "1.0.0",
                Text.same("Events"),
                Contributor.Accounting.NOT_ACCOUNTED_FOR,
                Contributor.Presence.DEPARTED,
                List.of(Text.same("column diet of event_registration is not declared")),
                List.of(),
                List.of(),
                List.of(),
                null);
        fits(CoverageCommand.text(bundle));
        assertThat(CoverageCommand.text(bundle)).contains("NOT_ACCOUNTED_FOR", "is not declared");
        assertThat(json(CoverageCommand.json(bundle)).get("reasons")).hasSize(1);
    }

    @Test
    void aContactWithEverythingThatIsThere() throws Exception {
        Contact contact = contact("Åsa \"Asa\" Öberg");
        fits(ContactCommand.text(contact));
        assertThat(ContactCommand.text(contact)).contains("Åsa \"Asa\" Öberg").doesNotContain("null", "mobile");
        JsonNode node = json(ContactCommand.json(contact));
        assertThat(node.get("displayName").asText()).isEqualTo("Åsa \"Asa\" Öberg");
        assertThat(node.get("freeFields.shoe").asText()).isEqualTo("42");
        assertThat(node.get("mobile").isNull()).isTrue();
    }

    private static Contact contact(String name) {
        return new Contact(
                new ContactId(ID),
                1,
                null,
                "Åsa",
                "Öberg",
                null,
                null,
                "asa@example.org",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "rad ett\nrad två " + "lång ".repeat(40),
                null,
                "Firman",
                name,
                null,
                false,
                Map.of("shoe", "42"),
                AT,
                AT);
    }

    private static ErasurePlan plan(ErasurePlan.State state, @Nullable Instant due) {
        return new ErasurePlan(
                ID,
                ErasureAction.ANONYMIZE,
                state,
                SHA,
                AT,
                AT,
                "sysop",
                2,
                0,
                1,
                Set.of(),
                List.of(new ErasurePlan.RecordPlan(
                        "activity.activity",
                        Text.same("Activity"),
                        "org.gallra.activity",
                        ErasurePlan.RowAction.KEEP,
                        12_345_678,
                        7,
                        0,
                        0,
                        0,
                        null,
                        List.of())),
                List.of(),
                List.of(),
                List.of(new ErasurePlan.Exclusion(
                        "hold",
                        "org.gallra.hold",
                        Text.same("A legal hold " + "that is long ".repeat(10)),
                        1,
                        0,
                        null)),
                List.of(new ErasurePlan.Gap("x", Text.same("A gap"), true)),
                List.of(),
                false,
                1,
                0,
                due,
                null);
    }

    @Test
    void plansAreCountsAndADigest() throws Exception {
        ErasurePlan plan = plan(ErasurePlan.State.PLANNED, null);
        fits(Plans.text(plan));
        assertThat(Plans.text(plan)).contains(SHA, "NOT complete", "GAP, stops", "0 of 12345678 rows");
        JsonNode node = json(Plans.json(plan));
        assertThat(node.get("digest").asText()).isEqualTo(SHA);
        assertThat(node.get("records").get(0).get("related").asLong()).isEqualTo(12_345_678);
        assertThat(node.get("receipt").isNull()).isTrue();
        fits(JobsCommand.text(plan(ErasurePlan.State.WAITING, AT)));
        assertThatThrownBy(() -> Plans.id("../x"))
                .hasMessageContaining("An id looks like")
                .message()
                .doesNotContain("../x");
        assertThat(PlanCommand.chosen("a, b,,*")).containsExactly("*", "a", "b");
    }

    @Test
    void usersWithoutTheirNames() throws Exception {
        User user = new User(
                "u".repeat(24),
                "Åsa Öberg",
                "asa@example.org",
                Role.SYSTEM_ADMINISTRATOR,
                Set.of(Permission.DELETE),
                false,
                true);
        fits(UsersCommand.text(user));
        assertThat(UsersCommand.text(user)).contains("DISABLED").doesNotContain("Öberg", "example.org");
        JsonNode node = json(UsersCommand.json(user));
        assertThat(node.get("granted").get(0).asText()).isEqualTo("DELETE");
        assertThat(node.has("email")).isFalse();
    }
}
