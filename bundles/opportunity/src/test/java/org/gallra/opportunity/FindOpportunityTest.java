package org.gallra.opportunity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.gallra.api.access.Role;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.search.KeyFiller;
import org.gallra.api.search.SearchWords;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch.Hit;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.gallra.testing.TestUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which opportunities somebody finds who types, on both databases. */
class FindOpportunityTest {

    private static final class House implements AutoCloseable {
        final TestUser ulf = new TestUser("ulf");
        final ContactId contact = new ContactId(UUID.randomUUID());
        final CompanyId firm = new CompanyId(UUID.randomUUID());
        final TestDatabase database;
        final TestJpa jpa;
        final OpportunityService opportunities;

        House(Kind kind) {
            database = TestDatabase.of(kind, "contact", "opportunity");
            jpa = new TestJpa("org.gallra.opportunity", database);
            opportunities =
                    new OpportunityService(jpa, database, new SqlContactDirectory(database, ulf, ulf), ulf, ulf);
            String now = "{ts '2026-01-01 00:00:00'}, {ts '2026-01-01 00:00:00'})";
            execute(
                    "INSERT INTO company (public_id, version, name, name_key, search_key, created_at, changed_at) VALUES ('"
                            + firm + "', 1, 'Norrsken AB', 'norrsken ab', 'norrsken ab ', " + now);
            execute("INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at, changed_at)"
                    + " VALUES ('" + contact + "', 1, 'Ek', 'ek', 'ek', " + now);
        }

        int execute(String sql) {
            return database.inTransaction(c -> c.createStatement().executeUpdate(sql));
        }

        Opportunity make(String name, boolean person, @Nullable CompanyId company) {
            return opportunities.create(new OpportunityDraft(
                    person ? contact : null,
                    company,
                    name,
                    null,
                    Stage.NEW,
                    null,
                    null,
                    "SEK",
                    null,
                    null,
                    null,
                    null));
        }

        List<@Nullable String> found(String words) {
            return opportunities.find(words, 10).stream().map(Opportunity::name).toList();
        }

        @Override
        public void close() {
            jpa.close();
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void byTheTitleAndTheNameOfTheCompany(Kind kind) {
        try (House house = new House(kind)) {
            Opportunity frame = house.make("Ramavtal Åre 2026-117", false, house.firm);
            house.make("Serviceavtal", true, null);
            assertThat(house.found("ramav")).containsExactly("Ramavtal Åre 2026-117");
            assertThat(house.found("are")).as("without the marks").containsExactly("Ramavtal Åre 2026-117");
            assertThat(house.found("2026-117")).containsExactly("Ramavtal Åre 2026-117");
            assertThat(house.found("avtal")).as("the latest first").containsExactly("Serviceavtal", frame.name());
            assertThat(house.found("norrsk")).containsExactly(frame.name());
            assertThat(house.found("norrsken ramavtal")).as("one word in each").containsExactly(frame.name());
            assertThat(house.found("norrsken service")).isEmpty();
            assertThat(house.found("%")).isEmpty();

            house.opportunities.update(
                    frame.id(),
                    frame.version(),
                    new OpportunityDraft(
                            null, house.firm, "Licenser", null, null, null, null, "SEK", null, null, null, null));
            assertThat(house.found("ramavtal")).isEmpty();
            assertThat(house.found("licens")).containsExactly("Licenser");
            house.execute("UPDATE company SET name_key = 'sydsken', search_key = 'sydsken '");
            assertThat(house.found("norrsken")).isEmpty();
            assertThat(house.found("sydsken"))
                    .as("as the company is called now")
                    .containsExactly("Licenser");
        }
    }

    @ParameterizedTest
    @EnumSource
    void notThoseOfRestrictedOrAnonymizedPeople(Kind kind) {
        try (House house = new House(kind)) {
            house.make("Serviceavtal", true, house.firm);
            house.execute("INSERT INTO contact_restriction (subject, cause) SELECT id, 'test' FROM contact");
            assertThat(house.found("service")).isEmpty();
            assertThat(house.found("norrsken")).isEmpty();
            house.ulf.become(Role.SYSTEM_ADMINISTRATOR);
            assertThat(house.found("service")).hasSize(1);
            // what an anonymization does to the row
            house.execute("UPDATE opportunity SET name = NULL, search_key = NULL");
            assertThat(house.found("service")).isEmpty();
            assertThat(house.found("norrsken")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void olderRowsGetTheirKeyAndErasedOnesNone(Kind kind) {
        try (House house = new House(kind)) {
            house.make("Serviceavtal", true, null);
            house.make("Utbildning", true, null);
            house.make("Bortglömt", true, null);
            house.execute("UPDATE opportunity SET search_key = '?'");
            house.execute("UPDATE opportunity SET name = NULL WHERE name = 'Utbildning'");
            house.execute("UPDATE opportunity SET search_key = NULL WHERE name = 'Bortglömt'");
            assertThat(house.found("service")).isEmpty();
            KeyFiller.fill(house.database, "opportunity", "name");
            assertThat(house.found("service")).containsExactly("Serviceavtal");
            assertThat(house.opportunities.count("service")).isEqualTo(1);
            assertThat(house.opportunities
                            .look(OpportunitiesPage.query("all", "", null, "SERVICE", null, 5))
                            .items())
                    .as("the list has the same words")
                    .extracting(Opportunity::name)
                    .containsExactly("Serviceavtal");
            assertThat(house.found("glomt")).as("its key was cleared").isEmpty();
            assertThat(house.database
                            .inTransaction(c -> Rows.number(
                                    c, SqlFragment.of("SELECT COUNT(*) FROM opportunity WHERE search_key IS NOT NULL")))
                            .longValue())
                    .isEqualTo(1);
        }
    }

    @Test
    void aHitLeadsToTheFormOrTheCard() throws InterruptedException {
        try (House house = new House(Kind.DERBY)) {
            Opportunity one = house.make("Serviceavtal", true, house.firm);
            OpportunityHits hits = new OpportunityHits(house.opportunities, house.database, house.ulf);
            hits.stop();
            assertThat(hits.find("service", 5, context(house)))
                    .containsExactly(new Hit(
                            "Serviceavtal",
                            "Ek · Norrsken AB · Ny",
                            "/ui/records/org.gallra.opportunity/opportunities/" + one.id()
                                    + "?_return=%2Fui%2Fcontacts%2F" + house.contact));
            house.ulf.become(Role.READER);
            assertThat(hits.find("service", 5, context(house)))
                    .extracting(Hit::href)
                    .containsExactly("/ui/contacts/" + house.contact);
        }
    }

    private static UiContext context(House house) {
        return new UiContext(
                null,
                null,
                false,
                house.ulf.caller(),
                Locale.forLanguageTag("sv"),
                ZoneId.of("Europe/Stockholm"),
                "secret",
                "/ui/search");
    }

    /** A table of a million is looked up by an index, where the server has pg_trgm. */
    @Test
    void postgresLooksTitlesUpInAnIndex() {
        try (House house = new House(Kind.POSTGRESQL)) {
            String plan = house.database.inTransaction(connection -> {
                Rows.list(connection, SqlFragment.of("SELECT set_config('enable_seqscan', 'off', true)"), row -> 1);
                return String.join(
                        "\n",
                        Rows.list(
                                connection,
                                SqlFragment.of(
                                                "EXPLAIN SELECT t.* FROM opportunity t WHERE t.search_key IS NOT NULL AND (")
                                        .append(SearchWords.has(Kind.POSTGRESQL, "service", "t.search_key"))
                                        .append(" OR t.company_id IN (1, 2))"),
                                row -> row.getString(1)));
            });
            assertThat(plan).contains("BitmapOr", "opportunity_search_ix", "opportunity_company_ix");
        }
    }
}
