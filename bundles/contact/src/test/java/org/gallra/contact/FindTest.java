package org.gallra.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.search.SearchWords;
import org.gallra.api.suppression.SuppressionList;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom somebody finds who types. */
class FindTest {

    private static final class House implements AutoCloseable, AccessControl, SchemaReady {

        private final TestDatabase database;
        private final TestJpa jpa;
        private final JpaContactService contacts;
        private final JpaCompanyService companies;
        private Role role = Role.SYSTEM_ADMINISTRATOR;

        House(Kind kind) {
            this.database = TestDatabase.of(kind, "contact");
            this.jpa = new TestJpa("org.gallra.contact", database);
            this.contacts = new JpaContactService(jpa, database, this, nobodyErased(), new FreeValues(), this);
            this.companies = new JpaCompanyService(jpa, database, this, new FreeValues(), this);
        }

        private static SuppressionList nobodyErased() {
            return (SuppressionList) Proxy.newProxyInstance(
                    House.class.getClassLoader(),
                    new Class<?>[] {SuppressionList.class},
                    (self, method, arguments) -> method.getReturnType() == Set.class ? Set.of() : null);
        }

        Contact contact(
                String first,
                String last,
                @Nullable String email,
                @Nullable String mobile,
                @Nullable CompanyId company) {
            return contacts.create(ContactDraft.builder()
                    .firstName(first)
                    .lastName(last)
                    .email(email)
                    .mobile(mobile)
                    .company(company)
                    .build());
        }

        List<String> found(String text) {
            return found(text, 10);
        }

        List<String> found(String text, int most) {
            return contacts.find(text, most).stream().map(Contact::displayName).toList();
        }

        @Override
        public Caller caller() {
            return new Caller("tester", role, role.permissions());
        }

        @Override
        public Caller require(Permission permission) {
            return caller();
        }

        @Override
        public <T> T callAs(Caller caller, Supplier<T> work) {
            return work.get();
        }

        @Override
        public String bundle() {
            return "org.gallra.contact";
        }

        @Override
        public Set<String> tables() {
            return Set.of();
        }

        @Override
        public void close() {
            jpa.close();
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void peopleAreFoundAsTheyAreTyped(Kind kind) {
        try (House house = new House(kind)) {
            CompanyId mill = house.companies
                    .create(CompanyDraft.builder()
                            .name("Ångsågen i Sundsvall AB")
                            .orgNumber("556036-0793")
                            .build())
                    .id();
            Contact asa = house.contact("Åsa", "Öberg", "asa@sag.example", "070-174 06 05", mill);
            house.contact("Blake", "Sandasa", null, null, null);
            house.contact("Jürgen", "Müller", "jm@firma.example", null, null);
            house.contact("Anna", "Berg", null, null, null);
            house.contact("Berit", "Alm", null, null, null);

            assertThat(house.found("Öbe")).containsExactly("Åsa Öberg");
            assertThat(house.found("oberg")).as("without the marks").containsExactly("Åsa Öberg");
            assertThat(house.found("åsa")).as("with them, exactly").containsExactly("Åsa Öberg");
            assertThat(house.found("ASA")).containsExactly("Blake Sandasa", "Åsa Öberg");
            assertThat(house.found("muller")).containsExactly("Jürgen Müller");
            assertThat(house.found("myller")).as("as in a Swedish phone book").containsExactly("Jürgen Müller");
            for (String number : List.of("0701740605", "+46 70 174 06 05", "174 06 05", "0046701740605")) {
                assertThat(house.found(number)).as(number).containsExactly("Åsa Öberg");
            }
            assertThat(house.found("sundsvall öberg")).as("each word somewhere").containsExactly("Åsa Öberg");
            assertThat(house.found("angsagen")).as("by the company").containsExactly("Åsa Öberg");
            assertThat(house.found("5560360793")).containsExactly("Åsa Öberg");
            assertThat(house.found("ber"))
                    .as("the last name before the rest, each in Swedish order")
                    .containsExactly("Anna Berg", "Berit Alm", "Åsa Öberg");
            assertThat(house.found("ber", 2)).containsExactly("Anna Berg", "Berit Alm");
            assertThat(house.found("%")).isEmpty();
            assertThat(house.found(" ")).isEmpty();
            assertThatThrownBy(() -> house.found("x".repeat(201))).isInstanceOf(GallraException.class);

            assertThat(house.companies.find("sagen", 5)).extracting(Company::id).containsExactly(mill);
            assertThat(house.companies.find("ång", 5)).extracting(Company::id).containsExactly(mill);
            assertThat(house.companies.find("556036-0793", 5)).hasSize(1);
            assertThat(house.companies.find("berg", 5)).isEmpty();

            SqlContactRestrictions restrictions = new SqlContactRestrictions(house.database, house);
            house.database.inTransaction(connection -> {
                restrictions.restrict(
                        "test",
                        SqlFragment.of(
                                "SELECT id FROM contact WHERE public_id = ?",
                                asa.id().toString()));
                return true;
            });
            assertThat(house.found("öberg")).hasSize(1);
            house.role = Role.USER;
            assertThat(house.found("öberg")).as("restricted").isEmpty();
            assertThat(house.found("0701740605")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aContactIsFoundByTheWordsThatItsCompanyHasNow(Kind kind) {
        try (House house = new House(kind)) {
            Company old = house.companies.create(
                    CompanyDraft.builder().name("Forsvik Plåt").build());
            Company other = house.companies.create(
                    CompanyDraft.builder().name("Ekeby Trä").build());
            Contact berg = house.contact("Anna", "Berg", null, null, old.id());
            house.contact("Bo", "Alm", null, null, other.id());

            house.companies.update(
                    old.id(),
                    old.version(),
                    CompanyDraft.builder().name("Norrsken Energi").build());
            assertThat(house.found("forsvik")).isEmpty();
            assertThat(house.found("norrsken berg")).containsExactly("Anna Berg");
            assertThat(house.found("norr")).containsExactly("Anna Berg");

            house.contacts.update(
                    berg.id(),
                    berg.version(),
                    ContactDraft.builder()
                            .firstName("Anna")
                            .lastName("Berg")
                            .company(other.id())
                            .build(),
                    null);
            assertThat(house.found("norrsken")).isEmpty();
            assertThat(house.found("ekeby")).containsExactly("Bo Alm", "Anna Berg");
            assertThat(house.found("bergeke")).as("no word reaches over two").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shortWordsAreBeginnings(Kind kind) {
        try (House house = new House(kind)) {
            CompanyId firm = house.companies
                    .create(CompanyDraft.builder().name("Ö Ek AB").build())
                    .id();
            house.contact("Åke", "Ekman", null, null, null);
            house.contact("Eva", "Lindek", null, null, null);
            house.contact("Ole", "Dahl", null, null, firm);

            assertThat(house.found("ek")).containsExactly("Åke Ekman", "Ole Dahl");
            assertThat(house.found("åk")).containsExactly("Åke Ekman");
            assertThat(house.found("ö")).as("first word of the company").containsExactly("Ole Dahl");
            assertThat(house.found("dek")).as("three are found anywhere").containsExactly("Eva Lindek");
        }
    }

    /** A list of a million is looked through by an index, where the server has pg_trgm. */
    @Test
    void postgresLooksWordsUpInAnIndex() {
        try (House house = new House(Kind.POSTGRESQL)) {
            String plan = house.database.inTransaction(connection -> {
                Rows.list(connection, SqlFragment.of("SELECT set_config('enable_seqscan', 'off', true)"), row -> 1);
                return String.join(
                        "\n",
                        Rows.list(
                                connection,
                                SqlFragment.of("EXPLAIN SELECT c.id FROM contact c WHERE 1 = 1")
                                        .append(SearchWords.all(Kind.POSTGRESQL, "åsa öb", "c.search_key")),
                                row -> row.getString(1)));
            });
            assertThat(plan).contains("contact_search_ix").contains("%asa%").contains("% ob%");
        }
    }
}
