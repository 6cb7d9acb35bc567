package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes one plan, batch by batch; each batch with its journal entry is one transaction over all bundles' tables. */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final int SILENT_MILLISECONDS = 600_000;
    private static final int TRIES = 3;

    private final Register register;
    private final Stores stores;
    private final Blockers blockers;
    private final ContactRestrictions restrictions;
    private final Debts debts;
    private final ErasureLedger ledger;
    private final SuppressionList list;
    private final Probes probes;
    private final Database database;
    private final Clock clock;
    private final Leases leases;
    private final Together together;
    private final long key;
    private final int size;
    private final BooleanSupplier stopping;

    Run(
            Register register,
            Stores stores,
            Blockers blockers,
            ContactRestrictions restrictions,
            ErasureLedger ledger,
            SuppressionList list,
            Probes probes,
            Database database,
            Clock clock,
            Leases leases,
            Together together,
            long key,
            int size,
            BooleanSupplier stopping) {
        this.register = register;
        this.stores = stores;
        this.blockers = blockers;
        this.restrictions = restrictions;
        this.ledger = ledger;
        this.list = list;
        this.probes = probes;
        this.debts = new Debts(register, stores, database);
        this.database = database;
        this.clock = clock;
        this.leases = leases;
        this.together = together;
        this.key = key;
        this.size = size;
        this.stopping = stopping;
    }

    /** The statement of one bundle failed. */
    private static final class ActFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient RecordDeclaration record;
        private final String sqlState;

        ActFailed(RecordDeclaration record, SQLException cause) {
            // neither message nor cause: a driver's text may hold values
            super("Erasing rows of " + record.id() + " failed");
            this.record = record;
            SQLException deepest = cause;
            while (deepest.getNextException() != null) {
                deepest = deepest.getNextException();
            }
            this.sqlState = deepest.getSQLState() == null ? "?????" : deepest.getSQLState();
        }
    }

    /** Another node has taken the plan over, after this one was silent for longer than its lease. */
    private static final class Relieved extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Runs what is left of the plan; throws what the user has to know, after the state is written down. */
    void all() {
        probes.acting(true);
        try {
            boolean last = false;
            while (!last) {
                if (stopping.getAsBoolean()) {
                    return; // the plan stays as it is and goes on at the next start
                }
                last = batch(ask());
            }
            debts.pay(key);
            probes.ended(database.inNewTransaction(this::finish));
        } catch (StalePlanException e) {
            stale();
            throw e;
        } catch (Relieved e) {
            LOG.info("Another node goes on with the erasure that this one was at");
        } catch (ActFailed e) {
            failed();
            LOG.error(
                    "Erasing rows of {} failed with SQL state {}; the batch was rolled back",
                    e.record.id(),
                    e.sqlState);
            throw SqlErasureEngine.unavailable(
                    new Text(
                            "Posttypen " + e.record.id() + " i " + e.record.bundle()
                                    + " kunde inte behandlas (SQL-läge " + e.sqlState
                                    + "). Inget i omgången har ändrats.",
                            "The record type " + e.record.id() + " of " + e.record.bundle()
                                    + " could not be processed (SQL state " + e.sqlState
                                    + "). Nothing of the batch was changed."),
                    e);
        } catch (RuntimeException e) {
            failed();
            if (e instanceof GallraException known) {
                throw known;
            }
            LOG.error(
                    "An erasure batch failed and was rolled back: {}",
                    e.getClass().getName());
            throw SqlErasureEngine.unavailable(
                    new Text(
                            "Omgången kunde inte genomföras och inget i den har ändrats. Försök igen.",
                            "The batch could not be done and nothing of it was changed. Try again."),
                    e);
        } finally {
            probes.acting(false);
        }
    }

    /** Demands that the plan is still what it was when it was made; changes nothing. */
    void check() {
        try {
            StoredPlan plan = database.inNewTransaction(connection -> PlanStore.lock(connection, database.kind(), key));
            Before asked = ask(plan);
            database.inNewTransaction(connection -> {
                verify(connection, plan, register.view(), asked);
                return true;
            });
        } catch (StalePlanException e) {
            stale();
            throw e;
        }
    }

    private void stale() {
        database.inNewTransaction(connection -> {
            StoredPlan plan = PlanStore.lock(connection, database.kind(), key);
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

    /**
     * What was asked before a batch, outside its transaction.
     *
     * @param plan the plan as it stood
     * @param stores what the stores hold; null unless nothing is done yet
     */
    private record Before(StoredPlan plan, @Nullable StoreCount stores) {}

    /** Asks blockers, and before the first batch the stores too; a plan that was overtaken does not go on. */
    private Before ask() {
        StoredPlan plan = database.inNewTransaction(connection -> PlanStore.lock(connection, database.kind(), key));
        return plan.state() != ErasurePlan.State.RUNNING || plan.batchesDone() >= plan.batches()
                ? new Before(plan, null)
                : ask(plan);
    }

    private Before ask(StoredPlan plan) {
        PlanBody body = plan.body();
        Blockers.Answer held =
                blockers.ask(key, plan.doneThrough(), plan.action(), body.companies() > 0, clock.instant());
        List<Text> differences = new ArrayList<>();
        held.exclusions()
                .forEach(e -> differences.add(new Text(
                        "Hinder har tillkommit: " + e.reason().sv() + " (" + (e.contacts() + e.companies()) + ")",
                        "A blocker has come: " + e.reason().en() + " (" + (e.contacts() + e.companies()) + ")")));
        if (!plan.acceptGaps()) {
            held.gaps().forEach(g -> differences.add(g.text()));
        }
        if (!differences.isEmpty() && plan.batchesDone() == 0) {
            throw new StalePlanException(differences);
        }
        if (!differences.isEmpty()) {
            throw stopped(plan, differences.get(0));
        }
        return new Before(
                plan,
                plan.batchesDone() == 0
                        ? StoreCount.of(register.view(), stores, database, key, plan.action(), body.fields())
                        : null);
    }

    private static GallraException stopped(StoredPlan plan, Text why) {
        return GallraException.conflict(new Text(
                why.sv() + ". " + plan.batchesDone() + " av " + plan.batches()
                        + " omgångar är klara. Gör en ny förhandsgranskning för resten.",
                why.en() + ". " + plan.batchesDone() + " of " + plan.batches()
                        + " batches are done. Make a new preview for the rest."));
    }

    private boolean batch(Before before) {
        if (before.plan().batchesDone() >= before.plan().batches()) {
            return true;
        }
        for (int attempt = 1; ; attempt++) {
            try (Intent intent = new Intent(ledger)) {
                boolean last = database.inNewTransaction(connection -> unhurried(connection, before, intent));
                intent.committed();
                return last;
            } catch (ActFailed e) {
                if (attempt == TRIES || !e.sqlState.startsWith("40")) {
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
    private boolean unhurried(Connection connection, Before before, Intent intent) throws SQLException {
        if (database.kind() == Database.Kind.DERBY) {
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

    private boolean batch(Connection connection, Before before, Intent intent) throws SQLException {
        StoredPlan plan = PlanStore.lock(connection, database.kind(), key);
        if (plan.state() != ErasurePlan.State.RUNNING) {
            return true; // another node did it
        }
        requireMine(plan);
        View view = register.view();
        ErasureAction action = plan.action();
        Set<String> fields = plan.body().fields();
        boolean companies = plan.body().companies() > 0;
        List<Long> contacts = Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = 'C' AND subject > ? ORDER BY subject"
                                + " FETCH FIRST " + size + " ROWS ONLY",
                        key,
                        plan.doneThrough()),
                row -> row.getLong(1));
        lockPeople(connection, view, contacts);
        boolean first = plan.batchesDone() == 0;
        boolean last = contacts.size() < size || plan.batchesDone() + 1 >= plan.batches();
        if (first) {
            verify(connection, plan, view, before);
        } else if (!view.snapshot().digest().equals(plan.body().register())) {
            throw stopped(
                    plan, new Text("Tilläggen har ändrats under körningen", "The bundles changed during the run"));
        }
        probes.remember(connection, view, plan);
        long through = contacts.isEmpty() ? plan.doneThrough() : contacts.get(contacts.size() - 1);
        Reach.Source source = Reach.Source.all(key, companies).batch(plan.doneThrough(), through, last);
        PlanResults results = plan.results();
        SuppressionList.Addition recognized = list.prepare(
                Recognized.of(
                        connection, view, database.kind(), source, view.usable().values()),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        Executor executor = new Executor(view, database.kind(), action, source, contacts, clock.instant());
        for (Act act : Act.of(view, database.kind(), action, fields, companies)) {
            try {
                results.add(act.record().id(), executor.execute(connection, act));
            } catch (SQLException e) {
                throw new ActFailed(act.record(), e);
            }
        }
        for (String store : StoreCount.acting(plan.body().stores())) {
            Debts.owe(connection, key, store, source);
        }
        recognized.write(connection);
        long entry = intent.write(connection, batch(connection, plan, contacts, source.withCompanies()));
        results.ledger().add(entry);
        Arrears.note(connection, view, entry);
        PlanStore.journal(connection, key, through, results, clock.instant().plus(Leases.LIFE));
        return last;
    }

    /** Says for the ledger whom the batch is about. */
    private ErasureLedger.Batch batch(
            Connection connection, StoredPlan plan, List<Long> contacts, boolean withCompanies) throws SQLException {
        return new ErasureLedger.Batch(
                0,
                clock.instant(),
                plan.id(),
                plan.action(),
                plan.digest(),
                plan.batchesDone() + 1,
                plan.body().fields(),
                plan.body().companies() > 0,
                contacts,
                withCompanies ? Planner.staged(connection, key, 'O') : List.of());
    }

    /** Writes the receipt, after the stores were asked to forget. */
    private UUID finish(Connection connection) throws SQLException {
        StoredPlan plan = PlanStore.lock(connection, database.kind(), key);
        if (plan.state() == ErasurePlan.State.RUNNING) {
            requireMine(plan);
            restrictions.forget(PlanStore.contacts(key));
            ErasureLedger.Done done = ledger.find(plan.id()).orElse(null);
            long entry;
            if (done == null) {
                done = done(connection, plan);
                entry = ledger.done(connection, done);
            } else {
                entry = done.entry(); // a crash came between the ledger and the database
            }
            plan.results().ledger().add(entry);
            Traces.note(connection, register.view(), plan.results(), clock.instant());
            PlanStore.finish(connection, key, plan.results(), done.receipt(), true, clock.instant());
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

    /** Counts again in the transaction that is about to act. */
    private void verify(Connection connection, StoredPlan plan, View view, Before asked) throws SQLException {
        PlanBody before = plan.body();
        StoreCount counted = asked.stores();
        boolean companies = before.companies() > 0;
        List<Act> acts = Act.of(view, database.kind(), plan.action(), before.fields(), companies);
        Counter counter = new Counter(view, database.kind(), plan.action(), key, companies);
        PlanBody now = Planner.body(
                connection,
                view,
                plan.action(),
                key,
                before.fields(),
                acts,
                together.count(connection, counter, acts, before.contacts()),
                before.unknown(),
                before.reason(),
                counted == null ? new StoreCount(before.stores(), List.of()) : counted,
                new Blockers.Answer(before.excluded(), List.of()));
        List<Text> differences = Planner.differences(before, now);
        if (!differences.isEmpty()) {
            throw new StalePlanException(differences);
        }
    }

    /** Keeps everybody from adding something to these people until the batch is done. */
    private void lockPeople(Connection connection, View view, List<Long> contacts) throws SQLException {
        RecordDeclaration people = view.contacts();
        String select = "SELECT " + people.key() + " FROM " + people.table() + " WHERE " + people.key();
        if (contacts.isEmpty()) {
            return;
        }
        if (database.kind() == Database.Kind.POSTGRESQL) {
            var keys = connection.createArrayOf("bigint", contacts.toArray());
            Sql.list(
                    connection,
                    SqlFragment.of(select + " = ANY (?) ORDER BY " + people.key() + " FOR UPDATE", keys),
                    row -> row.getLong(1));
            keys.free();
            return;
        }
        try (var statement = connection.prepareStatement(select + " = ? FOR UPDATE WITH RS")) {
            for (long contact : contacts) {
                statement.setLong(1, contact);
                try (var row = statement.executeQuery()) {
                    row.next();
                }
            }
        }
    }

    /** Ends a run that cannot go on now, unless another node does already; the batches before it have left their traces. */
    private void failed() {
        database.inNewTransaction(connection -> {
            StoredPlan plan = PlanStore.lock(connection, database.kind(), key);
            if (running(plan)) {
                PlanStore.state(connection, key, ErasurePlan.State.FAILED);
                Traces.note(connection, register.view(), plan.results(), clock.instant());
            }
            return true;
        });
    }
}
