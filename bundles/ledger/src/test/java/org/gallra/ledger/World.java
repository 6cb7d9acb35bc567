package org.gallra.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gallra.activity.ActivityEntity;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.ledger.LedgerService.LedgerState;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.contact.SqlContactRestrictions;
import org.gallra.register.LocalRegister;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** A server on a database and a ledger: the real engine over contacts and activities. */
final class World implements AutoCloseable, AccessControl, SchemaReady {

    static final String MARK = "Kanarie";
    static final int BATCH = 3;

    final TestDatabase database;
    final Path folder;
    final BrittleDisk disk;
    final FileLedger ledger;
    final LocalRegister local;
    private final long segmentBytes;
    private final @Nullable Faults faults;
    private final Late clock = new Late();

    /** A clock that can be put forward. */
    private static final class Late extends Clock {

        private volatile Duration by = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
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

    /** A disk that can be told to fail once, and that fails where a step of its world does. */
    static final class BrittleDisk extends Disk {

        volatile int failIn = -1;
        volatile boolean full;
        private final @Nullable Faults faults;

        BrittleDisk(@Nullable Faults faults) {
            this.faults = faults;
        }

        @Override
        void force(FileChannel file) throws IOException {
            if (faults != null && faults.strikes()) {
                throw new IOException("Input/output error");
            }
            super.force(file);
        }

        @Override
        void append(FileChannel file, ByteBuffer bytes) throws IOException {
            if (faults != null && faults.strikes()) {
                super.append(file, bytes.slice(0, bytes.remaining() / 2));
                throw new IOException("No space left on device");
            }
            if (full || failIn == 0) {
                super.append(file, bytes.slice(0, bytes.remaining() / 2));
                failIn = -1;
                throw new IOException("No space left on device");
            }
            if (failIn > 0) {
                failIn--;
            }
            super.append(file, bytes);
        }
    }

    private World(TestDatabase database, Path folder, long segmentBytes, boolean activities, @Nullable Faults faults) {
        this.database = database;
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.faults = faults;
        this.disk = new BrittleDisk(faults);
        Database over = faults == null ? database : faults;
        this.ledger = new FileLedger(over, Clock.systemUTC(), folder, disk, segmentBytes);
        this.local = new LocalRegister(
                over,
                this,
                new SqlContactDirectory(over, this, this),
                new SqlContactRestrictions(over, this),
                ledger,
                clock,
                BATCH);
        look(activities);
    }

    /** Makes an empty database and a server on it. */
    static World create(Database.Kind kind, Path folder) {
        TestDatabase database = TestDatabase.of(kind, "contact", "activity", "register", "ledger");
        return new World(database, folder, 100_000, true, null);
    }

    /** Makes an empty database and a server on it that fails where it is told to. */
    static World create(Database.Kind kind, Path folder, Function<TestDatabase, Faults> faults) {
        TestDatabase database = TestDatabase.of(kind, "contact", "activity", "register", "ledger");
        return new World(database, folder, 1_000_000, true, faults.apply(database));
    }

    /** Starts a server on a database that is there; it writes short files. */
    static World on(TestDatabase database, Path folder) {
        return new World(database, folder, 2_000, true, null);
    }

    /** Stops the server; the database stays. */
    World restart() {
        return restart(true);
    }

    /** Stops the server and starts it with or without a bundle. */
    World restart(boolean activities) {
        local.close();
        ledger.stop();
        World next = new World(database, folder, segmentBytes, activities, faults);
        next.clock.by = clock.by;
        return next;
    }

    /** Lets a minute pass, in which leases end, and does what the engine does every few seconds. */
    void aMinuteLater() {
        clock.by = clock.by.plusMinutes(1);
        local.due();
    }

    /** Shows the bundles to the register. */
    void look(boolean activities) {
        List<LocalRegister.Installed> bundles = new ArrayList<>();
        bundles.add(LocalRegister.Installed.of(SqlContactDirectory.class, "company", "contact"));
        if (activities) {
            bundles.add(LocalRegister.Installed.of(ActivityEntity.class, "activity"));
        }
        local.look(bundles);
    }

    ContactId contact(@Nullable Long company, int number) {
        ContactId id = new ContactId(UUID.randomUUID());
        String value = MARK + number;
        execute(
                "INSERT INTO contact (public_id, version, company_id, first_name, last_name, sort_key, search_key, email,"
                        + " notes, created_at, changed_at) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id.toString(),
                company,
                value,
                value,
                value,
                value,
                value,
                value,
                now(),
                now());
        long key = key(id);
        execute(
                "INSERT INTO activity (public_id, version, contact_id, kind, subject, notes, created_at, changed_at)"
                        + " VALUES (?, 1, ?, 'CALL', ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                key,
                "Samtal " + value,
                value,
                now(),
                now());
        return id;
    }

    List<ContactId> contacts(int from, int through) {
        List<ContactId> made = new ArrayList<>();
        for (int i = from; i <= through; i++) {
            made.add(contact(null, i));
        }
        return made;
    }

    CompanyId company(String name) {
        CompanyId id = new CompanyId(UUID.randomUUID());
        execute(
                "INSERT INTO company (public_id, version, name, name_key, search_key, created_at, changed_at)"
                        + " VALUES (?, 1, ?, ?, ?, ?, ?)",
                id.toString(),
                name,
                name,
                name,
                now(),
                now());
        return id;
    }

    static Timestamp now() {
        return Timestamp.from(Instant.now());
    }

    long key(ContactId id) {
        return numbers("SELECT id FROM contact WHERE public_id = ?", id.toString())
                .get(0);
    }

    ErasurePlan anonymize(List<ContactId> contacts) {
        return execute(local.engine().plan(ErasureRequest.anonymize(contacts, Set.of("*"))));
    }

    ErasurePlan delete(List<ContactId> contacts) {
        return execute(local.engine().plan(ErasureRequest.deleteContacts(contacts)));
    }

    ErasurePlan execute(ErasurePlan plan) {
        return local.engine().execute(plan.id(), plan.digest(), false);
    }

    LedgerState state() {
        return new CheckedLedger(ledger, this).verify();
    }

    /** Returns in which tables a value of the person with the number still stands. */
    List<String> traces(int number) {
        List<String> found = new ArrayList<>();
        String value = MARK + number;
        for (String look : List.of(
                "contact.last_name", "contact.email", "contact.notes", "contact.search_key", "activity.notes")) {
            String[] at = look.split("\\.");
            if (numbers("SELECT COUNT(*) FROM " + at[0] + " WHERE " + at[1] + " = ?", value)
                            .get(0)
                    > 0) {
                found.add(look);
            }
        }
        return found;
    }

    List<Long> numbers(String query, @Nullable Object... values) {
        return database.read(c -> Rows.list(c, SqlFragment.of(query, values), row -> row.getLong(1)));
    }

    int execute(String sql, @Nullable Object... values) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    if (values[i] == null) {
                        statement.setNull(i + 1, java.sql.Types.BIGINT);
                    } else {
                        statement.setObject(i + 1, values[i]);
                    }
                }
                return statement.executeUpdate();
            }
        });
    }

    static String lines(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = java.nio.file.Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                all.append(java.nio.file.Files.readString(file));
            }
        }
        return all.toString();
    }

    @Override
    public Caller caller() {
        return Caller.SYSTEM;
    }

    @Override
    public Caller require(Permission permission) {
        return Caller.SYSTEM;
    }

    @Override
    public <T> T callAs(Caller caller, Supplier<T> work) {
        return work.get();
    }

    @Override
    public String bundle() {
        return "org.gallra.ledger";
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }

    @Override
    public void close() {
        local.close();
        ledger.stop();
        database.close();
    }
}
