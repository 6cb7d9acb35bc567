package org.gallra.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.Role;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditKind;
import org.gallra.api.audit.AuditTrail.Entry;
import org.gallra.api.audit.AuditTrail.Query;
import org.gallra.api.audit.AuditTrail.State;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log on both databases: what is written stands in an unbroken chain, and what was tampered with is noticed. */
class AuditLogTest {

    private static final Query ALL = new Query(null, null, null, null, null, null, null, 200);

    private final TestUser user = new TestUser("anna");
    private final List<Stored> copied = new CopyOnWriteArrayList<>();

    /** A log on a database. */
    private final class World implements AutoCloseable {
        private final TestDatabase database;
        private final Chain chain;
        private final SqlAuditLog log;
        private final SqlAuditTrail trail;

        World(Kind kind) {
            this(TestDatabase.of(kind, "audit"));
        }

        World(TestDatabase database) {
            user.become(Role.SYSTEM_ADMINISTRATOR);
            this.database = database;
            this.chain = new Chain(database, Clock.systemUTC(), copied::addAll, null);
            this.log = new SqlAuditLog(database, user, chain, Clock.systemUTC());
            this.trail = new SqlAuditTrail(database, user, log, chain);
        }

        List<Entry> entries() {
            return trail.list(ALL).items();
        }

        void sql(String sql) {
            database.inNewTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate(sql);
                }
            });
        }

        @Override
        public void close() {
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEntrySaysWhoWhatWhenAndWhichAndIsChained(Kind kind) {
        try (World world = new World(kind)) {
            UUID hold = UUID.randomUUID();
            Instant before = Instant.now().minusSeconds(1);
            world.log.record(AuditEntry.of(TestActs.PLACED)
                    .on("hold", hold)
                    .count("contacts", 3)
                    .details("ground", "until"));
            world.log.record(AuditEntry.of(TestActs.LIFTED).by("bertil"));
            assertThat(world.entries()).allMatch(entry -> entry.number() == null);
            State state = world.trail.verify();
            assertThat(state.problem()).isNull();
            assertThat(state.entries()).isEqualTo(2);
            Entry entry = world.entries().get(1);
            assertThat(entry.at()).isAfter(before);
            assertThat(entry.user()).isEqualTo("anna");
            assertThat(entry.act()).isEqualTo("test.placed");
            assertThat(entry.kind()).isEqualTo(AuditKind.HOLD);
            assertThat(entry.label().sv()).isEqualTo("Stopp PLACED");
            assertThat(entry.type()).isEqualTo("hold");
            assertThat(entry.record()).isEqualTo(hold.toString());
            assertThat(entry.counts()).containsEntry("contacts", 3L);
            assertThat(entry.details()).containsExactly("ground", "until");
            assertThat(entry.number()).isEqualTo(1);
            assertThat(world.entries().get(0).user()).isEqualTo("bertil");
            assertThat(copied).extracting(Stored::act).containsExactly("test.placed", "test.lifted");
            // another node knows the words from the database
            World other = new World(world.database);
            assertThat(other.entries().get(0).label().en()).isEqualTo("Hold LIFTED");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEntryGoesWithItsAct(Kind kind) {
        try (World world = new World(kind)) {
            assertThatThrownBy(() -> world.database.inTransaction(connection -> {
                        world.log.record(AuditEntry.of(TestActs.PLACED));
                        throw new IllegalStateException("the act failed");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(world.entries()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatCannotBeWrittenIsRefused(Kind kind) {
        try (World world = new World(kind)) {
            world.log.record(AuditEntry.of(TestActs.PLACED));
            world.sql("DROP TABLE audit_entry");
            assertThatThrownBy(() -> world.log.record(AuditEntry.of(TestActs.PLACED)))
                    .isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                            .isEqualTo(GallraException.Code.UNAVAILABLE));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tamperingIsNoticed(Kind kind) {
        List<String> crimes = List.of(
                "UPDATE audit_entry SET user_name = 'bertil' WHERE seq = 3",
                "UPDATE audit_entry SET details = 'other' WHERE seq = 3",
                "UPDATE audit_entry SET counts = 'contacts=1' WHERE seq = 3",
                "DELETE FROM audit_entry WHERE seq = 3",
                "DELETE FROM audit_entry WHERE seq = 5",
                "UPDATE audit_entry SET seq = 9 WHERE seq = 3",
                "INSERT INTO audit_entry (public_id, happened_at, act, kind, counts, details, seq, hash) SELECT"
                        + " '00000000-0000-0000-0000-000000000000', happened_at, act, kind, counts, details, seq, hash FROM"
                        + " audit_entry WHERE seq = 3");
        try (World first = new World(kind)) {
            for (int i = 0; i < 5; i++) {
                first.log.record(AuditEntry.of(TestActs.PLACED).count("contacts", i));
            }
            assertThat(first.trail.verify().problem()).isNull();
            for (String crime : crimes) {
                try (World world = new World(first.database.copy())) {
                    assertThat(world.trail.verify().problem()).as(crime).isNull();
                    world.sql(crime);
                    assertThat(world.trail.verify().problem()).as(crime).isNotNull();
                    assertThat(world.trail.problem()).as(crime).isPresent();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void twoNodesDoNotTearTheChain(Kind kind) throws Exception {
        int each = 60;
        try (World one = new World(kind)) {
            World two = new World(one.database);
            one.log.record(AuditEntry.of(TestActs.PLACED)); // the words are known
            var pool = Executors.newFixedThreadPool(4);
            try {
                List<Future<Boolean>> all = new ArrayList<>();
                for (World world : List.of(one, two)) {
                    all.add(pool.submit(writer(world, each)));
                    all.add(pool.submit(writer(world, each)));
                }
                for (Future<Boolean> done : all) {
                    assertThat(done.get()).isTrue();
                }
            } finally {
                pool.shutdownNow();
            }
            State state = one.trail.verify();
            assertThat(state.problem()).isNull();
            assertThat(state.entries()).isEqualTo(4L * each + 1);
            assertThat(copied).hasSize(4 * each + 1).doesNotHaveDuplicates();
        }
    }

    private static Callable<Boolean> writer(World world, int number) {
        return () -> {
            for (int i = 0; i < number; i++) {
                world.log.record(AuditEntry.of(TestActs.PLACED).count("contacts", i));
                if (i % 7 == 0) {
                    world.chain.chain();
                }
            }
            return true;
        };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void prunedItCanStillBeVerified(Kind kind) {
        try (World world = new World(kind)) {
            for (int i = 0; i < 6; i++) {
                world.log.record(AuditEntry.of(TestActs.PLACED).count("contacts", i));
            }
            world.sql(
                    "UPDATE audit_entry SET happened_at = {ts '2001-01-01 00:00:00'} WHERE counts IN ('contacts=0', 'contacts=1')");
            world.chain.chain();
            assertThat(world.chain.prune()).as("kept for always").isZero();
            State before = world.trail.state();
            assertThat(world.trail.change(before.version(), 10).keptYears()).isEqualTo(10);
            assertThat(world.chain.prune()).isEqualTo(2);
            State state = world.trail.verify();
            assertThat(state.problem()).isNull();
            assertThat(state.first()).isEqualTo(3);
            assertThat(world.entries())
                    .extracting(Entry::act)
                    .containsExactlyInAnyOrder(
                            "test.placed",
                            "test.placed",
                            "test.placed",
                            "test.placed",
                            "audit.changed",
                            "audit.pruned");
            assertThat(world.chain.prune()).isZero();
            world.sql("DELETE FROM audit_entry WHERE seq = 3");
            assertThat(world.trail.verify().problem()).isNotNull();
            assertThatThrownBy(() -> world.trail.change(before.version(), 3))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.STALE));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void entriesAreFoundAndPaged(Kind kind) {
        try (World world = new World(kind)) {
            UUID hold = UUID.randomUUID();
            for (int i = 0; i < 5; i++) {
                world.log.record(AuditEntry.of(TestActs.PLACED).by(i == 0 ? "bertil" : "anna"));
            }
            world.log.record(AuditEntry.of(TestActs.LIFTED).on("hold", hold));
            Page<Entry> first = world.trail.list(new Query(null, null, "anna", null, null, null, null, 3));
            Page<Entry> second = world.trail.list(new Query(null, null, "anna", null, null, null, first.next(), 3));
            assertThat(first.items()).hasSize(3);
            assertThat(second.items()).hasSize(2);
            assertThat(second.next()).isNull();
            assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
            assertThat(world.trail
                            .list(new Query(null, null, null, null, null, hold.toString(), null, 3))
                            .items())
                    .hasSize(1);
            assertThat(world.trail
                            .list(new Query(null, null, null, null, "test.lifted", null, null, 3))
                            .items())
                    .hasSize(1);
            assertThat(world.trail
                            .list(new Query(null, null, null, AuditKind.LOGIN, null, null, null, 3))
                            .items())
                    .isEmpty();
            assertThat(world.trail
                            .list(new Query(Instant.now().plusSeconds(60), null, null, null, null, null, null, 3))
                            .items())
                    .isEmpty();
            UUID entry = world.trail.newestOf("bertil");
            assertThat(world.trail.userOf(String.valueOf(entry))).isEqualTo("bertil");
            assertThat(world.trail.newestOf("carl")).isNull();
        }
    }

    @Test
    void onlyAdministratorsRead() {
        try (World world = new World(Kind.DERBY)) {
            user.become(Role.USER);
            for (Runnable reading : List.<Runnable>of(
                    () -> world.trail.list(ALL),
                    () -> world.trail.state(),
                    () -> world.trail.verify(),
                    () -> world.trail.exported(),
                    () -> world.trail.change(1, null))) {
                assertThatThrownBy(reading::run).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                        .isEqualTo(GallraException.Code.FORBIDDEN));
            }
        }
    }

    @Test
    void valuesAreNoNames() {
        AuditEntry entry = AuditEntry.of(TestActs.PLACED);
        for (String value : List.of("Anna Ek", "070 12", "a,b", "a|b", "a\nb", "", "=1+1", "<b>")) {
            assertThatThrownBy(() -> entry.details(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .satisfies(text ->
                            assertThat(value.isEmpty() || !text.contains(value)).isTrue());
            assertThatThrownBy(() -> entry.count(value, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> entry.on("hold", value)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoIsNotKnownIsNotWrittenAsTyped(Kind kind) throws SQLException {
        try (World world = new World(kind)) {
            world.log.record(AuditEntry.of(TestActs.PLACED).by("My password | 1"));
            assertThat(world.entries().get(0).user()).isNull();
            assertThat(world.trail.verify().problem()).isNull();
        }
    }

    @Test
    void manyDetailsAreCutAndSaidSo() {
        try (World world = new World(Kind.DERBY)) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                names.add("field-" + i);
            }
            world.log.record(AuditEntry.of(TestActs.PLACED).details(names));
            Entry entry = world.entries().get(0);
            assertThat(entry.counts())
                    .containsEntry("detailsLeftOut", 1_000L - entry.details().size());
        }
    }
}
