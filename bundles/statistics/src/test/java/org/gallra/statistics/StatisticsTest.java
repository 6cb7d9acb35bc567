package org.gallra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.extract.ExtractWords;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StatisticDeclaration;
import org.gallra.api.personaldata.StatisticDeclaration.Group;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.statistic.StatisticService.Answer;
import org.gallra.api.statistic.StatisticService.CompanyBy;
import org.gallra.api.statistic.StatisticService.Line;
import org.gallra.api.statistic.StatisticService.Query;
import org.gallra.api.statistic.StatisticService.Total;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.contact.SqlContactRestrictions;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What figures say of a table of deals, some of whose people are anonymized or restricted. */
class StatisticsTest {

    private static final Text LABEL = new Text("Affärer", "Deals");

    private static FieldDeclaration field(String name, ColumnType type) {
        return new FieldDeclaration(
                "acme.deal." + name,
                new Text("Fältet " + name, "Field " + name),
                name,
                type,
                true,
                DataCategory.OTHER,
                FieldKind.QUASI_IDENTIFIER,
                Strategy.KEEP,
                false,
                null,
                0,
                ExtractPolicy.INCLUDE,
                false,
                LABEL,
                null,
                null,
                null,
                null,
                null,
                false,
                Recognition.NONE);
    }

    private static RecordDeclaration record(
            String id,
            String table,
            @Nullable String anonymizedAt,
            List<LinkDeclaration> links,
            List<FieldDeclaration> fields,
            List<StatisticDeclaration> statistics) {
        return new RecordDeclaration(
                id,
                "org.acme",
                LABEL,
                DataSubject.CONTACT,
                table,
                "id",
                ColumnType.INTEGER,
                null,
                anonymizedAt,
                links,
                fields,
                List.of(),
                List.of(),
                statistics,
                List.of());
    }

    private static StatisticDeclaration statistic(String name, @Nullable String sum, Group... by) {
        return new StatisticDeclaration("acme.deal." + name, new Text("Per " + name, "By " + name), List.of(by), sum);
    }

    private static Group by(String column) {
        return new Group(column, Granularity.VALUE);
    }

    private static LinkDeclaration link(LinkDeclaration.Kind kind, String column) {
        return new LinkDeclaration(kind, column, null, null, null);
    }

    /** The free fields of deals: one of some choices, and yes or no. */
    private static final FreeFieldOwner DEALS = new FreeFieldOwner() {

        @Override
        public String id() {
            return "deal";
        }

        @Override
        public Text label() {
            return LABEL;
        }

        @Override
        public String recordTable() {
            return "deal";
        }
    };

    private static FreeField free(String key, FreeField.Type type) {
        return new FreeField(
                new UUID(9, key.hashCode()),
                1,
                "deal",
                key,
                type,
                new Text("Fält " + key, "Field " + key),
                null,
                1,
                false,
                false,
                false,
                DataCategory.OTHER,
                null,
                List.of(),
                null);
    }

    /** Reports of deals are split by what administrators defined, also after the field became personal. */
    @ParameterizedTest
    @EnumSource
    void aReportIsSplitByAFreeField(Kind kind) {
        try (House house = new House(kind)) {
            List<FreeField> defined = List.of(
                    free("source", FreeField.Type.LIST),
                    free("sure", FreeField.Type.BOOLEAN),
                    free("note", FreeField.Type.TEXT));
            house.statistics.fields = (FreeFields) Proxy.newProxyInstance(
                    House.class.getClassLoader(),
                    new Class<?>[] {FreeFields.class},
                    (self, method, arguments) -> method.getName().equals("words")
                            ? (arguments[1] + " i ord").replace("true i ord", "Ja")
                            : defined);
            house.statistics.owners = List.of(DEALS);
            house.execute(
                    "CREATE TABLE deal_field (id BIGINT NOT NULL PRIMARY KEY, record_id BIGINT NOT NULL, field_key VARCHAR(40)"
                            + " NOT NULL, field_value VARCHAR(500), plain_value VARCHAR(500))");
            for (int i = 0; i < 5; i++) {
                house.deal(0, 0, "won", "SEK", 100 * (i + 1), "2026-0" + (i < 3 ? 1 : 2) + "-15");
            }
            String value = "INSERT INTO deal_field VALUES (?, ?, ?, ?, ?)";
            house.execute(value, 1L, 1L, "source", "fair", null);
            house.execute("INSERT INTO deal_field VALUES (2, 2, 'source', NULL, 'fair')");
            house.execute("INSERT INTO deal_field VALUES (3, 3, 'source', NULL, 'web')");
            house.execute("INSERT INTO deal_field VALUES (4, 3, 'sure', NULL, 'true')");
            Answer split = house.statistics.read(new Query("acme.deal.month", null, null, CompanyBy.COMPANY, "source"));
            assertThat(shown(split))
                    .containsExactlyInAnyOrder(
                            "SEK januari 2026 fair i ord: 2 300",
                            "SEK januari 2026 web i ord: 1 300",
                            "SEK februari 2026 (saknas): 2 900");
            assertThat(split.report().dimensions())
                    .extracting(d -> d.label().en())
                    .contains("Field source");
            assertThat(split.report().fields()).extracting(f -> f.key()).containsExactly("source", "sure");
            assertThat(shown(
                            house.statistics.read(new Query("acme.deal.stage", null, null, CompanyBy.COMPANY, "sure"))))
                    .containsExactlyInAnyOrder("(saknas): 4", "Ja: 1");
            for (String none : List.of("note", "x")) {
                assertThatThrownBy(() -> house.statistics.read(
                                new Query("acme.deal.stage", null, null, CompanyBy.COMPANY, none)))
                        .isInstanceOf(GallraException.class);
            }
        }
    }

    private static final class House implements AutoCloseable, AccessControl, SchemaReady, ContributorCalls {

        private final TestDatabase database;
        private final SqlStatistics statistics;
        private final Words words = new Words(this);
        private Role role = Role.USER;

        House(Kind kind) {
            database = TestDatabase.of(kind, "contact");
            execute(
                    "CREATE TABLE deal (id BIGINT NOT NULL PRIMARY KEY, contact_id BIGINT, company_id BIGINT,"
                            + " stage VARCHAR(20), currency VARCHAR(3), amount DECIMAL(19, 4), closed_on DATE, made_at TIMESTAMP)");
            execute("CREATE TABLE deal_guest (deal_id BIGINT NOT NULL, contact_id BIGINT NOT NULL)");
            List<RecordDeclaration> records = List.of(
                    record(
                            "contact.contact",
                            "contact",
                            "anonymized_at",
                            List.of(link(LinkDeclaration.Kind.CONTACT, "id")),
                            List.of(),
                            List.of()),
                    record(
                            "contact.company",
                            "company",
                            null,
                            List.of(link(LinkDeclaration.Kind.COMPANY, "id")),
                            List.of(),
                            List.of()),
                    record(
                            "acme.deal",
                            "deal",
                            null,
                            List.of(
                                    link(LinkDeclaration.Kind.CONTACT, "contact_id"),
                                    link(LinkDeclaration.Kind.COMPANY, "company_id"),
                                    new LinkDeclaration(
                                            LinkDeclaration.Kind.CONTACT_JOIN,
                                            "contact_id",
                                            "deal_guest",
                                            "deal_id",
                                            null)),
                            List.of(field("stage", ColumnType.TEXT), field("currency", ColumnType.TEXT)),
                            List.of(
                                    statistic(
                                            "month",
                                            "amount",
                                            by("currency"),
                                            new Group("closed_on", Granularity.MONTH)),
                                    statistic("stage", null, by("stage")),
                                    statistic("company", "amount", by("company_id"), by("currency")),
                                    statistic("year", null, new Group("made_at", Granularity.YEAR)))));
            Contributor contributor = new Contributor(
                    "org.acme",
                    "1.0.0",
                    LABEL,
                    Contributor.Accounting.COMPLETE,
                    Contributor.Presence.ACTIVE,
                    List.of(),
                    records,
                    List.of(),
                    List.of(),
                    null);
            RegisterSnapshot snapshot = new RegisterSnapshot(1, "", List.of(contributor));
            PersonalDataRegister register = (PersonalDataRegister) Proxy.newProxyInstance(
                    House.class.getClassLoader(),
                    new Class<?>[] {PersonalDataRegister.class},
                    (self, method, arguments) -> snapshot);
            statistics =
                    new SqlStatistics(register, database, new SqlContactDirectory(database, this, this), this, words);
        }

        void execute(String sql, @Nullable Object... values) {
            database.inTransaction(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < values.length; i++) {
                        if (values[i] == null) {
                            statement.setNull(i + 1, java.sql.Types.TIMESTAMP);
                        } else {
                            statement.setObject(i + 1, values[i]);
                        }
                    }
                    return statement.executeUpdate();
                }
            });
        }

        void company(long key, String name, @Nullable String category) {
            Timestamp now = Timestamp.from(Instant.EPOCH);
            execute(
                    "INSERT INTO company (id, public_id, version, name, name_key, search_key, category, city, created_at,"
                            + " changed_at) VALUES (?, ?, 1, ?, ?, ?, "
                            + (category == null ? "NULL" : "'" + category + "'") + ", 'Sundsvall', ?, ?)",
                    key,
                    id(key),
                    name,
                    name,
                    name,
                    now,
                    now);
        }

        void contact(long key, boolean anonymized) {
            Timestamp now = Timestamp.from(Instant.EPOCH);
            execute(
                    "INSERT INTO contact (id, public_id, version, sort_key, search_key, anonymized_at, created_at, changed_at)"
                            + " VALUES (?, ?, 1, '', '', ?, ?, ?)",
                    key,
                    id(key),
                    anonymized ? now : null,
                    now,
                    now);
        }

        private long deals;

        void deal(long contact, long company, String stage, String currency, int amount, String day) {
            execute(
                    "INSERT INTO deal VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    ++deals,
                    contact,
                    company,
                    stage,
                    currency,
                    BigDecimal.valueOf(amount),
                    Date.valueOf(day),
                    Timestamp.valueOf(LocalDate.parse(day).atTime(23, 30)));
        }

        static String id(long key) {
            return new UUID(0, key).toString();
        }

        Answer ask(String name, @Nullable String from, @Nullable String through, CompanyBy by) {
            return statistics.read(new Query(
                    "acme.deal." + name,
                    from == null ? null : YearMonth.parse(from),
                    through == null ? null : YearMonth.parse(through),
                    by));
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
        public <T> Begun<T> begin(
                Map<String, ?> properties, String service, java.time.Duration budget, Callable<T> work) {
            return () -> {
                try {
                    return work.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            };
        }

        @Override
        public org.gallra.api.contributor.ContributorException wrong(
                Map<String, ?> properties, String service, String detail) {
            throw new IllegalStateException(detail);
        }

        @Override
        public String bundle(Map<String, ?> properties) {
            return "org.acme";
        }

        @Override
        public List<Trouble> troubles() {
            return List.of();
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static List<String> shown(Answer answer) {
        List<String> shown = new ArrayList<>();
        for (Line line : answer.lines()) {
            shown.add(String.join(
                            " ", line.values().stream().map(v -> v.label().sv()).toList())
                    + ": " + line.rows()
                    + (line.sum() == null
                            ? ""
                            : " " + line.sum().stripTrailingZeros().toPlainString()));
        }
        return shown;
    }

    @ParameterizedTest
    @EnumSource
    void rowsCountWhoeverIsAnonymized(Kind kind) {
        try (House house = new House(kind)) {
            house.company(1, "Berg", "Kund");
            house.company(2, "Dal", null);
            house.contact(1, false);
            house.contact(2, true);
            for (int i = 0; i < 5; i++) {
                house.deal(1, 1, "WON", "SEK", 100, "2026-03-31");
            }
            house.deal(2, 1, "WON", "SEK", 1, "2026-03-01");
            house.deal(1, 2, "LOST", "EUR", 7, "2026-04-01");
            house.deal(1, 2, "LOST", "SEK", 9, "2025-12-31");

            Answer months = house.ask("month", null, null, CompanyBy.COMPANY);
            assertThat(shown(months))
                    .containsExactly("SEK december 2025: 1 9", "SEK mars 2026: 6 501", "EUR april 2026: 1 7");
            assertThat(months.totals())
                    .extracting(t -> t.unit() + " " + t.rows() + " " + t.anonymized() + " "
                            + java.util.Objects.requireNonNull(t.sum()).intValue())
                    .containsExactly("EUR 1 0 7", "SEK 7 1 510");
            assertThat(shown(house.ask("month", "2026-01", "2026-03", CompanyBy.COMPANY)))
                    .containsExactly("SEK mars 2026: 6 501");
            assertThat(shown(house.ask("year", null, null, CompanyBy.COMPANY)))
                    .as("in UTC")
                    .containsExactly("2025: 1", "2026: 7");

            Answer companies = house.ask("company", null, null, CompanyBy.COMPANY);
            assertThat(companies.lines().get(0).values().get(0).key()).isEqualTo(House.id(1));
            assertThat(shown(companies)).containsExactlyInAnyOrder("Berg SEK: 6 501", "Dal EUR: 1 7", "Dal SEK: 1 9");
            assertThat(shown(house.ask("company", null, null, CompanyBy.CATEGORY)))
                    .containsExactlyInAnyOrder("Kund SEK: 6 501", "(saknas) EUR: 1 7", "(saknas) SEK: 1 9");
            assertThat(shown(house.ask("company", null, null, CompanyBy.CITY)))
                    .containsExactlyInAnyOrder("Sundsvall SEK: 7 510", "Sundsvall EUR: 1 7");

            house.words.addWords(
                    new ExtractWords() {
                        @Override
                        public Set<String> records() {
                            return Set.of("acme.deal");
                        }

                        @Override
                        public List<@Nullable Map<String, @Nullable Object>> explain(
                                String record, List<Map<String, @Nullable Object>> rows) {
                            return ExtractWords.coded(
                                    rows, "acme.deal.stage", Map.of("WON", new Text("Vunnen", "Won")));
                        }
                    },
                    Map.of());
            assertThat(shown(house.ask("stage", null, null, CompanyBy.COMPANY)))
                    .containsExactly("Vunnen: 6", "LOST: 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void smallGroupsOfAnonymizedPeopleAreNotTold(Kind kind) {
        try (House house = new House(kind)) {
            house.company(1, "Berg", null);
            house.contact(1, false);
            house.contact(2, true);
            house.deal(1, 1, "NEW", "SEK", 1, "2026-01-01");
            house.deal(2, 1, "LOST", "SEK", 2, "2026-01-01");
            house.deal(1, 1, "LOST", "SEK", 3, "2026-02-01");
            house.deal(1, 1, "WON", "SEK", 4, "2026-02-01");
            house.execute("INSERT INTO deal_guest VALUES (4, 2)");

            Answer stages = house.ask("stage", null, null, CompanyBy.COMPANY);
            assertThat(shown(stages)).containsExactlyInAnyOrder("NEW: 1", "LOST: null", "WON: null");
            assertThat(stages.totals()).containsExactly(new Total(null, 4, 2, null));
            assertThat(Tables.of(stages, Locale.ENGLISH).rows()).contains(List.of("NEW", "1"), List.of("LOST", "<5"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void restrictedPeopleDoNotCount(Kind kind) {
        try (House house = new House(kind)) {
            house.company(1, "Berg", null);
            house.contact(1, false);
            house.contact(2, false);
            house.deal(1, 1, "NEW", "SEK", 1, "2026-01-01");
            house.deal(2, 1, "NEW", "SEK", 2, "2026-01-01");
            SqlContactRestrictions restrictions = new SqlContactRestrictions(house.database, house);
            house.database.inTransaction((Database.Work<Boolean>) connection -> {
                restrictions.restrict("test", SqlFragment.of("SELECT id FROM contact WHERE id = 2"));
                return true;
            });
            assertThat(shown(house.ask("stage", null, null, CompanyBy.COMPANY))).containsExactly("NEW: 1");
            house.role = Role.SYSTEM_ADMINISTRATOR;
            assertThat(shown(house.ask("stage", null, null, CompanyBy.COMPANY))).containsExactly("NEW: 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAskedWronglyIsSaid(Kind kind) {
        try (House house = new House(kind)) {
            assertThat(house.statistics.reports()).hasSize(4);
            assertThat(house.statistics.reports().get(0).timed()).isTrue();
            assertThat(house.ask("stage", null, null, CompanyBy.COMPANY).totals())
                    .containsExactly(new Total(null, 0, 0, null));
            assertThatThrownBy(() -> house.ask("nonsense", null, null, CompanyBy.COMPANY))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.NOT_FOUND));
            assertThatThrownBy(() -> house.ask("month", "2026-02", "2026-01", CompanyBy.COMPANY))
                    .isInstanceOf(GallraException.class);
        }
    }
}
