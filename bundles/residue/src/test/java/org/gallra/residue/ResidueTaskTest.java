package org.gallra.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.erasure.ErasureTraces;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.residue.ResidueService.Outcome;
import org.gallra.api.residue.ResidueService.Run;
import org.gallra.api.residue.ResidueService.Setting;
import org.gallra.api.residue.ResidueService.When;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the task does, when, and what it leaves to others. */
class ResidueTaskTest implements AccessControl, ErasureTraces {

    private static final Instant NIGHT = Instant.parse("2026-03-02T02:10:00Z");

    private Role role = Role.SYSTEM_ADMINISTRATOR;
    private Instant now = NIGHT;
    private final List<Trace> traces = new ArrayList<>();
    private final List<String> cleaned = new ArrayList<>();
    private CountDownLatch busy = new CountDownLatch(0);
    private CountDownLatch asked = new CountDownLatch(0);

    @SuppressWarnings("NullAway.Init") // every test begins with task()
    private TestDatabase database;

    private @Nullable ResidueTask last;

    private ResidueTask task(Kind kind) {
        database = TestDatabase.of(kind, "residue");
        execute("CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(100))");
        for (int i = 0; i < 300; i++) {
            execute("INSERT INTO person VALUES (" + i + ", 'Zacharias Topelius')");
        }
        execute("UPDATE person SET name = NULL");
        return again();
    }

    private ResidueTask again() {
        last = new ResidueTask(database, this, this, clock(), ZoneOffset.UTC);
        return last;
    }

    private static Run run(ResidueTask task) {
        return Objects.requireNonNull(task.state().run());
    }

    @AfterEach
    void end() {
        if (last != null) {
            last.stop();
        }
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void itWritesTablesAnewAndForgetsTheirTraces(Kind kind) {
        traces.add(new Trace("person", NIGHT.minusSeconds(60), NIGHT.minusSeconds(5), false));
        traces.add(new Trace("gone", NIGHT.minusSeconds(60), NIGHT.minusSeconds(60), false));
        ResidueTask task = task(kind);
        task.begin();
        task.await();
        Run run = run(task);
        assertThat(run.finishedAt()).isNotNull();
        assertThat(run.startedBy()).isEqualTo("ulf");
        assertThat(run.steps()).allMatch(s -> s.outcome() == Outcome.DONE);
        assertThat(run.steps()).anyMatch(s -> "person".equals(s.table()));
        assertThat(run.complete()).isTrue();
        assertThat(cleaned).containsExactly("person", "gone");
        assertThat(task.state().running()).isFalse();
        assertThat(number("SELECT COUNT(*) FROM residue_filler")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void oneRunAtATimeAndItWaitsForActs(Kind kind) throws InterruptedException {
        traces.add(new Trace("person", NIGHT, NIGHT, false));
        busy = new CountDownLatch(1);
        asked = new CountDownLatch(1);
        ResidueTask task = task(kind);
        task.begin();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(task.state().running()).isTrue();
        assertThat(run(task).steps()).isEmpty();
        assertThatThrownBy(() -> task.begin()).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(GallraException.Code.CONFLICT));
        busy.countDown();
        task.await();
        assertThat(run(task).complete()).isTrue();
    }

    @Test
    void aTableThatIsHeldStaysToBeDone() throws SQLException {
        traces.add(new Trace("person", NIGHT, NIGHT, false));
        ResidueTask task = task(Kind.DERBY);
        execute("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.locks.waitTimeout', '1')");
        try (Connection holder = held()) {
            task.begin();
            task.await();
            holder.rollback();
        }
        assertThat(run(task).complete()).isFalse();
        assertThat(run(task).steps().get(0).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(cleaned).isEmpty();
        task.begin();
        task.await();
        assertThat(cleaned).containsExactly("person");
    }

    @Test
    void aTableThatIsHeldIsGivenUpSoonOnPostgres() throws SQLException {
        task(Kind.POSTGRESQL);
        List<Done> steps = new ArrayList<>();
        try (Connection holder = held()) {
            assertThat(rewritten(steps)).isFalse();
            holder.rollback();
        }
        assertThat(steps).extracting(Done::outcome).containsExactly(Outcome.DONE, Outcome.FAILED);
        assertThat(rewritten(steps)).isTrue();
    }

    private boolean rewritten(List<Done> steps) {
        return database.outside(c -> new PostgresSequence("100ms").table(c, "person", steps::add));
    }

    @Test
    void whatTheUserOfTheDatabaseMayNotIsLeftToAnOperator() {
        task(Kind.POSTGRESQL);
        List<Done> steps = new ArrayList<>();
        database.outside(c -> {
            Statements.run(c, "DROP ROLE IF EXISTS residue_plain");
            Statements.run(c, "CREATE ROLE residue_plain");
            Statements.run(c, "GRANT ALL ON residue_filler TO residue_plain");
            Statements.run(c, "SET ROLE residue_plain");
            try {
                return new PostgresSequence().database(c, steps::add);
            } finally {
                Statements.run(c, "RESET ROLE");
            }
        });
        assertThat(steps).hasSize(3).allMatch(s -> s.outcome() == Outcome.FOR_OPERATOR && s.command() != null);
        assertThat(String.valueOf(steps.get(0).command()))
                .contains("psql -U postgres -d gallra_test_")
                .contains("-c \"VACUUM FULL pg_catalog.pg_statistic\"");
        assertThat(steps.get(0).step().text().sv()).isNotEmpty();
    }

    private Connection held() throws SQLException {
        Connection holder = database.dataSource().getConnection();
        holder.setAutoCommit(false);
        try (var statement = holder.createStatement()) {
            statement.execute("UPDATE person SET name = 'x' WHERE id = 1");
        }
        return holder;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void itRunsAtNightByItself(Kind kind) {
        ResidueTask task = task(kind);
        task.change(1, When.NIGHT, 3);
        traces.add(new Trace("person", NIGHT, NIGHT, false));
        task.tick();
        task.await();
        assertThat(task.last()).isNull();
        now = NIGHT.plus(Duration.ofHours(1));
        task.tick();
        task.await();
        assertThat(run(task).startedBy()).isEqualTo("system");
        Instant first = run(task).startedAt();
        traces.add(new Trace("person", now, now, false));
        now = now.plus(Duration.ofMinutes(20));
        task.tick();
        task.await();
        assertThat(run(task).startedAt()).isEqualTo(first);
        now = now.plus(Duration.ofHours(36)); // in the afternoon, after two nights without a server
        task.tick();
        task.await();
        assertThat(run(task).startedAt()).isAfter(first);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void itRunsAfterActsIfWanted(Kind kind) {
        ResidueTask task = task(kind);
        task.change(1, When.AFTER_ACTS, 3);
        task.tick();
        task.await();
        assertThat(task.last()).isNull();
        traces.add(new Trace("person", NIGHT, NIGHT, false));
        task.tick();
        task.await();
        assertThat(cleaned).containsExactly("person");
        assertThatThrownBy(() -> task.change(1, When.NIGHT, 3))
                .isInstanceOfSatisfying(
                        GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.STALE));
        assertThatThrownBy(() -> task.change(2, When.NIGHT, 24)).isInstanceOf(GallraException.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void itIsOfferedOnPostgres(Kind kind) {
        traces.add(new Trace("person", NIGHT, NIGHT, false));
        ResidueTask task = task(kind);
        assertThat(task.state().plan().when()).isEqualTo(kind == Kind.DERBY ? When.NIGHT : When.BY_HAND);
        assertThat(task.state().pending()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatACrashCutOffIsNotTakenForARun(Kind kind) {
        ResidueTask task = task(kind);
        database.inNewTransaction(c -> TaskStore.begin(c, "ulf", 5, NIGHT, Duration.ZERO));
        task.stop();
        task = again();
        now = NIGHT.plus(Duration.ofMinutes(10));
        assertThat(task.state().running()).isFalse();
        assertThat(run(task).complete()).isFalse();
        task.begin();
        task.await();
        assertThat(run(task).complete()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRunThatWasCutOffWhileTheClockWasAheadKeepsNoOther(Kind kind) {
        ResidueTask task = task(kind);
        Instant ahead = NIGHT.plus(Duration.ofDays(1));
        database.inNewTransaction(c -> TaskStore.begin(c, "ulf", 5, ahead, Duration.ZERO));
        now = NIGHT;
        assertThat(task.state().running()).isFalse();
        task.begin();
        task.await();
        assertThat(run(task).complete()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void statisticsForgetValues(Kind kind) {
        ResidueTask task = task(kind);
        execute("UPDATE person SET name = 'Zacharias Topelius'");
        String statistics = "SELECT COUNT(*) FROM pg_stats WHERE tablename = 'person'"
                + " AND CAST(most_common_vals AS text) LIKE '%Topelius%'";
        if (kind == Kind.POSTGRESQL) {
            execute("ANALYZE person");
            assertThat(number(statistics)).isEqualTo(1);
        }
        execute("UPDATE person SET name = NULL");
        traces.add(new Trace("person", NIGHT, NIGHT, false));
        now = NIGHT.plus(Duration.ofHours(6));
        task.tick();
        if (kind == Kind.POSTGRESQL) {
            assertThat(number(statistics)).isZero();
        }
        assertThat(traces.get(0).analyzed()).isEqualTo(kind == Kind.POSTGRESQL);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theDoctorNamesWhatKeepsCopies(Kind kind) {
        List<Setting> settings = task(kind).settings();
        assertThat(settings).extracting(Setting::name).doesNotHaveDuplicates();
        if (kind == Kind.DERBY) {
            assertThat(settings).anyMatch(s -> s.name().equals("dataEncryption") && !s.fine());
            assertThat(settings).anyMatch(s -> s.name().equals("logArchiveMode") && s.fine());
            return;
        }
        assertThat(settings)
                .anyMatch(s -> s.name().equals("wal_recycle")
                        && !s.fine()
                        && s.current().equals("on")
                        && String.valueOf(s.command()).contains("ALTER SYSTEM SET wal_recycle = 'off'"));
        assertThat(settings).anyMatch(s -> s.name().equals("log_statement") && s.fine() && s.command() == null);
        assertThat(settings)
                .anyMatch(s -> s.name().equals("min_wal_size") && s.wanted().equals("32MB"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyAdministratorsSeeIt(Kind kind) {
        ResidueTask task = task(kind);
        role = Role.USER;
        for (Runnable call : List.<Runnable>of(
                () -> task.state(), () -> task.begin(), () -> task.settings(), () -> task.change(1, When.NIGHT, 1))) {
            assertThatThrownBy(call::run).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                    .isEqualTo(GallraException.Code.FORBIDDEN));
        }
    }

    private void execute(String sql) {
        database.outside(c -> {
            Statements.run(c, sql);
            return true;
        });
    }

    private long number(String sql) {
        return database.read(c -> Long.parseLong(Statements.text(c, sql)));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    @Override
    public synchronized List<Trace> traces() {
        return List.copyOf(traces);
    }

    @Override
    public synchronized void analyzed(String table, Instant through) {
        traces.replaceAll(t -> t.table().equals(table) ? new Trace(t.table(), t.first(), t.last(), true) : t);
    }

    @Override
    public synchronized void cleaned(String table, Instant through) {
        cleaned.add(table);
        traces.removeIf(t -> t.table().equals(table) && !t.last().isAfter(through));
    }

    @Override
    public boolean busy() {
        asked.countDown();
        return busy.getCount() > 0;
    }

    @Override
    public Caller caller() {
        return new Caller("ulf", role, role.permissions());
    }

    @Override
    public Caller require(Permission permission) {
        if (!caller().may(permission)) {
            throw new GallraException(GallraException.Code.FORBIDDEN, Text.same("no"));
        }
        return caller();
    }

    @Override
    public <T> T callAs(Caller caller, Supplier<T> work) {
        return work.get();
    }
}
