package org.gallra.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.gallra.register.Finding.Rule;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gate against real tables: indexes, policies, and tables that nobody accounts for. */
class GateTest {

    private static final Text SEATS = new Text("Platser", "Seats");

    private static TestDatabase database(Kind kind, String... statements) {
        TestDatabase database = TestDatabase.of(kind, "register");
        execute(database, "CREATE TABLE contact (id BIGINT NOT NULL PRIMARY KEY)");
        execute(
                database,
                "CREATE TABLE acme_seat (id BIGINT NOT NULL PRIMARY KEY, contact_id BIGINT NOT NULL, diet VARCHAR(200))");
        execute(database, statements);
        return database;
    }

    private static void execute(TestDatabase database, String... statements) {
        for (String statement : statements) {
            database.inTransaction(c -> c.createStatement().execute(statement));
        }
    }

    private static FieldDeclaration diet(
            Strategy strategy, boolean mandatory, ExtractPolicy extract, FieldKind kind, @Nullable Text ground) {
        return new FieldDeclaration(
                "acme.seat.diet",
                new Text("Kost", "Diet"),
                "diet",
                ColumnType.TEXT,
                true,
                DataCategory.HEALTH,
                kind,
                strategy,
                mandatory,
                null,
                10,
                extract,
                false,
                ground,
                null,
                null,
                null,
                null,
                null,
                false,
                Recognition.NONE);
    }

    private static FieldDeclaration diet(Strategy strategy) {
        return diet(strategy, false, ExtractPolicy.INCLUDE, FieldKind.BUSINESS, null);
    }

    private static Declared acme(LinkDeclaration link, FieldDeclaration field) {
        return new Declared(
                "com.acme.seats",
                "1.0.0",
                SEATS,
                null,
                List.of(new RecordDeclaration(
                        "acme.seat",
                        "com.acme.seats",
                        SEATS,
                        DataSubject.CONTACT,
                        "acme_seat",
                        "id",
                        ColumnType.INTEGER,
                        null,
                        null,
                        List.of(link),
                        List.of(field),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())),
                List.of(),
                List.of(),
                "db/acme/changelog.xml",
                Set.of("acme_seat"),
                List.of(),
                List.of());
    }

    private static LinkDeclaration contact() {
        return new LinkDeclaration(LinkDeclaration.Kind.CONTACT, "contact_id", null, null, null);
    }

    private static Register register(TestDatabase database) {
        BudgetedCalls calls = new BudgetedCalls(new Everybody(), id -> null, Clock.systemUTC());
        Offers offers = new Offers(calls);
        return new Register(database, offers, new Stores(offers, calls));
    }

    private static View look(TestDatabase database, Declared declared) {
        Register register = register(database);
        register.look(List.of(new Register.Present(declared, true, null)));
        return register.view();
    }

    private static List<Finding> findings(TestDatabase database, Declared declared) {
        return look(database, declared).findings().getOrDefault(declared.bundle(), List.of());
    }

    @ParameterizedTest
    @EnumSource
    void aLinkNeedsAnIndexThatBeginsWithIt(Kind kind) {
        Declared acme = acme(contact(), diet(Strategy.CLEAR));
        try (TestDatabase database = database(kind, "CREATE INDEX acme_seat_diet_ix ON acme_seat (diet, contact_id)")) {
            assertThat(findings(database, acme)).singleElement().satisfies(f -> {
                assertThat(f.rule()).isEqualTo(Rule.INDEXES);
                assertThat(f.sv()).contains("acme_seat.contact_id saknar index", "<createIndex");
                assertThat(f.en()).contains("acme_seat.contact_id has no index", "<createIndex");
            });
            execute(database, "CREATE INDEX acme_seat_contact_ix ON acme_seat (contact_id, diet)");
            assertThat(findings(database, acme)).isEmpty();
        }
    }

    /** However often it is looked, and whoever is the first by name. */
    @ParameterizedTest
    @EnumSource
    void whoHadAnIdFirstHasIt(Kind kind) {
        Declared acme = acme(contact(), diet(Strategy.CLEAR));
        Declared thief = new Declared(
                "a.thief",
                "1.0.0",
                SEATS,
                null,
                acme.records(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                List.of());
        try (TestDatabase database =
                database(kind, "CREATE INDEX acme_seat_contact_ix ON acme_seat (contact_id, diet)")) {
            Register register = register(database);
            register.look(List.of(new Register.Present(acme, true, null)));
            for (int look = 0; look < 3; look++) {
                register.look(List.of(new Register.Present(acme, true, null), new Register.Present(thief, true, null)));
                View view = register.view();
                assertThat(view.findings().get("com.acme.seats"))
                        .as("look " + look)
                        .isEmpty();
                assertThat(view.findings().get("a.thief"))
                        .as("look " + look)
                        .extracting(Finding::en)
                        .contains("The id acme.seat exists in com.acme.seats already: choose another id");
                assertThat(view.usable()).containsOnlyKeys("acme.seat");
            }
            register.look(List.of(new Register.Present(acme, true, null)));
            assertThat(register.view().findings().get("com.acme.seats")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothColumnsOfAJoinTableNeedOne(Kind kind) {
        LinkDeclaration join =
                new LinkDeclaration(LinkDeclaration.Kind.CONTACT_JOIN, "contact_id", "acme_guest", "seat_id", null);
        try (TestDatabase database = database(
                kind,
                "ALTER TABLE acme_seat DROP COLUMN contact_id",
                "CREATE TABLE acme_guest (seat_id BIGINT NOT NULL, contact_id BIGINT NOT NULL)")) {
            Declared acme = acme(join, diet(Strategy.CLEAR));
            assertThat(findings(database, acme)).extracting(Finding::rule).containsExactly(Rule.INDEXES, Rule.INDEXES);
            execute(
                    database,
                    "ALTER TABLE acme_guest ADD CONSTRAINT acme_guest_pk PRIMARY KEY (seat_id, contact_id)",
                    "CREATE INDEX acme_guest_ix ON acme_guest (contact_id)");
            assertThat(findings(database, acme)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatStaysOrIsWithheldNeedsAGround(Kind kind) {
        Text ground = new Text("Lag", "Law");
        Map<FieldDeclaration, String> wrong = Map.of(
                diet(Strategy.KEEP), "kept without a ground",
                diet(Strategy.KEEP, true, ExtractPolicy.INCLUDE, FieldKind.BUSINESS, ground), "mandatory and kept",
                diet(Strategy.CLEAR, false, ExtractPolicy.WITHHOLD, FieldKind.BUSINESS, null), "withheld from extracts",
                diet(Strategy.CLEAR, false, ExtractPolicy.INCLUDE, FieldKind.SECRET, null), "is a secret");
        try (TestDatabase database = database(kind, "CREATE INDEX acme_ix ON acme_seat (contact_id)")) {
            wrong.forEach((field, words) -> {
                View view = look(database, acme(contact(), field));
                assertThat(view.findings().get("com.acme.seats"))
                        .singleElement()
                        .satisfies(f -> {
                            assertThat(f.rule()).isEqualTo(Rule.POLICIES);
                            assertThat(f.en()).contains("acme.seat.diet", words);
                        });
                assertThat(view.usable())
                        .as("the rows are reached all the same")
                        .containsKey("acme.seat");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStrategyThatCannotBeExecutedKeepsTheRecordOutOfEveryStatement(Kind kind) {
        try (TestDatabase database = database(kind, "CREATE INDEX acme_ix ON acme_seat (contact_id)")) {
            for (Strategy strategy : List.of(Strategy.BUCKET, Strategy.MONTH, Strategy.LABEL, Strategy.UNLINK)) {
                View view = look(database, acme(contact(), diet(strategy)));
                assertThat(view.findings().get("com.acme.seats"))
                        .singleElement()
                        .extracting(Finding::rule)
                        .isEqualTo(Rule.POLICIES);
                assertThat(view.usable()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatLeadsToPeopleIsALinkWhateverItIsSaidToBe(Kind kind) {
        try (TestDatabase database = database(
                kind,
                "CREATE INDEX acme_ix ON acme_seat (contact_id)",
                "ALTER TABLE acme_seat ADD COLUMN friend BIGINT",
                "ALTER TABLE acme_seat ADD CONSTRAINT acme_friend_fk FOREIGN KEY (friend) REFERENCES contact (id)")) {
            Declared acme = acme(contact(), diet(Strategy.CLEAR));
            RecordDeclaration seat = acme.records().get(0);
            RecordDeclaration disguised = new RecordDeclaration(
                    seat.id(),
                    seat.bundle(),
                    seat.label(),
                    seat.subject(),
                    seat.table(),
                    seat.key(),
                    seat.keyType(),
                    null,
                    null,
                    seat.links(),
                    seat.fields(),
                    List.of(new RecordDeclaration.OtherColumn("friend", "says nothing")),
                    List.of(),
                    List.of(),
                    List.of());
            Declared said = new Declared(
                    acme.bundle(),
                    acme.version(),
                    acme.name(),
                    null,
                    List.of(disguised),
                    List.of(),
                    List.of(),
                    acme.changelog(),
                    acme.tables(),
                    List.of(),
                    List.of());
            assertThat(findings(database, said)).singleElement().satisfies(f -> {
                assertThat(f.rule()).isEqualTo(Rule.ACCOUNTS);
                assertThat(f.en()).contains("acme_seat.friend leads to a contact or company but is no link");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatNobodyMadeIsHeldAgainstTheBundleOfItsPrefix(Kind kind) {
        try (TestDatabase database = database(
                kind,
                "CREATE INDEX acme_ix ON acme_seat (contact_id)",
                "CREATE TABLE acme_log (id BIGINT NOT NULL PRIMARY KEY, contact_id BIGINT)",
                "CREATE VIEW acme_names AS SELECT contact_id FROM acme_seat")) {
            View view = look(database, acme(contact(), diet(Strategy.CLEAR)));
            Contributor acme = view.snapshot().contributors().get(0);
            assertThat(acme.accounting()).isEqualTo(Accounting.NOT_ACCOUNTED_FOR);
            assertThat(acme.reasons()).singleElement().satisfies(r -> assertThat(r.en())
                    .contains("The table acme_log leads to contacts or companies (contact_id)"));
            assertThat(view.usable()).containsKey("acme.seat");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableOfNobodyIsShownAsIfTheDatabaseWereABundle(Kind kind) {
        try (TestDatabase database = database(
                kind,
                "CREATE INDEX acme_ix ON acme_seat (contact_id)",
                "CREATE TABLE campaign (id BIGINT NOT NULL PRIMARY KEY, who BIGINT, FOREIGN KEY (who) REFERENCES contact (id))")) {
            Declared acme = acme(contact(), diet(Strategy.CLEAR));
            View view = look(database, acme);
            assertThat(view.snapshot().contributors())
                    .extracting(Contributor::bundle, Contributor::accounting)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("(database)", Accounting.NOT_ACCOUNTED_FOR),
                            org.assertj.core.groups.Tuple.tuple("com.acme.seats", Accounting.COMPLETE));
            assertThat(view.snapshot().contributors().get(0).reasons().get(0).sv())
                    .contains("campaign", "(who)");
            execute(database, "DROP TABLE campaign");
            assertThat(look(database, acme).snapshot().contributors()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierVersionKeptIsStillRead(Kind kind) {
        try (TestDatabase database = database(kind, "CREATE INDEX acme_ix ON acme_seat (contact_id)")) {
            look(database, acme(contact(), diet(Strategy.CLEAR)));
            execute(
                    database,
                    "UPDATE register_declaration SET body = "
                            + (kind == Kind.DERBY
                                    ? "SUBSTR(body, 1, LENGTH(body) - LENGTH('\"problems\":[]}'))"
                                    : "REPLACE(body, '\"problems\":[]}', '')")
                            + " || '\"problems\":[{\"sv\":\"Fel\",\"en\":\"Wrong\"}]}'");
            Register register = register(database);
            register.look(List.of());
            Contributor departed = register.snapshot().contributors().get(0);
            assertThat(departed.presence()).isEqualTo(Contributor.Presence.DEPARTED);
            assertThat(departed.reasons()).containsExactly(new Text("Fel", "Wrong"));
        }
    }
}
