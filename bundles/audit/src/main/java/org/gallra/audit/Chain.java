package org.gallra.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.Worker;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains entries that are committed, verifies the chain, and removes what is too old (ADR-0041).
 *
 * <p>An entry is written without its place, so that no act waits for another one. Moments later one node locks the head and gives
 * places and hashes to all that is open. An entry that is open for longer than that is a problem.
 */
@Component(service = Chain.class)
public final class Chain {

    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);
    private static final int BATCH = 500;
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final long SOON = 300;
    private static final long LATER = 3_000;
    private static final long TICK_SECONDS = 60;
    private static final long END_SECONDS = 10;

    private final Database database;
    private final Clock clock;
    private final Consumer<List<Stored>> copies;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final @Nullable Worker timer;

    /** What a verification found. */
    record Verdict(@Nullable Text problem, Instant at) {}

    private volatile @Nullable Verdict verdict;
    private volatile @Nullable Instant failing;
    private volatile Instant nightly;

    /** Waits for the tables. */
    @Activate
    public Chain(
            @Reference Database database,
            @Reference Syslog syslog,
            @Reference(target = "(gallra.schema=org.gallra.audit)") SchemaReady schema) {
        this(database, Clock.systemUTC(), syslog::send, new Worker("gallra-audit"));
        if (timer != null) {
            timer.scheduleWithFixedDelay(this::tick, 5, TICK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Takes a timer, or null if the caller chains by hand. */
    Chain(Database database, Clock clock, Consumer<List<Stored>> copies, @Nullable Worker timer) {
        this.database = database;
        this.clock = clock;
        this.copies = copies;
        this.timer = timer;
        this.nightly = clock.instant();
    }

    /**
     * Lets the thread end what it does while the database is still there; what is open then is chained at the next start. No interrupt: embedded
     * Derby cuts a connection off whose thread is interrupted, and the transaction manager fails to roll back what was on it.
     */
    @Deactivate
    public void stop() {
        if (timer != null) {
            timer.end(Duration.ofSeconds(END_SECONDS)); // the rest is chained at the next start
        }
    }

    /** Chains what is committed within the next seconds. */
    void soon() {
        Worker later = timer;
        if (later != null && waiting.compareAndSet(false, true)) {
            try {
                later.schedule(this::chainQuietly, SOON, TimeUnit.MILLISECONDS);
                // for what was not committed by then
                later.schedule(
                        () -> {
                            waiting.set(false);
                            chainQuietly();
                        },
                        LATER,
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The audit log is stopping; what is open is chained at the next start");
            }
        }
    }

    private void chainQuietly() {
        try {
            chain();
            failing = null;
        } catch (RuntimeException e) {
            failing = failing == null ? clock.instant() : failing;
            LOG.warn("Audit entries could not be chained now: {}", e.getClass().getName());
        }
    }

    /** Chains everything that is open and committed. */
    void chain() {
        List<Stored> done;
        do {
            done = database.read(connection -> AuditStore.open(connection, 1)).isEmpty()
                    ? List.of()
                    : database.inNewTransaction(connection -> {
                        AuditStore.Head head = AuditStore.lockedHead(connection, database.kind());
                        List<Stored> chained = placed(head, AuditStore.open(connection, BATCH));
                        if (!chained.isEmpty()) {
                            Stored last = chained.get(chained.size() - 1);
                            AuditStore.chain(connection, chained);
                            AuditStore.move(connection, head.number() + chained.size(), String.valueOf(last.hash()));
                        }
                        return chained;
                    });
            copies.accept(done);
        } while (done.size() == BATCH);
    }

    private static List<Stored> placed(AuditStore.Head head, List<Stored> open) {
        List<Stored> chained = new ArrayList<>();
        long number = head.number();
        String before = head.hash();
        for (Stored entry : open) {
            number++;
            before = entry.hashed(number, before);
            chained.add(entry.chained(number, before));
        }
        return chained;
    }

    /** Reads the whole chain and returns what is wrong with it. */
    Verdict verify() {
        chain();
        AuditStore.Head head = database.read(AuditStore::head);
        Text problem = problem(head);
        if (problem != null && database.read(AuditStore::head).baseNumber() != head.baseNumber()) {
            problem = problem(database.read(AuditStore::head)); // it was pruned meanwhile
        }
        Verdict found = new Verdict(problem, clock.instant());
        if (problem != null) {
            LOG.error("{}", problem.en());
        }
        verdict = found;
        return found;
    }

    private @Nullable Text problem(AuditStore.Head head) {
        long number = head.baseNumber();
        String before = head.baseHash();
        while (number < head.number()) {
            long behind = number;
            List<Stored> entries =
                    database.read(connection -> AuditStore.chained(connection, behind, head.number(), BATCH));
            for (Stored entry : entries) {
                number++;
                before = entry.hashed(number, before);
                if (!Long.valueOf(number).equals(entry.number()) || !before.equals(entry.hash())) {
                    return broken(number);
                }
            }
            if (entries.isEmpty()) {
                return broken(number + 1);
            }
        }
        return before.equals(head.hash()) ? null : broken(number);
    }

    private static Text broken(long number) {
        return new Text(
                "Granskningsloggens kedja är bruten vid post " + number
                        + ": en post har ändrats, tagits bort eller lagts till utanför Gallra. Se docs/audit.md.",
                "The chain of the audit log is broken at entry " + number
                        + ": an entry was changed, removed or added outside Gallra. See docs/audit.md.");
    }

    /** Returns what the last verification on this node found, or null. */
    @Nullable
    Verdict verdict() {
        return verdict;
    }

    /** Returns what is wrong, without reading the chain. */
    @Nullable
    Text problem() {
        Verdict last = verdict;
        if (last != null && last.problem() != null) {
            return last.problem();
        }
        Instant since = failing;
        return since != null && since.isBefore(clock.instant().minus(LATE))
                ? new Text(
                        "Nya poster i granskningsloggen har inte kunnat kedjas på mer än tio minuter.",
                        "New entries of the audit log could not be chained for more than ten minutes.")
                : null;
    }

    private void tick() {
        chainQuietly();
        Instant now = clock.instant();
        if (verdict != null && now.isBefore(nightly)) {
            return;
        }
        nightly = now.plus(Duration.ofHours(24));
        try {
            prune();
            verify();
        } catch (RuntimeException e) {
            LOG.warn("The audit log could not be verified now: {}", e.getClass().getName());
        }
    }

    private Stored pruned(long gone) {
        return new Stored(
                0,
                UUID.randomUUID(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Caller.SYSTEM.userName(),
                AuditActs.PRUNED.code(),
                AuditActs.PRUNED.kind(),
                null,
                null,
                Stored.joined(Map.of("entries", gone)),
                "",
                null,
                null);
    }

    /** Removes what is older than the settings say; returns how many entries went. */
    long prune() {
        return database.inNewTransaction(connection -> {
            AuditStore.Head head = AuditStore.lockedHead(connection, database.kind());
            Integer years = head.keptYears();
            if (years == null) {
                return 0L;
            }
            Instant oldest =
                    clock.instant().atOffset(ZoneOffset.UTC).minusYears(years).toInstant();
            long through = AuditStore.before(connection, oldest);
            List<Stored> last =
                    through <= head.baseNumber() ? List.of() : AuditStore.chained(connection, through - 1, through, 1);
            if (last.isEmpty()) {
                return 0L;
            }
            long gone = AuditStore.prune(connection, last.get(0));
            AuditStore.insert(connection, pruned(gone));
            LOG.info("{} entries of the audit log were older than {} years and are gone", gone, years);
            return gone;
        });
    }
}
