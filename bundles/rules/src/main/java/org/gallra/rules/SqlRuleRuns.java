package org.gallra.rules;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.RuleRun.State;
import org.gallra.api.rule.RuleRuns;
import org.gallra.rules.RuleStore.Change;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs by hand, and what administrators decide about proposals. */
@Component(service = RuleRuns.class)
public final class SqlRuleRuns implements RuleRuns {

    private final Database database;
    private final Conductor conductor;
    private final Planning planning;
    private final AccessControl access;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Waits for the tables. */
    @Activate
    public SqlRuleRuns(
            @Reference Database database,
            @Reference Conductor conductor,
            @Reference Planning planning,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.rules)") SchemaReady schema) {
        this.database = database;
        this.conductor = conductor;
        this.planning = planning;
        this.access = access;
    }

    @Override
    public List<RuleRun> list(UUID rule) {
        access.require(Permission.ANONYMIZE);
        List<RuleStore.StoredRun> runs = database.inTransaction(c -> RuleStore.runs(c, RuleStore.key(c, rule)));
        boolean settled = runs.stream().filter(this::settles).count() > 0;
        List<RuleStore.StoredRun> now =
                settled ? database.inTransaction(c -> RuleStore.runs(c, RuleStore.key(c, rule))) : runs;
        return now.stream().map(RuleStore.StoredRun::run).toList();
    }

    @Override
    public Details get(UUID rule, UUID run) {
        access.require(Permission.ANONYMIZE);
        RuleStore.StoredRun found = find(rule, run);
        return details(settles(found) ? find(rule, run) : found);
    }

    private boolean settles(RuleStore.StoredRun stored) {
        RuleRun run = stored.run();
        UUID plan = run.plan();
        boolean open = run.state() == State.RUNNING || run.state() == State.WAITING;
        return open && plan != null && conductor.settle(run.rule(), run.id(), plan);
    }

    @Override
    public Details start(UUID id) {
        Caller caller = access.require(Permission.ANONYMIZE);
        record Begun(RuleStore.Stored rule, UUID run) {}
        Begun begun = database.inTransaction(connection -> {
            RowLock.lock(database, connection, "rules_rule", id, null, RuleStore::unknown);
            RuleStore.Stored rule = RuleStore.find(connection, id);
            if (!rule.body().enabled()) {
                throw GallraException.conflict(new Text(
                        "Regeln är avstängd. Slå på den först.", "The rule is switched off. Switch it on first."));
            }
            if (RuleStore.running(connection).stream().anyMatch(r -> r.rule() == rule.key())) {
                throw GallraException.conflict(new Text(
                        "Regeln körs redan. Vänta tills den är klar.",
                        "The rule runs already. Wait until it has ended."));
            }
            UUID run = RuleStore.begin(connection, rule, false, caller.userName(), conductor.now(), conductor.lease());
            audit.record(AuditEntry.of(RuleActs.STARTED).on("rule", id));
            return new Begun(rule, run);
        });
        conductor.work(begun.rule(), begun.run());
        return get(id, begun.run());
    }

    @Override
    public Details recount(UUID rule, UUID run) {
        access.require(Permission.ANONYMIZE);
        RuleStore.Stored stored = database.inTransaction(c -> RuleStore.find(c, rule));
        find(rule, run);
        boolean mine = database.inTransaction(c -> RuleStore.move(
                c,
                run,
                State.PROPOSED,
                State.RUNNING,
                Change.at(conductor.now()).lease(conductor.lease())));
        if (!mine) {
            throw notWaiting();
        }
        conductor.work(stored, run);
        return get(rule, run);
    }

    @Override
    public Details approve(UUID rule, UUID run, String digest, boolean acceptGaps) {
        Caller caller = access.require(Permission.ANONYMIZE);
        ErasurePlan plan = planning.plan(find(rule, run).run().plan());
        Change taken = Change.at(conductor.now()).lease(conductor.lease()).decided(caller.userName());
        if (plan == null || !decided(run, State.RUNNING, taken, RuleActs.APPROVED)) {
            throw notWaiting();
        }
        boolean begun = false;
        try {
            planning.execute(plan, digest, acceptGaps);
            begun = true;
        } catch (StalePlanException e) {
            boolean typed = !plan.digest().equals(digest);
            back(run);
            begun = true;
            if (!typed) {
                recount(rule, run);
            }
            throw e;
        } catch (GallraException e) {
            ErasurePlan after = planning.plan(plan.id());
            begun = after != null && after.state() != ErasurePlan.State.PLANNED;
            if (!begun) {
                throw e;
            }
        } finally {
            if (!begun) {
                back(run);
            }
        }
        return get(rule, run);
    }

    /** Decides a proposal and takes it down; false if it does not wait for a decision. */
    private boolean decided(UUID run, State state, Change change, AuditAct act) {
        return database.inTransaction(connection -> {
            boolean mine = RuleStore.move(connection, run, State.PROPOSED, state, change);
            if (mine) {
                audit.record(AuditEntry.of(act).on("rule-run", run));
            }
            return mine;
        });
    }

    private void back(UUID run) {
        database.inTransaction(c -> RuleStore.move(c, run, State.RUNNING, State.PROPOSED, Change.at(conductor.now())));
    }

    @Override
    public Details decline(UUID rule, UUID run) {
        Caller caller = access.require(Permission.ANONYMIZE);
        find(rule, run);
        Change change = Change.at(conductor.now()).decided(caller.userName());
        if (!decided(run, State.DECLINED, change, RuleActs.DECLINED)) {
            throw notWaiting();
        }
        return get(rule, run);
    }

    private RuleStore.StoredRun find(UUID rule, UUID run) {
        return database.inTransaction(c -> RuleStore.run(c, rule, run));
    }

    private Details details(RuleStore.StoredRun stored) {
        return new Details(
                Objects.requireNonNull(stored.run()), planning.plan(stored.run().plan()));
    }

    private static GallraException notWaiting() {
        return GallraException.conflict(new Text(
                "Körningen väntar inte på något beslut (längre).", "The run does not wait for a decision (any more)."));
    }
}
