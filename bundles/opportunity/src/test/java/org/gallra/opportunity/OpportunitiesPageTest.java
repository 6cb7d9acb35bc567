package org.gallra.opportunity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.ui.UiContext;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.gallra.testing.TestUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpportunitiesPageTest {

    private static final String PATH = "/ui/settings/org.gallra.opportunity/opportunities";

    private static final class World implements AutoCloseable {
        final TestUser ulf = new TestUser("ulf");
        final ContactId contact = new ContactId(UUID.randomUUID());
        final TestDatabase database;
        final TestJpa jpa;
        final OpportunityService opportunities;

        World(Kind kind) {
            database = TestDatabase.of(kind, "contact", "opportunity");
            jpa = new TestJpa("org.gallra.opportunity", database);
            opportunities =
                    new OpportunityService(jpa, database, new SqlContactDirectory(database, ulf, ulf), ulf, ulf);
            execute("INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at, changed_at)"
                    + " VALUES ('" + contact + "', 1, '<Ek>', 'k', 'k', {ts '2026-01-01 00:00:00'},"
                    + " {ts '2026-01-01 00:00:00'})");
        }

        int execute(String sql) {
            return database.inTransaction(c -> c.createStatement().executeUpdate(sql));
        }

        Opportunity make(String name, Stage stage, String amount, @Nullable String expected, @Nullable String owner) {
            return opportunities.create(new OpportunityDraft(
                    contact,
                    null,
                    name,
                    null,
                    stage,
                    null,
                    new BigDecimal(amount),
                    "SEK",
                    expected == null ? null : LocalDate.parse(expected),
                    null,
                    null,
                    owner));
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
                    PATH);
            new OpportunitiesPage(opportunities).render(context, parameters, out);
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
    void listsWhatIsOpenTheNextDecisionFirst(Kind kind) throws IOException {
        try (World world = new World(kind)) {
            assertThat(world.html(Map.of())).contains("Ingen affärsmöjlighet här");
            world.make("Utan dag", Stage.NEW, "1", null, null);
            world.make("Sen <b>", Stage.PROPOSAL, "20.50", "2026-01-01", null);
            world.make("Framtida", Stage.NEW, "300", "2199-01-01", null);
            world.make("Evas", Stage.NEW, "4000", "2026-01-01", "eva");
            world.make("Vunnen", Stage.WON, "50000", null, null);
            assertThat(world.html(Map.of()))
                    .containsSubsequence("Sen &lt;b&gt;", "Försenat", "Framtida", "Utan dag")
                    .contains("<dd>321,50\u00a0SEK</dd>", "&lt;Ek&gt;", "50 %")
                    .doesNotContain("Evas", "Vunnen<");
            assertThat(world.html(Map.of("who", "all", "stage", "NEW")))
                    .contains("Evas", "Framtida", "<dd>4\u00a0301\u00a0SEK</dd>")
                    .doesNotContain("Sen &lt;b&gt;");
            assertThat(world.html(Map.of("show", "won"))).contains("Vunnen", "50\u00a0000\u00a0SEK");
            assertThat(world.html(Map.of("show", "lost", "stage", "nonsense"))).contains("ändras på tavlan");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBoardShowsTheFirstOfEachStage(Kind kind) throws IOException {
        try (World world = new World(kind)) {
            for (int i = 0; i < 25; i++) {
                world.make("Ny " + i + ".", Stage.NEW, "10", "2199-01-" + (10 + (i + 20) % 21), null);
            }
            world.make("Offert", Stage.PROPOSAL, "7", null, null);
            world.make("Vunnen", Stage.WON, "9", null, null);
            Map<Stage, List<Opportunity>> board = world.opportunities.board("ulf", 20);
            List<Opportunity> first = board.getOrDefault(Stage.NEW, List.of());
            assertThat(first).hasSize(20);
            assertThat(first.stream().map(o -> String.valueOf(o.expectedOn())).toList())
                    .isSorted();
            assertThat(board).containsOnlyKeys(Stage.NEW, Stage.PROPOSAL);
            assertThat(world.html(Map.of("view", "board")))
                    .contains("250\u00a0SEK", "Visa alla", PATH + "?stage=NEW\"", "Offert", "Flytta", "Förhandling")
                    .contains("data-stage=\"PROPOSAL\"", "data-said=\"Offert flyttad till #.\"")
                    .doesNotContain("?stage=PROPOSAL\"", ">Vunnen</h3>");
            world.ulf.become(Role.READER);
            assertThat(world.html(Map.of("view", "board")))
                    .contains("Offert")
                    .doesNotContain("method=\"post\"", "data-said");
        }
    }

    @ParameterizedTest
    @EnumSource
    void movesThroughTheStages(Kind kind) {
        try (World world = new World(kind)) {
            Opportunity one = world.make("Affär", Stage.NEW, "10", null, null);
            Opportunity won = world.opportunities.move(one.id(), one.version(), Stage.WON);
            assertThat(won.probability()).isEqualTo(100);
            assertThat(won.closedOn()).isNotNull();
            Opportunity again = world.opportunities.move(one.id(), won.version(), Stage.NEGOTIATION);
            assertThat(again.probability()).isEqualTo(75);
            assertThat(again.closedOn()).isNull();
            assertThat(world.opportunities.move(one.id(), again.version(), Stage.NEGOTIATION))
                    .as("to where it is")
                    .isEqualTo(again);
            assertThatThrownBy(() -> world.opportunities.move(one.id(), one.version(), Stage.LOST))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.STALE));
            world.ulf.become(Role.READER);
            assertThatThrownBy(() -> world.opportunities.move(one.id(), again.version(), Stage.LOST))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.FORBIDDEN));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsRestrictedCountsInNoSum(Kind kind) throws IOException {
        try (World world = new World(kind)) {
            world.make("Dold", Stage.NEW, "10", null, null);
            world.execute("INSERT INTO contact_restriction (subject, cause) SELECT id, 'test' FROM contact");
            assertThat(world.html(Map.of("view", "board"))).doesNotContain("Dold", "10\u00a0SEK");
            assertThat(world.html(Map.of())).doesNotContain("Dold", "10\u00a0SEK");
            world.ulf.become(Role.SYSTEM_ADMINISTRATOR);
            assertThat(world.html(Map.of("view", "board"))).contains("Dold", "10\u00a0SEK");
        }
    }
}
