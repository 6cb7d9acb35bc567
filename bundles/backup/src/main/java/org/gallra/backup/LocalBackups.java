package org.gallra.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.backup.BackupService;
import org.gallra.api.ledger.LedgerService;
import org.gallra.api.ledger.LedgerService.LedgerState;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups in a directory of this machine. The ledger's head is noted before the copy begins: whatever is erased after that stands in
 * the ledger behind it, and a restored copy goes through all of it again (ADR-0047).
 */
@Component(
        service = {BackupService.class, LocalBackups.class},
        configurationPid = "org.gallra.backup")
public final class LocalBackups implements BackupService {

    private static final Logger LOG = LoggerFactory.getLogger(LocalBackups.class);
    private static final int MOST_KEPT = 1000;
    private static final LocalTime NIGHT = LocalTime.of(2, 30);

    /** Where backups go, how many are kept, and when they are made. */
    public @interface Settings {

        /** Returns the directory, outside that of the database. */
        String directory() default "backups";

        /** Returns when a backup is made every day, such as 02:30 in the server's zone (UTC as shipped); empty if never. */
        String daily() default "";

        /** Returns how many are kept when they are made every day. */
        int keep() default 7;

        /** Returns after how many days a restore drill is made; 0 if never. */
        int drillDays() default 0;

        /** Returns the folder of {@code pg_dump} and {@code pg_restore}; empty for the PATH. */
        String postgresql_bin() default "";

        /** Returns the folders that have to be backed up apart from the database. */
        String[] separate() default {};
    }

    /** How the database is reached at a moment; the file may have been changed. */
    @FunctionalInterface
    interface Products {
        Product now() throws IOException;
    }

    /**
     * The settings as they are meant.
     *
     * @param directory where backups go
     * @param daily when, or null
     * @param keep how many stay
     * @param drillDays after how many days a drill is made; 0 if never
     * @param separate folders beside
     */
    record Plan(Path directory, @Nullable LocalTime daily, int keep, int drillDays, List<String> separate) {}

    private final Plan plan;
    private final Products products;
    private final Database database;
    private final LedgerService ledger;
    private final AccessControl access;
    private final AuditLog audit;
    private final Clock clock;
    private final String version;
    private final Shelf shelf;
    private final ReentrantLock busy = new ReentrantLock();

    /** Takes what it needs; the configuration of the database is read at each backup. */
    @Activate
    public LocalBackups(
            BundleContext context,
            Settings settings,
            @Reference Database database,
            @Reference LedgerService ledger,
            @Reference AccessControl access,
            @Reference AuditLog audit) {
        this(
                plan(settings),
                () -> Product.of(
                        database,
                        Target.read(
                                Path.of(System.getProperty("karaf.etc", "etc")), System::getProperty, System.getenv()),
                        settings.postgresql_bin().strip(),
                        new Drivers(context)),
                database,
                ledger,
                access,
                audit,
                Clock.systemUTC(),
                context.getBundle().getVersion().toString());
    }

    LocalBackups(
            Plan plan,
            Products products,
            Database database,
            LedgerService ledger,
            AccessControl access,
            AuditLog audit,
            Clock clock,
            String version) {
        this.plan = plan;
        this.products = products;
        this.database = database;
        this.ledger = ledger;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.version = version;
        this.shelf = new Shelf(plan.directory());
    }

    static Plan plan(Settings settings) {
        List<String> separate = new ArrayList<>();
        for (String folder : settings.separate()) {
            for (String each : folder.split(",")) {
                if (!each.isBlank()) {
                    separate.add(each.strip());
                }
            }
        }
        return new Plan(
                Path.of(settings.directory().strip()).toAbsolutePath().normalize(),
                time(settings.daily().strip()),
                Math.max(1, Math.min(MOST_KEPT, settings.keep())),
                Math.max(0, settings.drillDays()),
                separate);
    }

    /** Whoever writes a time wrong wants backups all the same. */
    private static @Nullable LocalTime time(String daily) {
        try {
            return daily.isEmpty() ? null : LocalTime.parse(daily);
        } catch (DateTimeParseException e) {
            LOG.error("daily in etc/org.gallra.backup.cfg is no time such as 02:30; backups are made at {}", NIGHT);
            return NIGHT;
        }
    }

    Plan plan() {
        return plan;
    }

    @Override
    public List<Backup> list() {
        access.require(Permission.ADMINISTER);
        Drill last = shelf.lastDrill();
        return shelf.manifests().stream().map(m -> Shelf.backup(m, last)).toList();
    }

    @Override
    public Backup create() {
        access.require(Permission.ADMINISTER);
        return alone(shelf, () -> take(shelf));
    }

    @Override
    public Backup create(Path directory) {
        access.require(Permission.ADMINISTER);
        if (!directory.isAbsolute()) {
            throw GallraException.invalid(
                    "directory", new Text("Ange en katalog med hela sökvägen.", "Give a directory by its whole path."));
        }
        Shelf other = new Shelf(directory.normalize());
        return alone(other, () -> take(other));
    }

    @Override
    public Drill drill() {
        access.require(Permission.ADMINISTER);
        return alone(shelf, () -> {
            List<Manifest> all = shelf.manifests();
            if (all.isEmpty()) {
                throw GallraException.notFound(new Text(
                        "Det finns ingen säkerhetskopia i " + shelf.directory() + ". Gör en först.",
                        "There is no backup in " + shelf.directory() + ". Make one first."));
            }
            return drill(all.get(0));
        });
    }

    @Override
    public Condition condition() {
        List<Manifest> all = shelf.manifests();
        return new Condition(
                plan.daily() != null,
                plan.drillDays(),
                all.isEmpty() ? null : all.get(0).takenAt(),
                shelf.lastDrill());
    }

    /** Work on a directory that may fail. */
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T alone(Shelf where, Work<T> work) {
        if (!busy.tryLock()) {
            throw another();
        }
        try (Shelf.Held held = where.hold()) {
            if (held == null) {
                throw another();
            }
            where.tidy();
            return work.run();
        } catch (IOException e) {
            throw failed(
                    "Katalogen " + where.directory() + " kan inte skrivas: " + e.getMessage(),
                    "The directory " + where.directory() + " cannot be written: " + e.getMessage(),
                    e);
        } finally {
            busy.unlock();
        }
    }

    private static GallraException another() {
        return GallraException.conflict(new Text(
                "En annan säkerhetskopia eller övning pågår. Försök igen när den är klar.",
                "Another backup or drill goes on. Try again when it is done."));
    }

    private static GallraException failed(String sv, String en, @Nullable Exception cause) {
        return new GallraException(GallraException.Code.UNAVAILABLE, new Text(sv, en), List.of(), cause);
    }

    private Backup take(Shelf where) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String name = where.name(now);
        if (access.callAs(Caller.SYSTEM, ledger::state).condition() == LedgerService.Condition.BEHIND) {
            throw failed(
                    "Databasen håller på att komma ikapp raderingsloggen. Försök igen om en stund.",
                    "The database is catching up with the erasure ledger. Try again in a moment.",
                    null);
        }
        audit.record(AuditEntry.of(BackupActs.BEGUN).on("backup", name));
        LedgerState before = access.callAs(Caller.SYSTEM, ledger::state);
        Path work = where.work(name);
        boolean done = false;
        try {
            Path copy = Trees.folder(work.resolve(Manifest.DATABASE));
            Product.Copied copied = products.now().copy(copy);
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    name,
                    now.toString(),
                    database.kind(),
                    copied.product(),
                    version,
                    copied.changelog(),
                    new Manifest.Ledger(
                            before.database() == null ? null : before.database().toString(),
                            before.entries(),
                            before.head()),
                    copied.tables(),
                    parts(work, copy),
                    separate(before));
            manifest.write(work);
            where.publish(work, name);
            done = true;
            LOG.info(
                    "The backup {} is whole: {} tables, {} bytes",
                    name,
                    copied.tables().size(),
                    manifest.bytes());
            prune(where);
            return Shelf.backup(manifest, null);
        } catch (PostgresTools.ToolException | StorageException e) {
            throw failed(
                    "Säkerhetskopian kunde inte göras: " + e.getMessage(),
                    "The backup could not be made: " + e.getMessage(),
                    e);
        } finally {
            if (!done) {
                Trees.delete(work);
                audit.record(AuditEntry.of(BackupActs.FAILED).on("backup", name));
            }
        }
    }

    private static List<Manifest.Part> parts(Path work, Path copy) throws IOException {
        return Trees.seal(copy).stream()
                .map(p -> new Manifest.Part(work.relativize(copy) + "/" + p.path(), p.bytes(), p.sha256()))
                .toList();
    }

    private List<Manifest.Separate> separate(LedgerState state) {
        List<Manifest.Separate> folders = new ArrayList<>();
        folders.add(new Manifest.Separate(
                state.directory(),
                "The erasure ledger. Back it up by itself. NEVER put it back to an earlier state together with the database:"
                        + " it is what makes erased people go again after a restore."));
        for (String folder : plan.separate()) {
            folders.add(new Manifest.Separate(
                    folder,
                    "Keys and configuration, without which the data cannot be read. Back them up apart from the database;"
                            + " they need not be put back unless they are lost."));
        }
        return folders;
    }

    /** Nobody is forgotten by an old copy: when backups are made every day, only the newest stay. */
    private void prune(Shelf where) throws IOException {
        if (plan.daily() != null && where == shelf) {
            int removed = where.prune(plan.keep());
            if (removed > 0) {
                audit.record(AuditEntry.of(BackupActs.PRUNED).count("backups", removed));
            }
        }
    }

    private Drill drill(Manifest manifest) throws IOException {
        Path backup = shelf.place(manifest.name());
        Path scratch = shelf.work("drill-" + manifest.name());
        Product.Found found = new Product.Found(Method.READ, Map.of());
        List<String> differences = List.of("*");
        try {
            List<String> damages = manifest.damages(backup);
            if (!damages.isEmpty()) {
                LOG.error("The backup {} is damaged: {}", manifest.name(), damages.get(0));
            } else if (manifest.database() != database.kind()) {
                throw GallraException.conflict(new Text(
                        "Den senaste säkerhetskopian är av en annan databas än den som används nu.",
                        "The newest backup is of another database than the one in use."));
            } else {
                found = products.now().drill(backup.resolve(Manifest.DATABASE), scratch);
                differences = Tables.differences(manifest.tables(), found.rows());
            }
        } catch (PostgresTools.ToolException e) {
            if (e.missing()) {
                throw failed(
                        "Övningen kunde inte göras: " + e.getMessage(),
                        "The drill could not be made: " + e.getMessage(),
                        e);
            }
            LOG.error("The backup {} could not be restored: {}", manifest.name(), e.getMessage());
        } catch (SQLException e) {
            LOG.error("The backup {} could not be restored: SQL state {}", manifest.name(), e.getSQLState());
        } finally {
            Trees.delete(scratch);
        }
        Drill drill = new Drill(
                manifest.name(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                found.method(),
                differences.isEmpty(),
                found.rows().size(),
                found.rows().values().stream().mapToLong(Long::longValue).sum(),
                differences);
        shelf.remember(drill);
        audit.record(AuditEntry.of(BackupActs.DRILLED)
                .on("backup", manifest.name())
                .count("tables", drill.tables())
                .count("differences", differences.size()));
        LOG.info("A drill with {}: {}", manifest.name(), drill.passed() ? "passed" : "NOT passed");
        return drill;
    }

    /** Does what is due, as the timer does. */
    void tick(java.time.ZoneId zone) {
        LocalTime daily = plan.daily();
        Instant now = clock.instant();
        List<Manifest> all = shelf.manifests();
        Instant newest = all.isEmpty() ? null : all.get(0).takenAt();
        if (daily != null && due(now, daily, zone, newest)) {
            access.callAs(Caller.SYSTEM, this::create);
        }
        Drill last = shelf.lastDrill();
        if (plan.drillDays() > 0
                && !shelf.manifests().isEmpty()
                && (last == null || last.at().isBefore(now.minus(plan.drillDays(), ChronoUnit.DAYS)))) {
            access.callAs(Caller.SYSTEM, this::drill);
        }
    }

    /** Tells whether no backup was begun since the time of day came last. */
    static boolean due(Instant now, LocalTime daily, java.time.ZoneId zone, @Nullable Instant newest) {
        var today = now.atZone(zone).with(daily);
        Instant last = (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
        return newest == null || newest.isBefore(last);
    }
}
