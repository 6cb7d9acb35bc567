package org.gallra.register;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.gallra.api.GallraException;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.persistence.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans that wait: they are ordered, they come due, and what has changed meanwhile is planned again (ADR-0022). */
final class Orders {

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    /** How often an act whose time has come is planned again before an administrator has to decide. */
    private static final int PLANS = 3;

    /** After a start bundles arrive one by one; what is due waits for those that it was planned with, for this long. */
    private static final Duration ARRIVAL = Duration.ofMinutes(2);

    private final Surroundings around;
    private final Books books;
    private final Database database;
    private final LongFunction<Run> runs;
    private final LongConsumer execution;
    private final Instant since;

    /**
     * Takes what the engine has.
     *
     * @param runs makes the run of a plan
     * @param execution runs a plan
     */
    Orders(Surroundings around, Books books, LongFunction<Run> runs, LongConsumer execution) {
        this.around = around;
        this.books = books;
        this.database = around.database();
        this.runs = runs;
        this.execution = execution;
        this.since = around.now();
    }

    /** Restricts the people of a plan at once and lets it wait. */
    void order(StoredPlan plan, String user, boolean acceptGaps, Instant due) {
        runs.apply(plan.key()).check();
        boolean mine = database.inNewTransaction(connection -> {
            boolean ordered =
                    PlanStore.order(connection, plan.key(), user, acceptGaps, due.truncatedTo(ChronoUnit.MICROS));
            if (ordered) {
                books.restrictions().restrict(PlanStore.cause(plan.id()), PlanStore.contacts(plan.key()));
                books.audit().record(ErasureActs.ORDERED.entry(plan, user));
            }
            return ordered;
        });
        if (mine) {
            LOG.info("Erasure plan {} waits until {}", plan.id(), due);
        }
    }

    /** Executes what is due; of several nodes one does. */
    void due() {
        Instant now = around.now();
        for (StoredPlan plan : database.inNewTransaction(c -> PlanStore.due(c, now))) {
            if (arriving(plan) || !begin(plan, now)) {
                continue;
            }
            LOG.info("Erasure plan {} is due", plan.id());
            try {
                carryOut(plan);
            } catch (GallraException e) {
                LOG.warn(
                        "Erasure plan {} was due and could not be executed; its people stay restricted: {}",
                        plan.id(),
                        e.getMessage());
            }
        }
    }

    /** Begins and takes it down in one transaction; false if another node was faster, or if it cannot be taken down now. */
    private boolean begin(StoredPlan plan, Instant now) {
        try {
            return database.inNewTransaction(connection -> {
                boolean mine = PlanStore.begin(connection, plan.key(), now);
                if (mine) {
                    books.audit().record(ErasureActs.begun(plan, plan.approvedBy()));
                }
                return mine;
            });
        } catch (GallraException e) {
            LOG.warn("Erasure plan {} is due and goes on waiting: {}", plan.id(), e.getMessage());
            return false;
        }
    }

    /** Tells whether bundles that a plan was made with may still be on their way after a start. */
    boolean arriving(StoredPlan plan) {
        Instant now = around.now();
        return !now.isBefore(since)
                && now.isBefore(since.plus(ARRIVAL))
                && !around.view().snapshot().digest().equals(plan.body().register());
    }

    /** Runs a plan; one that has waited is planned again if something has changed, for the same people and fields. */
    void carryOut(StoredPlan plan) {
        for (int attempt = 1; ; attempt++) {
            try {
                execution.accept(plan.key());
                return;
            } catch (StalePlanException e) {
                boolean ordered = database.inNewTransaction(c -> PlanStore.find(c, plan.id()))
                        .map(p -> p.dueAt() != null)
                        .orElse(false);
                if (!ordered || attempt == PLANS || !planAgain(plan.id())) {
                    throw e;
                }
            }
        }
    }

    /** Counts a plan anew without those who are held by now; false if it cannot go on without an administrator. */
    private boolean planAgain(UUID id) {
        StoredPlan stored = database.inNewTransaction(connection -> PlanStore.find(connection, id))
                .orElseThrow(StoredPlan::unknown);
        PlanBody before = stored.body();
        View view = around.view();
        boolean companies = before.companies() > 0;
        Set<String> fields = Surroundings.fields(view, stored.action(), Choice.known(view, before.fields()));
        if (companies) {
            // whoever came to a company meanwhile goes with it
            database.inNewTransaction(connection -> {
                Staging staging = new Staging(connection, around.kind(), stored.key());
                staging.removeContacts();
                staging.addContactsOfCompanies(view);
                return true;
            });
        }
        Blockers.Answer held = around.blockers().exclude(view, stored.key(), stored.action(), companies, around.now());
        StoreCount counted = around.stored(view, stored.key(), stored.action(), fields);
        return database.inNewTransaction(connection -> {
            PlanBody body = new Tally(view, around.kind(), stored.action(), stored.key(), fields, companies)
                    .count(
                            connection,
                            new Tally.Beside(
                                    before.unknown(), before.reason(), counted, held.after(before.excluded())));
            String digest = body.digest(stored.action(), stored.key());
            PlanStore.complete(connection, stored.key(), digest, around.batches(body), body);
            // those who are held are not erased: nothing restricts them any more
            books.restrictions().release(PlanStore.cause(id));
            books.restrictions().restrict(PlanStore.cause(id), PlanStore.contacts(stored.key()));
            boolean goesOn = stored.acceptGaps() || body.gaps().stream().noneMatch(ErasurePlan.Gap::stops);
            PlanStore.state(connection, stored.key(), goesOn ? ErasurePlan.State.RUNNING : ErasurePlan.State.FAILED);
            LOG.info("Erasure plan {} had changed while it waited and was planned again", id);
            return goesOn;
        });
    }
}
