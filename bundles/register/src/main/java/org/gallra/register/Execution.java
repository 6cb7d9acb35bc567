package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes plans, one at a time on a thread of its own: what a user orders, what has waited until now, what a crash cut off, and what
 * another node was at when it died.
 */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    private static final int WAIT_SECONDS = 10;
    private static final int RESUME_TRIES = 120;
    private static final int DEBT_SECONDS = 10;
    private static final int DUE_SECONDS = 5;

    private final Surroundings around;
    private final Books books;
    private final Database database;
    private final Together together;
    private final Debts debts;
    private final Arrears arrears;
    private final Leases leases;
    private final Orders orders;
    private final Map<Long, Future<?>> runs = new ConcurrentHashMap<>();
    private final Worker worker = new Worker("gallra-erasure");
    private volatile boolean stopping;

    /**
     * Executes nothing by itself before it begins.
     *
     * @param node the id of this node, the same after a restart
     */
    Execution(Surroundings around, Books books, Together together, String node) {
        this.around = around;
        this.books = books;
        this.database = around.database();
        this.together = together;
        this.debts = new Debts(around.register(), around.stores(), database);
        this.arrears = new Arrears(around.register(), books.ledger(), books.list(), database, around.clock());
        this.leases = new Leases(database, node, around.clock());
        this.orders = new Orders(around, books, this::runOf, this::run);
    }

    /** Goes on with what was cut off, and looks from now on for what is due and owed. */
    void begin() {
        worker.schedule(() -> resume(0), 1, TimeUnit.SECONDS);
        worker.scheduleWithFixedDelay(this::pay, DEBT_SECONDS, DEBT_SECONDS, TimeUnit.SECONDS);
        worker.scheduleWithFixedDelay(this::dueQuietly, DUE_SECONDS, DUE_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets the batch in work end; what is left goes on at the next start. */
    void end() {
        stopping = true;
        worker.end(Duration.ofSeconds(10));
    }

    /** Executes a plan for a user whose right to it is known, or lets it wait as long as such acts do; returns after a while at the latest. */
    void execute(StoredPlan plan, String user, boolean acceptGaps) {
        Instant now = around.now();
        requireFresh(plan, now);
        requireExecutable(plan, acceptGaps);
        books.requireReady();
        Duration wait = plan.state() == ErasurePlan.State.PLANNED
                ? database.inNewTransaction(c -> WaitingStore.of(c, plan.byRule()))
                : Duration.ZERO;
        if (!wait.isZero()) {
            orders.order(plan, user, acceptGaps, now.plus(wait));
            return;
        }
        if (plan.state() != ErasurePlan.State.RUNNING
                && database.inNewTransaction(c -> start(c, plan, user, acceptGaps, now))) {
            runs.put(plan.key(), worker.submit(() -> orders.carryOut(plan)));
        }
        await(plan.key());
    }

    private static void requireFresh(StoredPlan plan, Instant now) {
        if (plan.state() == ErasurePlan.State.EXPIRED
                || (plan.state() == ErasurePlan.State.PLANNED
                        && plan.expiresAt().isBefore(now))) {
            throw new StalePlanException(
                    List.of(new Text("Planen är för gammal eller inaktuell", "The plan is too old or out of date")));
        }
        if (plan.state() == ErasurePlan.State.CANCELLED) {
            throw GallraException.conflict(new Text(
                    "Åtgärden är avbruten. Gör en ny förhandsgranskning.",
                    "The act is cancelled. Make a new preview."));
        }
    }

    private static void requireExecutable(StoredPlan plan, boolean acceptGaps) {
        if (plan.body().contacts() + plan.body().companies() == 0) {
            throw GallraException.conflict(new Text(
                    "Ingen är kvar i planen: alla hålls av hinder.",
                    "Nobody is left in the plan: all are held by blockers."));
        }
        List<Text> gaps = plan.body().gaps().stream()
                .filter(ErasurePlan.Gap::stops)
                .map(ErasurePlan.Gap::text)
                .toList();
        if (!acceptGaps && !gaps.isEmpty()) {
            throw GallraException.conflict(new Text(
                    gaps.get(0).sv() + ". Stoppa eller ta bort tillägget, eller bekräfta med acceptGaps.",
                    gaps.get(0).en() + ". Stop or remove the bundle, or confirm with acceptGaps."));
        }
    }

    /** Begins and takes it down in one transaction: what cannot be taken down is not begun. */
    private boolean start(Connection connection, StoredPlan plan, String user, boolean acceptGaps, Instant now)
            throws SQLException {
        boolean mine = PlanStore.start(connection, plan.key(), user, acceptGaps, now);
        if (mine) {
            books.audit().record(ErasureActs.begun(plan, user));
        }
        return mine;
    }

    private void await(long key) {
        Future<?> run = runs.get(key);
        if (run == null) {
            return;
        }
        try {
            run.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return; // it goes on; the caller asks again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GallraException known) {
                throw known;
            }
            throw Run.unavailable(new Text("Körningen avbröts.", "The run was cut off."), e);
        }
    }

    private void run(long key) {
        try {
            if (leases.take(key)) {
                runOf(key).all();
            }
        } finally {
            runs.remove(key);
        }
    }

    private Run runOf(long key) {
        return new Run(around, books, new Unchanged(around, together, key), debts, leases, key, () -> stopping);
    }

    private void dueQuietly() {
        try {
            due();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Erasures that are due could not be looked up: {}",
                    e.getClass().getName());
        }
    }

    /** Executes what is due, as the worker does every few seconds. */
    void due() {
        try {
            books.requireReady();
        } catch (GallraException e) {
            return; // the state of the ledger or the list says why; what is due waits
        }
        takeOver();
        orders.due();
    }

    /** Goes on with what another node was at when it died. */
    private void takeOver() {
        for (StoredPlan plan : database.inNewTransaction(leases::orphans)) {
            if (!orders.arriving(plan)) {
                goOn("Taking over erasure plan", plan);
            }
        }
    }

    private void goOn(String what, StoredPlan plan) {
        LOG.info("{} {} at batch {} of {}", what, plan.id(), plan.batchesDone() + 1, plan.batches());
        try {
            orders.carryOut(plan);
        } catch (GallraException e) {
            LOG.warn("Erasure plan {} could not go on: {}", plan.id(), e.getMessage());
        }
    }

    /** Asks stores that still have to forget somebody, also those whose bundle has come back, and treats tables that have. */
    void pay() {
        try {
            arrears.pay();
            debts.pay();
        } catch (RuntimeException e) {
            LOG.warn("What is owed could not be looked up: {}", e.getClass().getName());
        }
    }

    private void resume(int tries) {
        try {
            List<StoredPlan> cut = database.inNewTransaction(leases::left);
            String digest = around.view().snapshot().digest();
            if (books.ledger().behind()) {
                worker.schedule(() -> resume(tries), 1, TimeUnit.SECONDS);
                return;
            }
            boolean settled = cut.stream().allMatch(p -> p.body().register().equals(digest));
            if (!settled && tries < RESUME_TRIES) {
                worker.schedule(() -> resume(tries + 1), 1, TimeUnit.SECONDS);
                return;
            }
            cut.forEach(plan -> goOn("Going on with erasure plan", plan));
        } catch (RuntimeException e) {
            if (tries < RESUME_TRIES && !worker.isShutdown()) {
                worker.schedule(() -> resume(tries + 1), 1, TimeUnit.SECONDS);
            } else {
                LOG.error(
                        "Erasures that were cut off could not be looked up ({})",
                        e.getClass().getName());
            }
        }
    }
}
