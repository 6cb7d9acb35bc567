package org.gallra.register;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Worker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The residue probe: after an act, the people's identifiers are searched for, and the receipt says what was found.
 *
 * <p>What identifies them is read before the first batch and kept in memory only, for an hour after the search. The search
 * runs beside everything else and not in the act: acts that end within a moment are searched for in one pass.
 */
@Component(service = Probes.class, configurationPid = "org.gallra.probe")
public final class Probes {

    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final int MOMENT_SECONDS = 3;
    private static final int TICK_SECONDS = 60;
    private static final Duration KNOWN = Duration.ofHours(1);
    private static final Duration UNFINISHED = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BREATH = Duration.ofMillis(100);

    private final Register register;
    private final Database database;
    private final ErasureLedger ledger;
    private final Clock clock;
    private final List<Path> folders;
    private final Map<UUID, Remembered> remembered = new ConcurrentHashMap<>();
    private final AtomicInteger acting = new AtomicInteger();
    private final boolean byItself;
    private final Worker worker = new Worker("gallra-probe");
    private volatile boolean stopping;

    /** Which files are searched beside the database. */
    public @interface Settings {
        /** Returns folders of the server, separated by commas; searched with all below them. */
        String folders() default "";
    }

    /** People of an act; {@code since} is when they were read, or when the last search for them ended. */
    private record Remembered(Known known, boolean ended, boolean searched, Instant since) {}

    /** Takes the register. */
    @Activate
    public Probes(
            Settings settings,
            @Reference BundleRegister register,
            @Reference Database database,
            @Reference ErasureLedger ledger) {
        this(
                register.register(),
                database,
                ledger,
                Clock.systemUTC(),
                Arrays.stream(settings.folders().split(","))
                        .map(String::strip)
                        .filter(f -> !f.isEmpty())
                        .map(Path::of)
                        .toList(),
                true);
        worker.scheduleWithFixedDelay(this::tickQuietly, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Takes the parts.
     *
     * @param byItself whether a search begins a moment after an act, or only when it is asked for
     */
    Probes(
            Register register,
            Database database,
            ErasureLedger ledger,
            Clock clock,
            List<Path> folders,
            boolean byItself) {
        this.byItself = byItself;
        this.register = register;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
        this.folders = List.copyOf(folders);
    }

    /** Stops; what was not searched for yet is said to be lost. */
    @Deactivate
    public void stop() {
        stopping = true;
        worker.end(Duration.ofSeconds(10));
    }

    /** Says that an act is being executed: the search pauses. */
    void acting(boolean begins) {
        acting.addAndGet(begins ? 1 : -1);
    }

    /** Reads what identifies the people of a plan, if that is not known: before its first batch, or those that are left after a crash. */
    void remember(java.sql.Connection connection, View view, StoredPlan plan) throws java.sql.SQLException {
        if (!remembered.containsKey(plan.id())) {
            Known known = Known.read(connection, view, database.kind(), plan);
            remembered.put(plan.id(), new Remembered(known, false, false, clock.instant()));
        }
    }

    /** Says that an act has ended and its receipt is written. */
    void ended(UUID plan) {
        Remembered people =
                remembered.computeIfPresent(plan, (id, r) -> new Remembered(r.known(), true, false, clock.instant()));
        if (people != null && byItself && !stopping) {
            worker.schedule(this::searchQuietly, MOMENT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Tells whether what identified the people of an act is still known. */
    boolean knows(UUID plan) {
        return remembered.containsKey(plan);
    }

    /** Returns a receipt that says whether it can be searched again. */
    ErasureReceipt known(ErasureReceipt receipt) {
        ResidueReport report = receipt.residue();
        return report != null && report.state() == ResidueReport.State.DONE && knows(receipt.plan())
                ? receipt.with(report.again(true))
                : receipt;
    }

    /** Searches again for the people of an act that has a report. */
    void again(UUID plan) {
        Remembered people = remembered.get(plan);
        if (people == null || !people.ended()) {
            throw GallraException.conflict(new Text(
                    "Det går inte att söka igen: personernas uppgifter är borta, också ur minnet.",
                    "It cannot be searched again: what identified the people is gone, also from memory."));
        }
        database.inNewTransaction(connection -> {
            PlanStore.searching(connection, people.known().key());
            return true;
        });
        ended(plan);
    }

    private void searchQuietly() {
        try {
            search();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The search for residue failed and is tried again: {}",
                    e.getClass().getName());
            LOG.debug("The search for residue failed", e);
        }
    }

    /** Searches for the people of all acts that have ended since the last search. */
    void search() {
        List<Known> acts = new ArrayList<>();
        remembered.values().stream()
                .filter(r -> r.ended() && !r.searched())
                .map(Remembered::known)
                .forEach(acts::add);
        if (acts.isEmpty() || stopping) {
            return;
        }
        List<Known> sought = acts.stream().filter(k -> !k.nothing()).toList();
        Instant begin = clock.instant();
        List<ResidueReport> reports = new Search(database, register.view(), folders, acts, this::pause)
                .run(clock.instant().truncatedTo(ChronoUnit.MICROS));
        for (int i = 0; i < acts.size(); i++) {
            report(acts.get(i), reports.get(i));
        }
        LOG.info(
                "Searched for residue of {} acts in {} ms",
                sought.size(),
                Duration.between(begin, clock.instant()).toMillis());
    }

    private void report(Known known, ResidueReport found) {
        database.inNewTransaction(connection -> {
            long entry = ledger.probed(connection, known.plan(), found);
            PlanStore.probed(connection, known.key(), entry(found, entry));
            return true;
        });
        remembered.computeIfPresent(known.plan(), (id, r) -> new Remembered(r.known(), true, true, clock.instant()));
        if (found.residue() > 0) {
            LOG.warn(
                    "Plan {} has left residue in {} places",
                    known.plan(),
                    found.places().size());
        }
    }

    private static ResidueReport entry(ResidueReport r, long entry) {
        return new ResidueReport(
                r.state(),
                r.people(),
                r.probed(),
                r.identifiers(),
                r.columns(),
                r.files(),
                r.residue(),
                r.places(),
                r.skipped(),
                false,
                r.finishedAt(),
                entry);
    }

    /** Lets acts go first, for a while. */
    private void pause() {
        Instant end = clock.instant().plus(PATIENCE);
        while (acting.get() > 0 && !stopping && clock.instant().isBefore(end)) {
            LockSupport.parkNanos(BREATH.toNanos());
        }
        if (stopping) {
            throw new IllegalStateException("The server stops");
        }
    }

    private void tickQuietly() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Searches for residue could not be looked up: {}",
                    e.getClass().getName());
        }
    }

    /** Tries again what failed, forgets whom nobody needs any more, and says of searches that a crash cut off that they are lost. */
    void tick() {
        Instant now = clock.instant();
        search();
        remembered
                .values()
                .removeIf(r -> r.searched() && r.since().isBefore(now.minus(KNOWN))
                        || !r.ended() && r.since().isBefore(now.minus(UNFINISHED)));
        // on PostgreSQL another node may be at it
        Instant lost = database.kind() == Database.Kind.DERBY ? now : now.minus(KNOWN);
        for (StoredPlan plan : database.inNewTransaction(c -> PlanStore.unsearched(c, lost))) {
            if (!remembered.containsKey(plan.id())) {
                lost(plan, now);
            }
        }
    }

    private void lost(StoredPlan plan, Instant now) {
        long people = plan.body().contacts();
        ResidueReport report = new ResidueReport(
                ResidueReport.State.DONE,
                people,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(Findings.unknown(people)),
                false,
                now.truncatedTo(ChronoUnit.MICROS),
                0);
        database.inNewTransaction(connection -> {
            long entry = ledger.probed(connection, plan.id(), report);
            PlanStore.probed(connection, plan.key(), entry(report, entry));
            return true;
        });
    }
}
