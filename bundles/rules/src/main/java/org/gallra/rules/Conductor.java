package org.gallra.rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.RuleRun.State;
import org.gallra.rules.RuleStore.Change;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries runs out. Each step is one transaction that moves the run from one state to the next, so that a node that dies
 * leaves a run which another one can take over, and nothing is done twice.
 */
@Component(service = Conductor.class)
public final class Conductor {

    /** How many runs make the norm. */
    static final int NORM_RUNS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int TRIES = 3;

    private final Database database;
    private final Planning planning;
    private final AccessControl access;
    private final Clock clock;

    /** Waits for the tables. */
    @Activate
    public Conductor(
            @Reference Database database,
            @Reference Planning planning,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.rules)") SchemaReady schema) {
        this(database, planning, access, Clock.systemUTC());
    }

    Conductor(Database database, Planning planning, AccessControl access, Clock clock) {
        this.database = database;
        this.planning = planning;
        this.access = access;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Instant lease() {
        return now().plus(LEASE);
    }

    /** Tells whether nobody works on a run any more: its lease is over, or of a clock that has jumped back since. */
    static boolean over(Instant lease, Instant now) {
        return lease.isBefore(now) || lease.isAfter(now.plus(LEASE.multipliedBy(2)));
    }

    /** Tells whether all criteria of a rule are there. */
    boolean ready(RuleStore.Stored rule) {
        return planning.expression(rule.body()).problems().isEmpty();
    }

    /** Carries out a run that has begun; whatever goes wrong ends it with a note. */
    void work(RuleStore.Stored rule, UUID run) {
        Caller caller = new Caller("rule " + rule.id(), Caller.SYSTEM.role(), Caller.SYSTEM.permissions());
        access.callAs(caller, () -> {
            try {
                for (int attempt = 1; !attempt(rule, run, attempt == TRIES); attempt++) {
                    LOG.info("Run {} of rule {}: data changed meanwhile, planning again", run, rule.id());
                }
            } catch (GallraException e) {
                // nothing was changed: whatever happens in an execution is settled by its plan
                end(rule, run, State.REFUSED, Change.at(now()).notes(reasons(e)));
            } catch (RuntimeException e) {
                LOG.error(
                        "Run {} of rule {} failed: {}",
                        run,
                        rule.id(),
                        e.getClass().getName());
                end(
                        rule,
                        run,
                        State.FAILED,
                        Change.at(now())
                                .notes(List.of(new Text(
                                        "Körningen misslyckades; inget har ändrats. Loggen säger mer.",
                                        "The run failed; nothing was changed. The log says more."))));
            }
            return run;
        });
    }

    private boolean attempt(RuleStore.Stored rule, UUID run, boolean last) {
        List<Long> norm = database.inTransaction(c -> RuleStore.norm(c, rule.key(), NORM_RUNS));
        Planning.Found found = planning.find(rule.id(), rule.body(), norm, false, clock);
        Change change = Change.at(now()).hits(found.hits().hits());
        ErasurePlan plan = found.plan();
        if (plan != null) {
            change = change.plan(plan.id());
        }
        if (!found.brake().isEmpty()) {
            end(rule, run, State.HALTED, change.notes(found.brake()));
        } else if (plan == null) {
            end(rule, run, State.NOBODY, change.hits(0));
        } else if (rule.body().dryRun()) {
            end(rule, run, State.DRY_RUN, change);
        } else if (plan.contacts() == 0) {
            end(
                    rule,
                    run,
                    State.NOBODY,
                    change.notes(List.of(
                            new Text("Alla träffar hålls av hinder.", "All that it hits are held by blockers."))));
        } else if (rule.body().mode() == RuleMode.PROPOSAL) {
            propose(rule, run, change);
        } else if (!Planning.stopping(plan).isEmpty()) {
            end(rule, run, State.HALTED, change.notes(Planning.stopping(plan)));
        } else {
            return execute(rule, run, plan, change, last);
        }
        return true;
    }

    private void propose(RuleStore.Stored rule, UUID run, Change change) {
        database.inTransaction(connection -> {
            boolean moved = RuleStore.move(connection, run, State.RUNNING, State.PROPOSED, change);
            if (moved) {
                RuleStore.replaceProposals(connection, rule.key(), run, now());
            }
            return moved;
        });
    }

    /** Executes a plan; false if it was out of date and shall be made anew. */
    private boolean execute(RuleStore.Stored rule, UUID run, ErasurePlan plan, Change change, boolean last) {
        long hits = change.hits() == null ? plan.contacts() : change.hits();
        boolean mine = database.inTransaction(c -> RuleStore.planned(c, run, hits, plan.id(), lease()));
        if (!mine) {
            return true; // another node took it over
        }
        try {
            planning.execute(plan, plan.digest(), false);
        } catch (StalePlanException e) {
            if (!last) {
                return false;
            }
            end(rule, run, State.HALTED, change.notes(reasons(e)));
            return true;
        } catch (GallraException e) {
            ErasurePlan after = planning.plan(plan.id());
            if (after == null || after.state() == ErasurePlan.State.PLANNED) {
                end(rule, run, State.HALTED, change.notes(reasons(e)));
                return true;
            }
        }
        settle(rule.id(), run, plan.id());
        return true;
    }

    /** Tells whether a plan's execution has not begun, so that the run can be done anew. */
    boolean untouched(UUID planId) {
        ErasurePlan plan = planning.plan(planId);
        return plan == null || plan.state() == ErasurePlan.State.PLANNED;
    }

    /** Ends a run whose plan has ended; tells whether it did. */
    boolean settle(UUID rule, UUID run, UUID planId) {
        ErasurePlan plan = planning.plan(planId);
        if (plan == null || plan.state() == ErasurePlan.State.RUNNING || plan.state() == ErasurePlan.State.PLANNED) {
            return false;
        }
        Change change = Change.at(now());
        if (plan.state() == ErasurePlan.State.WAITING) {
            return database.inTransaction(c -> RuleStore.move(c, run, State.RUNNING, State.WAITING, change));
        }
        return settle(rule, run, plan, change);
    }

    private boolean settle(UUID rule, UUID run, ErasurePlan plan, Change start) {
        Change change = start;
        boolean done = plan.state() == ErasurePlan.State.DONE && plan.receipt() != null;
        if (plan.receipt() != null) {
            change = change.receipt(plan.receipt().id());
        }
        boolean cancelled = plan.state() == ErasurePlan.State.CANCELLED;
        if (cancelled) {
            change = change.notes(List.of(new Text(
                    "Avbröts av en systemadministratör under väntetiden; inget har ändrats.",
                    "Cancelled by a system administrator while it waited; nothing was changed.")));
        } else if (!done) {
            change = change.notes(List.of(new Text(
                    "Körningen stannade: " + plan.batchesDone() + " av " + plan.batches()
                            + " omgångar är klara. Kör regeln igen för resten.",
                    "The run stopped: " + plan.batchesDone() + " of " + plan.batches()
                            + " batches are done. Run the rule again for the rest.")));
        }
        State to = done ? State.DONE : cancelled ? State.DECLINED : State.FAILED;
        Change last = change;
        boolean moved = database.inTransaction(c ->
                RuleStore.move(c, run, State.RUNNING, to, last) || RuleStore.move(c, run, State.WAITING, to, last));
        if (moved) {
            LOG.info("Run {} of rule {} ended as {}", run, rule, to);
        }
        return true;
    }

    private void end(RuleStore.Stored rule, UUID run, State state, Change change) {
        boolean moved = database.inTransaction(c -> RuleStore.move(c, run, State.RUNNING, state, change));
        if (moved && (state == State.HALTED || state == State.REFUSED)) {
            LOG.warn("Run {} of rule {} ended as {}: {}", run, rule.id(), state, change.notes());
        } else if (moved) {
            LOG.info("Run {} of rule {} ended as {} with {} hits", run, rule.id(), state, change.hits());
        }
    }

    private static List<Text> reasons(GallraException e) {
        List<Text> reasons = new ArrayList<>();
        reasons.add(e.text());
        e.violations().stream().map(Violation::text).forEach(reasons::add);
        if (e instanceof StalePlanException stale) {
            reasons.addAll(stale.differences());
        }
        return reasons;
    }
}
