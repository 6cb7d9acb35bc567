package org.gallra.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.DepartedBundles.Erased;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is dropped of a departed bundle, and above all what is not. */
class KeptDataTest {

    private static final Instant TODAY = Instant.parse("2026-11-25T10:00:00Z");

    /** A database with the register's tables, two bundles' and what Liquibase remembers of them. */
    private static final class World implements AutoCloseable {

        private final TestDatabase database;
        private final Register register;
        private List<Register.Present> present = new ArrayList<>();

        World(Kind kind) {
            database = TestDatabase.of(kind, "register");
            execute("CREATE TABLE acme_visit (id BIGINT NOT NULL PRIMARY KEY, note VARCHAR(200))");
            execute("CREATE TABLE acme_line (id BIGINT NOT NULL PRIMARY KEY, visit BIGINT REFERENCES acme_visit (id))");
            execute("INSERT INTO acme_visit VALUES (1, '=1+1'), (2, 'a \"b\", c')");
            execute("INSERT INTO acme_line VALUES (1, 1)");
            for (String file : List.of("db/acme/changelog.xml", "db/acme/two.xml", "db/changelog.xml")) {
                execute(
                        "INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype) VALUES"
                                + " ('1', 'acme', '" + file + "', CURRENT_TIMESTAMP, 1, 'EXECUTED')");
            }
            BudgetedCalls calls = new BudgetedCalls(new Everybody(), id -> null, Clock.systemUTC());
            Offers offers = new Offers(calls);
            register = new Register(database, offers, new Stores(offers, calls));
        }

        World with(Declared... bundles) {
            present = new ArrayList<>();
            for (Declared bundle : bundles) {
                present.add(new Register.Present(bundle, true, null));
            }
            register.look(present);
            return this;
        }

        KeptData kept(Instant now) {
            return new KeptData(
                    register,
                    () -> register.look(present),
                    database,
                    new Everybody(),
                    Clock.fixed(now, ZoneOffset.UTC));
        }

        void execute(String statement) {
            database.inTransaction(c -> c.createStatement().execute(statement));
        }

        List<String> tables() {
            return database.read(c -> {
                Tables tables = Tables.read(c, database.kind());
                return List.of("acme_line", "acme_visit", "foreign_row", "register_declaration").stream()
                        .filter(t -> !tables.columns(t).isEmpty())
                        .toList();
            });
        }

        List<String> changelogs() {
            return database.read(c -> Sql.list(
                    c,
                    SqlFragment.of("SELECT DISTINCT filename FROM databasechangelog ORDER BY filename"),
                    row -> row.getString(1)));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static Declared bundle(String name, @Nullable String changelog, Set<String> tables) {
        List<Declared.Plain> plain =
                tables.stream().map(t -> new Declared.Plain(t, Set.of("id"))).toList();
        return new Declared(
                name,
                "1.0.0",
                new Text("Besök", "Visits"),
                null,
                List.of(),
                List.of(),
                plain,
                changelog,
                changelog == null ? null : tables,
                List.of(),
                List.of());
    }

    private static Declared acme(String changelog) {
        return bundle("com.acme", changelog, Set.of("acme_visit", "acme_line"));
    }

    @ParameterizedTest
    @EnumSource
    void tablesRowsAndChangeSetsGo(Kind kind) {
        try (World world = new World(kind).with(acme("db/acme/changelog.xml")).with()) {
            KeptData kept = world.kept(TODAY);
            assertThat(kept.erase("com.acme").rows()).isEqualTo(3);
            assertThat(world.tables()).containsExactly("register_declaration");
            assertThat(world.changelogs()).containsExactly("db/changelog.xml", "db/register/changelog.xml");
            assertThat(kept.erased()).extracting(Erased::bundle).containsExactly("com.acme");
            assertThat(world.register.snapshot().contributors()).isEmpty();
            assertThatThrownBy(() -> kept.erase("com.acme")).isInstanceOf(GallraException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatGoesOnUnderANewNameStays(Kind kind) {
        Declared renamed = bundle("com.acme.visits", "db/acme/changelog.xml", Set.of("acme_visit", "acme_line"));
        try (World world = new World(kind).with(acme("db/acme/changelog.xml")).with(renamed)) {
            assertThat(world.kept(TODAY).erase("com.acme").rows()).isZero();
            assertThat(world.tables()).contains("acme_visit", "acme_line");
            assertThat(world.changelogs()).contains("db/acme/changelog.xml", "db/acme/two.xml");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangelogInTheCommonFolderTakesNoOtherAlong(Kind kind) {
        try (World world = new World(kind).with(acme("db/changelog.xml")).with()) {
            world.kept(TODAY).erase("com.acme");
            assertThat(world.changelogs())
                    .containsExactly("db/acme/changelog.xml", "db/acme/two.xml", "db/register/changelog.xml");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingGoesWhileOthersPointToIt(Kind kind) {
        try (World world = new World(kind).with(acme("db/acme/changelog.xml")).with()) {
            world.execute("CREATE TABLE foreign_row (id BIGINT REFERENCES acme_visit (id))");
            assertThatThrownBy(() -> world.kept(TODAY).erase("com.acme"))
                    .isInstanceOfSatisfying(
                            GallraException.class,
                            e -> assertThat(e.text().en()).contains("acme_visit", "foreign_row"));
            assertThat(world.tables()).contains("acme_visit", "acme_line", "foreign_row");
            assertThat(world.changelogs()).contains("db/acme/changelog.xml");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesThatItOnlyDeclaresAreNotItsOwn(Kind kind) {
        Declared thief = bundle("evil.thief", null, Set.of("acme_visit"));
        try (World world =
                new World(kind).with(acme("db/acme/changelog.xml"), thief).with(acme("db/acme/changelog.xml"))) {
            assertThat(world.kept(TODAY).erase("evil.thief").rows()).isZero();
            assertThat(world.tables()).contains("acme_visit");
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsKeptUntilTheDayHasPassed(Kind kind) {
        try (World world = new World(kind).with(acme("db/acme/changelog.xml")).with()) {
            KeptData now = world.kept(TODAY);
            assertThatThrownBy(() -> now.keepUntil("com.acme", LocalDate.of(2026, 11, 25)))
                    .isInstanceOf(GallraException.class);
            now.keepUntil("com.acme", LocalDate.of(2026, 12, 31));
            assertThat(world.register.snapshot().contributors().get(0).departure())
                    .isNotNull();
            world.kept(Instant.parse("2026-12-31T23:00:00Z")).eraseDue();
            assertThat(world.tables()).contains("acme_visit");
            world.kept(Instant.parse("2027-01-01T00:10:00Z")).eraseDue();
            assertThat(world.tables()).doesNotContain("acme_visit", "acme_line");
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsHandedOverAsFilesThatNoSpreadsheetExecutes(Kind kind) throws IOException {
        try (World world = new World(kind).with(acme("db/acme/changelog.xml")).with()) {
            assertThat(world.kept(TODAY).rows("com.acme").toString()).isEqualTo("{acme_line=1, acme_visit=2}");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            world.kept(TODAY).handOver("com.acme", out);
            List<String> files = new ArrayList<>();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    files.add(entry.getName() + ":" + new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            assertThat(files)
                    .containsExactly(
                            "acme_line.csv:id,visit\r\n1,1\r\n",
                            "acme_visit.csv:id,note\r\n1,'=1+1\r\n2,\"a \"\"b\"\", c\"\r\n");
            assertThat(world.tables()).contains("acme_visit");
        }
    }
}
