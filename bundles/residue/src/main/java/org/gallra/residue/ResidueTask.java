package org.gallra.residue;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.erasure.ErasureTraces;
import org.gallra.api.erasure.ErasureTraces.Trace;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.Worker;
import org.gallra.api.residue.ResidueService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the task: one at a time over all nodes, and between acts, not beside them. Immediate because nobody asks for it.
 *
 * <p>On PostgreSQL it also has the statistics of tables made anew soon after acts: they hold values of rows in clear.
 */
@Component(service = ResidueService.class, immediate = true)
public final class ResidueTask implements ResidueService {

    private static final Logger LOG = LoggerFactory.getLogger(ResidueTask.class);
    private static final int TICK_SECONDS = 20;
    private static final int END_SECONDS = 10;
    private static final Duration ALIVE = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration REST = Duration.ofHours(1);
    private static final Duration MISSED = Duration.ofHours(26);
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final Database database;
    private final ErasureTraces traces;
    private final AccessControl access;
    private final Clock clock;
    private final ZoneId zone;
    private final Worker worker = new Worker("gallra-residue");
    private final Worker timer = new Worker("gallra-residue-timer");
    private volatile boolean running;
    private volatile boolean stopping;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Waits for the tables. */
    @Activate
    public ResidueTask(
            @Reference Database database,
            @Reference ErasureTraces traces,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.residue)") SchemaReady schema) {
        this(database, traces, access, Clock.systemUTC(), ZoneId.systemDefault());
        timer.scheduleWithFixedDelay(this::tickQuietly, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    ResidueTask(Database database, ErasureTraces traces, AccessControl access, Clock clock, ZoneId zone) {
        this.database = database;
        this.traces = traces;
        this.access = access;
        this.clock = clock;
        this.zone = zone;
        if (database.kind() == Kind.DERBY) {
            cutOff();
        }
    }

    /** Nobody else can be at work in an embedded database: what goes on there was cut off. */
    private void cutOff() {
        database.inNewTransaction(connection -> {
            if (TaskStore.read(connection).beatAt() != null) {
                TaskStore.end(connection, TaskStore.steps(connection).size() + 1, now());
            }
            return true;
        });
    }

    /** Lets the step in work end. */
    @Deactivate
    public void stop() {
        stopping = true;
        timer.end(Duration.ZERO);
        worker.end(Duration.ofSeconds(END_SECONDS));
    }

    @Override
    public State state() {
        access.require(Permission.ADMINISTER);
        return now(database.read(TaskStore::read), database.read(TaskStore::steps));
    }

    private State now(TaskStore.Task task, List<Done> steps) {
        Instant started = task.startedAt();
        String by = task.startedBy();
        Instant beat = task.beatAt();
        Instant finished = beat == null || lives(beat) ? task.finishedAt() : beat;
        return new State(
                new Plan(task.version(), when(task), task.hour(), task.changedBy(), task.changedAt()),
                traces.traces().stream()
                        .map(t -> new Pending(t.table(), t.first()))
                        .toList(),
                started == null || by == null
                        ? null
                        : new Run(
                                by,
                                started,
                                finished,
                                steps.size(),
                                Math.max(task.steps(), steps.size()),
                                steps.stream().map(Done::step).toList()));
    }

    private boolean lives(Instant beat) {
        Instant now = clock.instant();
        return beat.isAfter(now.minus(ALIVE)) && !beat.isAfter(now.plus(ALIVE));
    }

    /** On PostgreSQL the task locks tables for seconds and needs an operator for a part: it is offered there. */
    private When when(TaskStore.Task task) {
        When chosen = task.when();
        return chosen != null ? chosen : database.kind() == Kind.DERBY ? When.NIGHT : When.BY_HAND;
    }

    @Override
    public State change(long version, When when, int hour) {
        Caller caller = access.require(Permission.ADMINISTER);
        if (hour < 0 || hour > 23) {
            throw GallraException.invalid("hour", new Text("Ange en timme, 0 till 23.", "Give an hour, 0 to 23."));
        }
        boolean changed = database.inTransaction(c -> {
            boolean mine = TaskStore.change(c, version, when, hour, caller.userName(), now());
            if (mine) {
                audit.record(
                        AuditEntry.of(ResidueActs.CHANGED).count("hour", hour).details("when." + when));
            }
            return mine;
        });
        if (!changed) {
            throw new GallraException(
                    GallraException.Code.STALE,
                    new Text(
                            "Någon annan har ändrat inställningarna. Hämta dem igen och gör om ändringen.",
                            "Someone else has changed the settings. Fetch them again and repeat the change."));
        }
        return state();
    }

    @Override
    public State begin() {
        Caller caller = access.require(Permission.ADMINISTER);
        if (!begin(caller.userName())) {
            throw GallraException.conflict(new Text(
                    "En körning pågår redan. Vänta tills den är klar.",
                    "A run goes on already. Wait until it is done."));
        }
        audit.record(AuditEntry.of(ResidueActs.STARTED));
        return state();
    }

    @Override
    public List<Setting> settings() {
        access.require(Permission.ADMINISTER);
        return database.outside(c -> Doctor.of(database.kind()).look(c));
    }

    private boolean begin(String user) {
        List<Trace> waiting = traces.traces();
        Instant now = now();
        boolean mine = database.inNewTransaction(
                c -> TaskStore.begin(c, user, sequence().steps(waiting.size()), now, ALIVE));
        if (mine) {
            running = true;
            worker.execute(() -> run(waiting));
        }
        return mine;
    }

    private Sequence sequence() {
        return database.kind() == Kind.DERBY ? new DerbySequence() : new PostgresSequence();
    }

    /** Does the steps; tables are clean when the log has turned over too. */
    private void run(List<Trace> waiting) {
        Sequence sequence = sequence();
        int[] place = {0};
        int of = sequence.steps(waiting.size());
        Sequence.Log log = done -> database.inNewTransaction(connection -> {
            TaskStore.add(connection, place[0]++, done);
            TaskStore.beat(connection, now());
            return true;
        });
        try {
            List<Trace> written = new java.util.ArrayList<>();
            for (Trace trace : waiting) {
                if (yielded() && database.alone(c -> sequence.table(c, trace.table(), log))) {
                    written.add(trace);
                }
            }
            boolean turned = yielded() && database.outside(c -> sequence.database(c, log));
            if (turned) {
                written.forEach(t -> traces.cleaned(t.table(), t.last()));
                of = place[0]; // a table that was gone took no step
            }
            LOG.info("The residue task has written {} of {} tables anew", written.size(), waiting.size());
        } catch (RuntimeException e) {
            LOG.error("The residue task ended early: {}", e.getClass().getName());
            LOG.debug("The residue task ended early", e);
        } finally {
            running = false;
            int steps = of;
            database.inNewTransaction(connection -> {
                TaskStore.end(connection, steps, now());
                return true;
            });
        }
    }

    /** Waits as long as an act is executed; false if the server stops, or if that takes too long. */
    private boolean yielded() {
        Instant end = clock.instant().plus(PATIENCE);
        while (!stopping && traces.busy()) {
            if (clock.instant().isAfter(end)) {
                return false;
            }
            LockSupport.parkNanos(BREATH.toNanos());
        }
        return !stopping;
    }

    private void tickQuietly() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Whether there is residue could not be looked up: {}",
                    e.getClass().getName());
        }
    }

    /** Looks whether something is to be done, as the timer does. */
    void tick() {
        if (running) {
            database.inNewTransaction(connection -> {
                TaskStore.beat(connection, now());
                return true;
            });
            return;
        }
        List<Trace> waiting = traces.traces();
        if (waiting.isEmpty() || traces.busy()) {
            return;
        }
        analyze(waiting);
        if (due(database.read(TaskStore::read), waiting)) {
            begin(Caller.SYSTEM.userName());
        }
    }

    /** Has PostgreSQL forget what its statistics hold of rows that acts have changed. */
    private void analyze(List<Trace> waiting) {
        if (database.kind() != Kind.POSTGRESQL) {
            return;
        }
        for (Trace trace : waiting) {
            if (!trace.analyzed()) {
                database.outside(connection -> analyze(connection, trace.table()));
                traces.analyzed(trace.table(), trace.last());
            }
        }
    }

    private static boolean analyze(java.sql.Connection connection, String table) throws SQLException {
        String name = Statements.quoted(connection, table);
        if (name != null) {
            Statements.run(connection, "ANALYZE " + name);
        }
        return name != null;
    }

    /** Tells whether a run begins by itself; one that left something behind is not tried again before the next night. */
    private boolean due(TaskStore.Task task, List<Trace> waiting) {
        Instant now = clock.instant();
        Instant started = task.startedAt();
        // a run that lies ahead is of a clock that has been put back since
        Instant last = started == null || started.isAfter(now) ? null : started;
        return switch (when(task)) {
            case BY_HAND -> false;
            case NIGHT -> {
                ZonedDateTime local = now.atZone(zone);
                // whoever stops the server at night is not left with everything
                boolean missed = waiting.stream().anyMatch(t -> t.first().isBefore(now.minus(MISSED)));
                Duration rest = local.getHour() == task.hour() ? REST : MISSED;
                yield (local.getHour() == task.hour() || missed) && (last == null || last.isBefore(now.minus(rest)));
            }
            case AFTER_ACTS ->
                waiting.stream().anyMatch(t -> last == null || t.last().isAfter(last));
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Waits for the run in work; for tests. */
    void await() {
        try {
            worker.submit(() -> true).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the run that goes on, or null. */
    @Nullable
    Run last() {
        return now(database.read(TaskStore::read), database.read(TaskStore::steps))
                .run();
    }
}
