package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes one plan, batch by batch; each batch with its journal entry is one transaction over all bundles' tables. */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final int SILENT_MILLISECONDS = 600_000;
    private static final int TRIES = 3;

    private final Surroundings around;
    private final Books books;
    private final Unchanged unchanged;
    private final Batches batches;
    private final Debts debts;
    private final Database database;
    private final Leases leases;
    private final long key;
    private final BooleanSupplier stopping;

    Run(
            Surroundings around,
            Books books,
            Unchanged unchanged,
            Debts debts,
            Leases leases,
            long key,
            BooleanSupplier stopping) {
        this.around = around;
        this.books = books;
        this.unchanged = unchanged;
        this.batches = new Batches(around, books, unchanged, key);
        this.debts = debts;
        this.database = around.database();
        this.leases = leases;
        this.key = key;
        this.stopping = stopping;
    }

    /** Another node has taken the plan over, after this one was silent for longer than its lease. */
    private static final class Relieved extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Runs what is left of the plan; throws what the user has to know, after the state is written down. */
    void all() {
        books.probes().acting(true);
        try {
            boolean last = false;
            while (!last) {
                if (stopping.getAsBoolean()) {
                    return; // the plan stays as it is and goes on at the next start
                }
                last = batch();
            }
            debts.pay(key);
            books.probes().ended(database.inNewTransaction(this::finish));
        } catch (StalePlanException e) {
            stale();
            throw e;
        } catch (Relieved e) {
            LOG.info("Another node goes on with the erasure that this one was at");
        } catch (Batches.ActFailed e) {
            failed();
            throw told(e);
        } catch (RuntimeException e) {
            failed();
            throw told(e);
        } finally {
            books.probes().acting(false);
        }
    }

    /** Demands that the plan is still what it was when it was made; changes nothing but its state, if it is not. */
    void check() {
        try {
            unchanged.check();
        } catch (StalePlanException e) {
            stale();
            throw e;
        }
    }

    private static GallraException told(Batches.ActFailed e) {
        LOG.error(
                "Erasing rows of {} failed with SQL state {}; the batch was rolled back",
                e.record().id(),
                e.sqlState());
        return unavailable(
                new Text(
                        "Posttypen " + e.record().id() + " i " + e.record().bundle()
                                + " kunde inte behandlas (SQL-läge " + e.sqlState()
                                + "). Inget i omgången har ändrats.",
                        "The record type " + e.record().id() + " of "
                                + e.record().bundle() + " could not be processed (SQL state " + e.sqlState()
                                + "). Nothing of the batch was changed."),
                e);
    }

    private static GallraException told(RuntimeException e) {
        if (e instanceof GallraException known) {
            return known;
        }
        LOG.error(
                "An erasure batch failed and was rolled back: {}", e.getClass().getName());
        return unavailable(
                new Text(
                        "Omgången kunde inte genomföras och inget i den har ändrats. Försök igen.",
                        "The batch could not be done and nothing of it was changed. Try again."),
                e);
    }

    static GallraException unavailable(Text text, Throwable cause) {
        return new GallraException(GallraException.Code.UNAVAILABLE, text, List.of(), cause);
    }

    private void stale() {
        database.inNewTransaction(connection -> {
            StoredPlan plan = PlanStore.lock(connection, around.kind(), key);
            if (plan.state() == ErasurePlan.State.PLANNED || running(plan)) {
                PlanStore.stale(connection, key);
            }
            return true;
        });
    }

    /** Tells whether a plan is being executed, and here. */
    private boolean running(StoredPlan plan) {
        return plan.state() == ErasurePlan.State.RUNNING && leases.mine(plan);
    }

    private void requireMine(StoredPlan plan) {
        if (!leases.mine(plan)) {
            throw new Relieved();
        }
    }

    /** Erases the next people; returns whether nothing is left. */
    private boolean batch() {
        StoredPlan plan = database.inNewTransaction(connection -> PlanStore.lock(connection, around.kind(), key));
        if (plan.batchesDone() >= plan.batches() || plan.state() != ErasurePlan.State.RUNNING) {
            return true;
        }
        Unchanged.Before before = unchanged.ask(plan);
        for (int attempt = 1; ; attempt++) {
            try (Intent intent = new Intent(books.ledger())) {
                boolean last = database.inNewTransaction(connection -> unhurried(connection, before, intent));
                intent.committed();
                return last;
            } catch (Batches.ActFailed e) {
                if (attempt == TRIES || !e.transientConflict()) {
                    throw e;
                }
            } catch (StorageException e) {
                if (attempt == TRIES || !e.transientConflict()) {
                    throw e;
                }
            }
        }
    }

    /** A batch over many record types of vendors may keep PostgreSQL silent for longer than what others do. */
    private boolean unhurried(Connection connection, Unchanged.Before before, Intent intent) throws SQLException {
        if (around.kind() == Database.Kind.DERBY) {
            return batch(connection, before, intent);
        }
        int usual = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, SILENT_MILLISECONDS);
        try {
            return batch(connection, before, intent);
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, usual);
            }
        }
    }

    private boolean batch(Connection connection, Unchanged.Before before, Intent intent) throws SQLException {
        StoredPlan plan = PlanStore.lock(connection, around.kind(), key);
        if (plan.state() != ErasurePlan.State.RUNNING) {
            return true; // another node did it
        }
        requireMine(plan);
        return batches.next(connection, plan, before, intent);
    }

    /** Writes the receipt, after the stores were asked to forget. */
    private UUID finish(Connection connection) throws SQLException {
        StoredPlan plan = PlanStore.lock(connection, around.kind(), key);
        if (plan.state() == ErasurePlan.State.RUNNING) {
            requireMine(plan);
            books.restrictions().forget(PlanStore.contacts(key));
            ErasureLedger.Done done = books.ledger().find(plan.id()).orElse(null);
            long entry;
            if (done == null) {
                done = done(connection, plan);
                entry = books.ledger().done(connection, done);
            } else {
                entry = done.entry(); // a crash came between the ledger and the database
            }
            plan.results().ledger().add(entry);
            Traces.note(connection, around.view(), plan.results(), around.now());
            PlanStore.finish(connection, key, plan.results(), done.receipt(), true, around.now());
        }
        return plan.id();
    }

    private ErasureLedger.Done done(Connection connection, StoredPlan plan) throws SQLException {
        PlanBody body = plan.body();
        return new ErasureLedger.Done(
                0,
                UUID.randomUUID(),
                plan.id(),
                plan.action(),
                plan.digest(),
                body.contacts(),
                body.companies(),
                plan.results().allRows(),
                body.excluded().stream()
                        .mapToLong(e -> e.contacts() + e.companies())
                        .sum(),
                body.complete() && Debts.owed(connection, key).isEmpty(),
                plan.results().proofs(body));
    }

    /** Ends a run that cannot go on now, unless another node does already; the batches before it have left their traces. */
    private void failed() {
        database.inNewTransaction(connection -> {
            StoredPlan plan = PlanStore.lock(connection, around.kind(), key);
            if (running(plan)) {
                PlanStore.state(connection, key, ErasurePlan.State.FAILED);
                Traces.note(connection, around.view(), plan.results(), around.now());
            }
            return true;
        });
    }
}
