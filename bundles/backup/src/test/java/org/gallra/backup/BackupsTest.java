package org.gallra.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.gallra.api.GallraException;
import org.gallra.api.access.Role;
import org.gallra.api.backup.BackupService.Backup;
import org.gallra.api.backup.BackupService.Drill;
import org.gallra.api.backup.BackupService.Method;
import org.gallra.api.ledger.LedgerService;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backups that are taken, proved, kept, and put in the place of what is there. */
class BackupsTest extends Clock implements LedgerService {

    private static final String HEAD = "ab".repeat(32);
    private static final String NAME = "Zacharias Topelius";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final TestUser user = new TestUser("sysop");
    private final List<String> audited = new ArrayList<>();
    private Condition condition = Condition.READY;
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    @SuppressWarnings("NullAway.Init") // every test begins with backups()
    private TestDatabase database;

    /** What was asked of whom, in order. */
    private final List<String> order = new ArrayList<>();

    private LocalBackups backups(Kind kind) {
        return backups(kind, null, 0);
    }

    private LocalBackups backups(Kind kind, @Nullable LocalTime daily, int drillDays) {
        user.become(Role.SYSTEM_ADMINISTRATOR);
        database = TestDatabase.create(kind);
        execute("CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(100))");
        execute("CREATE TABLE hollow (id INT PRIMARY KEY)");
        execute(
                "CREATE TABLE databasechangelog (id VARCHAR(9), author VARCHAR(9), filename VARCHAR(9), md5sum VARCHAR(9))");
        execute("INSERT INTO databasechangelog VALUES ('1', 'a', 'f', 'm')");
        for (int i = 0; i < 50; i++) {
            execute("INSERT INTO person VALUES (" + i + ", '" + NAME + "')");
        }
        Target target = new Target(kind, database.url(), "", "", "");
        return new LocalBackups(
                new LocalBackups.Plan(
                        folder.resolve("backups"), daily, 2, drillDays, List.of("/srv/gallra/keys", "/srv/gallra/etc")),
                () -> {
                    order.add("copy");
                    return Product.of(database, target, "", (k, url, p) -> DriverManager.getConnection(url, p));
                },
                database,
                this,
                user,
                entry -> audited.add(entry.act().code()),
                this,
                "9.9.9");
    }

    @AfterEach
    void end() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aBackupSaysWhatIsInItAndNothingOfAnybody(Kind kind) throws IOException {
        LocalBackups backups = backups(kind);
        Backup backup = backups.create();
        assertThat(backup.name()).isEqualTo("gallra-20260302T100000Z");
        assertThat(backup.tables()).isEqualTo(3);
        assertThat(backup.rows()).isEqualTo(51);
        assertThat(backup.ledgerEntry()).isEqualTo(7);
        assertThat(order).as("the ledger is asked before the copy").endsWith("ledger", "copy");
        assertThat(backups.list()).containsExactly(backup);
        Path place = folder.resolve("backups").resolve(backup.name());
        String manifest = Files.readString(place.resolve("manifest.json"));
        assertThat(manifest)
                .contains("\"entry\" : 7", HEAD, "/srv/ledger", "/srv/gallra/keys", "NEVER", "9.9.9", "\"sets\" : 1")
                .doesNotContain("Topelius");
        assertThat(Manifest.read(place).damages(place)).isEmpty();
        try (Stream<Path> all = Files.walk(folder.resolve("backups"))) {
            for (Path each : all.skip(1).toList()) {
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                assertThat(each.endsWith(".lock") || rights.endsWith("------"))
                        .as(each.toString())
                        .isTrue();
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("backups"))))
                .isEqualTo("rwx------");
        assertThat(audited).containsExactly("backup.begun");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aDrillCountsAndLeavesNothing(Kind kind) throws IOException {
        LocalBackups backups = backups(kind);
        backups.create();
        execute("DELETE FROM person WHERE id > 10"); // what happens later is not in it
        Drill drill = backups.drill();
        assertThat(drill.passed()).isTrue();
        assertThat(drill.method()).isEqualTo(Method.RESTORED);
        assertThat(drill.rows()).isEqualTo(51);
        assertThat(backups.list().get(0).drill()).isEqualTo(drill);
        assertThat(backups.condition().lastDrill()).isEqualTo(drill);
        assertThat(left()).containsExactlyInAnyOrder(".lock", "last-drill.json", "gallra-20260302T100000Z");
        if (kind == Kind.POSTGRESQL) {
            assertThat(database.<List<String>>read(
                            c -> Dumps.texts(c, "SELECT datname FROM pg_database WHERE datname LIKE 'gallra_drill_%'")))
                    .isEmpty();
            Path dump = folder.resolve("backups/gallra-20260302T100000Z/database/gallra.dump");
            assertThat(Dumps.rows(tools(), dump))
                    .containsEntry("person", 50L)
                    .containsEntry("hollow", 0L)
                    .hasSize(3);
        }
    }

    @Test
    void whoMayCreateNoDatabaseReadsTheDumpToItsEnd() throws Exception {
        LocalBackups backups = backups(Kind.POSTGRESQL);
        Path dump = folder.resolve("backups").resolve(backups.create().name()).resolve(Manifest.DATABASE);
        String role = "gallra_low_" + ProcessHandle.current().pid();
        execute("CREATE ROLE " + role);
        try {
            Target target = new Target(Kind.POSTGRESQL, database.url(), "", "", "");
            Product product = new PostgresProduct(limited(role), target, tools(), (k, url, p) -> {
                throw new java.sql.SQLException("nothing is opened", "08001");
            });
            Product.Found found = product.drill(dump, folder);
            assertThat(found.method()).isEqualTo(Method.READ);
            assertThat(found.rows()).containsEntry("person", 50L).hasSize(3);
        } finally {
            execute("DROP ROLE " + role);
        }
    }

    /** Returns the database for a user who has fewer rights. */
    private org.gallra.api.persistence.Database limited(String role) {
        return (org.gallra.api.persistence.Database) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {org.gallra.api.persistence.Database.class},
                (proxy, method, arguments) -> {
                    org.gallra.api.persistence.Database.Work<?> work =
                            (org.gallra.api.persistence.Database.Work<?>) arguments[0];
                    return database.<Object>outside(c -> {
                        try (Statement statement = c.createStatement()) {
                            statement.execute("SET ROLE " + role);
                            try {
                                return work.run(c);
                            } finally {
                                statement.execute("RESET ROLE");
                            }
                        }
                    });
                });
    }

    private PostgresTools tools() {
        return new PostgresTools("", new Target(Kind.POSTGRESQL, database.url(), "", "", ""));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aDamagedBackupFailsItsDrill(Kind kind) throws IOException {
        LocalBackups backups = backups(kind);
        Path place = folder.resolve("backups").resolve(backups.create().name());
        Path file = place.resolve(Manifest.read(place).files().get(0).path());
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        Drill drill = backups.drill();
        assertThat(drill.passed()).isFalse();
        assertThat(drill.differences()).containsExactly("*");
        assertThat(left()).doesNotContain(".work-drill-gallra-20260302T100000Z");
    }

    @Test
    void missingRowsFailADrill() throws IOException {
        LocalBackups backups = backups(Kind.DERBY);
        Path place = folder.resolve("backups").resolve(backups.create().name());
        Path manifest = place.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\" : 50", "\" : 51"));
        Drill drill = backups.drill();
        assertThat(drill.passed()).isFalse();
        assertThat(drill.differences()).containsExactly("person");
    }

    @Test
    void noBackupIsMadeOfADatabaseWithPeopleWhoAreBeingErasedAgain() {
        LocalBackups backups = backups(Kind.DERBY);
        condition = Condition.BEHIND;
        assertThat(code(backups::create)).isEqualTo(GallraException.Code.UNAVAILABLE);
        assertThat(backups.list()).isEmpty();
        assertThat(audited).isEmpty();
    }

    @Test
    void halfABackupIsNone() throws IOException {
        LocalBackups backups = backups(Kind.DERBY);
        Path left = Files.createDirectories(folder.resolve("backups/.work-gallra-20260101T000000Z/database"));
        Files.createDirectories(folder.resolve("backups/gallra-20260102T000000Z"));
        assertThat(backups.list()).isEmpty();
        assertThatThrownBy(backups::drill).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(GallraException.Code.NOT_FOUND));
        assertThat(left).doesNotExist();
    }

    @Test
    void oneThatFailsLeavesNothingAndSaysWhy() throws IOException {
        LocalBackups backups = backups(Kind.DERBY);
        LocalBackups failing = new LocalBackups(
                backups.plan(),
                () -> {
                    throw new PostgresTools.ToolException("pg_dump is not there. " + PostgresTools.INSTALL, true);
                },
                database,
                this,
                user,
                entry -> audited.add(entry.act().code()),
                this,
                "9.9.9");
        assertThatThrownBy(failing::create)
                .isInstanceOf(GallraException.class)
                .hasMessageContaining("Install PostgreSQL's client programs");
        assertThat(audited).containsExactly("backup.begun", "backup.failed");
        assertThat(left()).containsExactly(".lock");
    }

    @Test
    void onlyOneAtATimeAndOnlyByAdministrators() throws Exception {
        LocalBackups backups = backups(Kind.DERBY);
        Files.createDirectories(folder.resolve("backups"));
        Process holder = hold(folder.resolve("backups/.lock"));
        try {
            assertThat(code(backups::create)).isEqualTo(GallraException.Code.CONFLICT);
            assertThat(code(backups::drill)).isEqualTo(GallraException.Code.CONFLICT);
        } finally {
            holder.destroyForcibly().waitFor();
        }
        user.become(Role.USER);
        assertThat(code(backups::create)).isEqualTo(GallraException.Code.FORBIDDEN);
        assertThat(code(backups::drill)).isEqualTo(GallraException.Code.FORBIDDEN);
        assertThat(code(backups::list)).isEqualTo(GallraException.Code.FORBIDDEN);
        assertThat(audited).isEmpty();
    }

    private static GallraException.@Nullable Code code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(GallraException.class, call)
                .code();
    }

    /** Has another process hold a file, as another node or a server does. */
    private static Process hold(Path file) throws IOException {
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(holder.getInputStream().read()).isEqualTo('h');
        return holder;
    }

    @Test
    void theNewestAreKeptAndDrillsAreMadeInTime() {
        LocalBackups backups = backups(Kind.DERBY, LocalTime.of(2, 30), 2);
        for (int day = 0; day < 4; day++) {
            backups.tick(ZoneOffset.UTC);
            backups.tick(ZoneOffset.UTC);
            now = now.plusSeconds(86_400);
        }
        assertThat(backups.list())
                .extracting(Backup::name)
                .containsExactly("gallra-20260305T100000Z", "gallra-20260304T100000Z");
        assertThat(audited.stream().filter("backup.begun"::equals)).hasSize(4);
        assertThat(audited.stream().filter("backup.pruned"::equals)).hasSize(2);
        assertThat(audited.stream().filter("backup.drilled"::equals)).hasSize(2);
        assertThat(backups.condition().scheduled()).isTrue();
        assertThat(backups.condition().lastBackup()).isEqualTo(Instant.parse("2026-03-05T10:00:00Z"));
    }

    @Test
    void aBackupIsDueOnceADay() {
        backups(Kind.DERBY);
        LocalTime at = LocalTime.of(2, 30);
        Instant day = Instant.parse("2026-03-02T02:30:00Z");
        assertThat(LocalBackups.due(day, at, ZoneOffset.UTC, null)).isTrue();
        assertThat(LocalBackups.due(day, at, ZoneOffset.UTC, day.minusSeconds(1)))
                .isTrue();
        assertThat(LocalBackups.due(day, at, ZoneOffset.UTC, day)).isFalse();
        assertThat(LocalBackups.due(day.minusSeconds(1), at, ZoneOffset.UTC, day.minusSeconds(86_400)))
                .isFalse();
        assertThat(LocalBackups.due(day.minusSeconds(1), at, ZoneOffset.UTC, day.minusSeconds(86_401)))
                .isTrue();
    }

    @Test
    void derbyIsRestoredFromItsFilesAndTheReplacedOneIsKeptOrGone() throws Exception {
        LocalBackups backups = backups(Kind.DERBY);
        Backup backup = backups.create();
        Path base = server("databaseName = " + folder.resolve("base/data/derby/gallra"));
        Path place = folder.resolve("base/data/derby/gallra");
        String backupFolder = folder.resolve("backups").resolve(backup.name()).toString();
        assertThat(restore(base, backupFolder)).contains("There is no erasure ledger");
        ledger(base);
        assertThat(restore(base, backupFolder)).contains("Restored gallra-20260302T100000Z", "after entry 7");
        assertThat(count("jdbc:derby:" + place)).isEqualTo(50);
        stop(place);
        now = now.plusSeconds(60);
        assertThat(restore(base, backupFolder)).contains("is kept", "HOLDS PERSONAL DATA");
        assertThat(place.resolveSibling("gallra-replaced-20260302T100100Z")).isDirectory();
        now = now.plusSeconds(60);
        assertThat(restore(base, backupFolder, "--discard")).contains("is removed");
        assertThat(place.resolveSibling("gallra-replaced-20260302T100200Z")).doesNotExist();
        assertThat(count("jdbc:derby:" + place)).isEqualTo(50);
        stop(place);
    }

    @Test
    void postgresIsRestoredIntoItsDatabaseWithoutWhatCameLater() throws Exception {
        LocalBackups backups = backups(Kind.POSTGRESQL);
        Backup backup = backups.create();
        execute("CREATE TABLE later (id INT PRIMARY KEY, person INT REFERENCES person (id))");
        execute("INSERT INTO later VALUES (1, 3)");
        execute("UPDATE person SET name = NULL");
        TestDatabase used = database;
        String url = used.url();
        Path base = server("url = " + url, "user = ", "password = ");
        ledger(base);
        String backupFolder = folder.resolve("backups").resolve(backup.name()).toString();
        ((AutoCloseable) used.dataSource()).close();
        try (Connection other = DriverManager.getConnection(url)) {
            assertThat(other.isValid(1)).isTrue();
            assertThat(restore(base, backupFolder)).contains("Somebody is connected");
        }
        assertThat(restore(base, backupFolder))
                .contains("Restored", "replaced-20260302T100000Z.dump", "HOLDS PERSONAL DATA");
        assertThat(count(url)).isEqualTo(50);
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(Tables.names(connection)).doesNotContain("later");
        }
        assertThat(folder.resolve("backups/replaced-20260302T100000Z.dump")).isRegularFile();
        now = now.plusSeconds(60);
        assertThat(restore(base, backupFolder, "--discard")).contains("is removed");
        assertThat(folder.resolve("backups/replaced-20260302T100100Z.dump")).doesNotExist();
    }

    @Test
    void nothingIsRestoredUnderARunningServerOrFromADamagedBackup() throws Exception {
        LocalBackups backups = backups(Kind.DERBY);
        Path backup = folder.resolve("backups").resolve(backups.create().name());
        Path base = server("databaseName = " + folder.resolve("base/data/derby/gallra"));
        ledger(base);
        assertThat(restore(base, folder.toString())).contains("is no backup");
        assertThat(restore(base, backup.toString(), "--nonsense")).contains("Usage");
        Files.writeString(backup.resolve("database/derby/extra"), "x");
        assertThat(restore(base, backup.toString())).contains("is damaged", "Nothing was changed");
        Files.delete(backup.resolve("database/derby/extra"));
        Path place = Files.createDirectories(folder.resolve("base/data/derby/gallra"));
        Process holder = hold(base.resolve("lock"));
        try {
            assertThat(restore(base, backup.toString())).contains("The server runs");
            assertThat(place).isEmptyDirectory();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        Files.writeString(
                base.resolve("etc").resolve(Target.FILE),
                "databaseName = " + place + "\nconnectionAttributes = dataEncryption=true;bootPassword=\n");
        assertThat(restore(base, backup.toString())).contains("key of the database is missing");
        Files.writeString(base.resolve("etc").resolve(Target.FILE), "url = jdbc:postgresql:crm\n");
        assertThat(restore(base, backup.toString())).contains("The backup is of DERBY");
    }

    /** What comes from elsewhere is believed nothing: neither what it says of itself, nor that its files are files. */
    @Test
    void aHostileBackupIsRefusedAndNothingChanges() throws Exception {
        LocalBackups backups = backups(Kind.DERBY);
        Path backup = folder.resolve("backups").resolve(backups.create().name());
        Path place = Files.createDirectories(folder.resolve("base/data/derby/gallra"));
        Path base = server("databaseName = " + place);
        ledger(base);
        Path file = backup.resolve(Manifest.FILE);
        String good = Files.readString(file);
        for (String bad : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"format\":1}",
                "{\"a\":".repeat(5_000),
                good.replace("\"ledger\"", "\"other\""),
                good.replace("2026-03-02T10:00:00Z", "yesterday"),
                good.replaceFirst("\"path\" : \"[^\"]*\"", "\"path\" : null"),
                good.replaceFirst("\\{\\s*\"least\"[^}]*}", "null"),
                good + " ".repeat(17 * 1024 * 1024))) {
            Files.writeString(file, bad);
            assertThat(restore(base, backup.toString())).contains(Manifest.FILE).containsAnyOf("not what", "larger");
            assertThat(backups.list()).as("nobody stumbles over it").isEmpty();
        }
        for (String path : List.of("../../../etc/passwd", "/etc/passwd", "database/derby/../../../x", "a\\\\u0000b")) {
            Files.writeString(file, good.replaceFirst("\"path\" : \"[^\"]*\"", "\"path\" : \"" + path + "\""));
            assertThat(restore(base, backup.toString())).contains("is missing", "Nothing was changed");
        }
        Files.writeString(file, good);
        Path one = backup.resolve(Manifest.read(backup).files().get(0).path());
        Path outside = Files.move(one, folder.resolve("outside"));
        Files.createSymbolicLink(one, outside);
        assertThat(restore(base, backup.toString())).contains("is a link", "Nothing was changed");
        Files.move(outside, one, StandardCopyOption.REPLACE_EXISTING);
        Path more = Files.createSymbolicLink(backup.resolve("database/derby/more"), folder);
        assertThat(restore(base, backup.toString())).contains("more does not belong", "Nothing was changed");
        Files.delete(more);
        assertThat(place).isEmptyDirectory();
        assertThat(restore(base, backup.toString())).contains("Restored");
    }

    @Test
    void aDumpOfOtherTablesIsNotRestored() throws Exception {
        LocalBackups backups = backups(Kind.POSTGRESQL);
        Path backup = folder.resolve("backups").resolve(backups.create().name());
        execute("CREATE TABLE later (id INT PRIMARY KEY)");
        String url = database.url();
        Path base = server("url = " + url, "user = ", "password = ");
        ledger(base);
        ((AutoCloseable) database.dataSource()).close();
        Path file = backup.resolve(Manifest.FILE);
        Files.writeString(file, Files.readString(file).replace("\"hollow\"", "\"later\""));
        assertThat(restore(base, backup.toString())).contains("other tables", "Nothing was changed");
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(Tables.names(connection)).contains("later", "hollow");
        }
        assertThat(left()).noneMatch(name -> name.startsWith("replaced-"));
    }

    /** The program has the jars of the distribution and no OSGi: whatever it loads must do without a log. */
    @Test
    void theProgramNeedsNoLog() throws Exception {
        database = TestDatabase.create(Kind.DERBY);
        execute("CREATE TABLE nothing (id INT)");
        for (Class<?> type : List.of(
                Restore.class,
                DerbyRestore.class,
                PostgresRestore.class,
                PostgresTools.class,
                Dumps.class,
                Tables.class,
                Target.class,
                Trees.class,
                Manifest.class)) {
            try (var in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                assertThat(new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1))
                        .as(type.getSimpleName())
                        .doesNotContain("org/slf4j", "org/osgi/framework", "PostgresProduct.");
            }
        }
    }

    /** Holds a file as a server does. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                System.out.print("held");
                System.out.flush();
                System.in.read(); // until the test ends it
            }
        }
    }

    private Path server(String... lines) throws IOException {
        Path base = Files.createDirectories(folder.resolve("base"));
        Files.createDirectories(base.resolve("etc"));
        Files.write(base.resolve("etc").resolve(Target.FILE), List.of(lines));
        return base;
    }

    private static void ledger(Path base) throws IOException {
        Files.createDirectories(base.resolve("ledger"));
        Files.writeString(base.resolve("ledger/ledger-1.jsonl"), "");
    }

    private String restore(Path base, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Restore(base, base.resolve("etc"), Map.of(), this, new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(arguments);
        return said.toString(StandardCharsets.UTF_8);
    }

    private static long count(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Tables.count(connection).getOrDefault("person", 0L);
        }
    }

    private static void stop(Path place) {
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:derby:" + place + ";shutdown=true"))
                .isInstanceOf(java.sql.SQLException.class);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("backups"))) {
            return all.map(p -> p.getFileName().toString()).toList();
        }
    }

    private void execute(String sql) {
        database.inTransaction(c -> {
            try (Statement statement = c.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Override
    public LedgerState state() {
        order.add("ledger");
        return new LedgerState(condition, null, "/srv/ledger", UUID.nameUUIDFromBytes(new byte[1]), 7, HEAD, 7, now);
    }

    @Override
    public LedgerState verify() {
        return state();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
