package org.gallra.rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.Worker;
import org.gallra.api.rule.RuleRun.State;
import org.gallra.rules.RuleStore.Change;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts rules when they are due, on exactly one node: whoever moves the due time on in the database has the run (ADR 10).
 * A time that passed while no node was up is made good once; one that a clock ran ahead of comes again when the clock is put right.
 *
 * <p>Immediate because nobody asks for it.
 */
@Component(service = Timekeeper.class, immediate = true)
public final class Timekeeper {

    private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);
    private static final int EVERY_SECONDS = 10;
    private static final int STOP_SECONDS = 10;
    /** After a start bundles arrive one by one; a rule whose criterion is not there yet waits for this long. */
    private static final Duration ARRIVAL = Duration.ofMinutes(2);
    /** Clocks of nodes differ by less: what one of them has just started is not put back by another. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Database database;
    private final Conductor conductor;
    private final AccessControl access;
    private final Instant since;
    private final Worker worker = new Worker("gallra-rules");

    /** Waits for the tables and begins to look at the clock. */
    @Activate
    public Timekeeper(
            @Reference Database database,
            @Reference Conductor conductor,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.rules)") SchemaReady schema) {
        this(database, conductor, access, Clock.systemUTC());
        worker.scheduleWithFixedDelay(this::tickQuietly, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    Timekeeper(Database database, Conductor conductor, AccessControl access, Clock clock) {
        this.database = database;
        this.conductor = conductor;
        this.access = access;
        this.since = clock.instant();
    }

    /** Stops to look at the clock; an execution goes on in the engine. */
    @Deactivate
    public void stop() {
        worker.end(Duration.ofSeconds(STOP_SECONDS));
    }

    private void tickQuietly() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Rules that are due could not be looked up ({})",
                    e.getClass().getName());
        }
    }

    /** Ends what has ended, takes over what nobody works on, and starts what is due. */
    void tick() {
        access.callAs(Caller.SYSTEM, () -> {
            Instant now = conductor.now();
            database.inTransaction(RuleStore::running).forEach(run -> goOn(run, now));
            database.inTransaction(RuleStore::waiting).forEach(this::settle);
            database.inTransaction(RuleStore::all).forEach(rule -> putBack(rule, now));
            database.inTransaction(c -> RuleStore.due(c, now)).forEach(rule -> start(rule, now));
            return now;
        });
    }

    /** A rule that is due later than its next time was moved on by a clock that has jumped back since: it would be left out until then. */
    private void putBack(RuleStore.Stored rule, Instant now) {
        Instant from = now.plus(SKEW);
        Instant due = rule.nextAt();
        Instant next = rule.body().next(from);
        if (due != null && next != null && due.isAfter(next)) {
            boolean mine = database.inTransaction(c -> RuleStore.claim(c, rule, from));
            if (mine) {
                LOG.warn("The clock was put back: rule {} is due at {} and not at {}", rule.id(), next, due);
            }
        }
    }

    private void goOn(RuleStore.StoredRun stored, Instant now) {
        UUID run = stored.run().id();
        UUID plan = stored.run().plan();
        if (plan != null && conductor.settle(stored.run().rule(), run, plan)) {
            return;
        }
        Instant lease = stored.leaseUntil();
        if (lease == null || !Conductor.over(lease, now)) {
            return;
        }
        boolean mine = database.inTransaction(c -> RuleStore.takeOver(c, stored, conductor.lease()));
        if (mine && (plan == null || conductor.untouched(plan))) {
            LOG.info("Taking over run {} of rule {}", run, stored.run().rule());
            RuleStore.Stored rule =
                    database.inTransaction(c -> RuleStore.find(c, stored.run().rule()));
            conductor.work(rule, run);
        }
    }

    private void settle(RuleStore.StoredRun waiting) {
        UUID plan = waiting.run().plan();
        if (plan != null) {
            conductor.settle(waiting.run().rule(), waiting.run().id(), plan);
        }
    }

    private void start(RuleStore.Stored rule, Instant now) {
        boolean arriving = !now.isBefore(since) && now.isBefore(since.plus(ARRIVAL));
        if (arriving && !conductor.ready(rule)) {
            return;
        }
        Optional<UUID> run = database.inTransaction(connection -> {
            if (!RuleStore.claim(connection, rule, now)) {
                return Optional.empty();
            }
            boolean busy = RuleStore.running(connection).stream().anyMatch(r -> r.rule() == rule.key());
            UUID begun = RuleStore.begin(connection, rule, true, Caller.SYSTEM.userName(), now, conductor.lease());
            if (busy) {
                Text note = new Text("Den förra körningen pågick ännu.", "The run before was still going on.");
                RuleStore.move(
                        connection,
                        begun,
                        State.RUNNING,
                        State.REFUSED,
                        Change.at(now).notes(List.of(note)));
                return Optional.empty();
            }
            return Optional.of(begun);
        });
        run.ifPresent(begun -> conductor.work(rule, begun));
    }
}
