package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasurePlan.StorePlan;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.ledger.ErasureLedger.Batch;
import org.gallra.api.persistence.Database;
import org.gallra.api.suppression.SuppressionList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database that is older than the ledger up to it: what was erased after the copy was made is erased again. */
final class Replay {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final String SYSTEM = "system";
    private static final Duration LIFE = Duration.ofDays(1);

    private final Register register;
    private final ErasureLedger ledger;
    private final SuppressionList list;
    private final ContactRestrictions restrictions;
    private final Database database;
    private final Clock clock;

    Replay(
            Register register,
            ErasureLedger ledger,
            SuppressionList list,
            ContactRestrictions restrictions,
            Database database,
            Clock clock) {
        this.register = register;
        this.ledger = ledger;
        this.list = list;
        this.restrictions = restrictions;
        this.database = database;
        this.clock = clock;
    }

    /** A plan of the database under which batches are done again. */
    private record Under(long key, boolean original) {}

    /** Does all that the database misses; returns how many batches that were. */
    int run() {
        settle();
        List<Batch> missed = ledger.batches(ledger.applied());
        if (!missed.isEmpty()) {
            LOG.warn(
                    "The database is older than the ledger: {} batches of erasures are done again before anybody is served",
                    missed.size());
            List<Batch> all = ledger.batches(0);
            Keys.reserve(database, register.view(), all);
            int from = 0;
            while (from < missed.size()) {
                int to = from + 1;
                while (to < missed.size()
                        && missed.get(to).plan().equals(missed.get(from).plan())) {
                    to++;
                }
                act(missed.subList(from, to));
                from = to;
            }
        }
        database.inNewTransaction(connection -> {
            ledger.caughtUp(connection);
            return true;
        });
        ledger.served();
        if (!missed.isEmpty()) {
            LOG.info("The database has caught up with the ledger at entry {}", ledger.head());
        }
        return missed.size();
    }

    /**
     * Finds out what became of batches that a crash cut off. If the database has the plan and waits to do that batch, it was
     * rolled back, and the plan goes on by itself. Otherwise this is an older copy, and the batch counts as done: that is
     * what was decided, and doing it twice changes nothing.
     */
    private void settle() {
        for (Batch batch : ledger.unsettled()) {
            boolean waiting = database.inNewTransaction(connection -> PlanStore.find(connection, batch.plan()))
                    .filter(p -> p.state() == ErasurePlan.State.RUNNING || p.state() == ErasurePlan.State.FAILED)
                    .filter(p -> p.batchesDone() < batch.number())
                    .isPresent();
            LOG.info(
                    "Entry {} of the ledger was cut off: {}",
                    batch.entry(),
                    waiting ? "it was rolled back, its plan goes on" : "the database is older, it is done again");
            ledger.settle(batch.entry(), !waiting);
        }
    }

    private void act(List<Batch> batches) {
        Batch first = batches.get(0);
        Instant now = clock.instant();
        View view = register.view();
        Again again = new Again(view, database.kind(), list);
        Under under = database.inNewTransaction(connection -> {
            UUID id = id(connection, first.plan());
            long key = PlanStore.create(connection, id, first.action(), SYSTEM, false, now, now.plus(LIFE));
            again.stage(connection, key, batches);
            PlanStore.complete(
                    connection, key, first.digest(), batches.size(), body(connection, view, again, first, key));
            return new Under(key, id.equals(first.plan()));
        });
        for (Batch batch : batches) {
            database.inNewTransaction(connection -> batch(connection, again, under.key(), batch));
        }
        database.inNewTransaction(connection -> finish(connection, under, first));
    }

    private long batch(Connection connection, Again again, long key, Batch batch) throws SQLException {
        StoredPlan plan = PlanStore.lock(connection, database.kind(), key);
        PlanResults results = new PlanResults(
                plan.results().rows(),
                plan.results().unlinked(),
                plan.results().kept(),
                plan.results().figures(),
                plan.results().owed(),
                plan.results().ledger(),
                true);
        long before = results.allRows();
        Reach.Source source = again.source(key, batch);
        again.execute(connection, batch, source, again.acts(batch), results);
        for (String store : StoreCount.acting(plan.body().stores())) {
            Debts.owe(connection, key, store, source);
        }
        results.ledger().add(batch.entry());
        results.ledger().add(ledger.replayed(connection, batch, results.allRows() - before));
        Arrears.note(connection, register.view(), batch.entry());
        PlanStore.journal(
                connection, key, source.through(), results, clock.instant().plus(Leases.LIFE));
        return key;
    }

    private boolean finish(Connection connection, Under under, Batch first) throws SQLException {
        Instant now = clock.instant();
        PlanStore.start(connection, under.key(), SYSTEM, true, now);
        StoredPlan plan = PlanStore.lock(connection, database.kind(), under.key());
        Optional<ErasureLedger.Done> done = under.original() ? ledger.find(first.plan()) : Optional.empty();
        done.ifPresent(d -> plan.results().ledger().add(d.entry()));
        plan.results().ledger().sort(null);
        UUID receipt = done.map(ErasureLedger.Done::receipt).orElseGet(UUID::randomUUID);
        // the copy may have been made while they waited
        restrictions.forget(PlanStore.contacts(under.key()));
        Traces.note(connection, register.view(), plan.results(), now);
        PlanStore.finish(connection, under.key(), plan.results(), receipt, false, now);
        return true;
    }

    /** Returns the plan's own id if the database can have it, so that who knows the plan or its receipt finds it again. */
    private UUID id(Connection connection, UUID plan) throws SQLException {
        Optional<StoredPlan> there = PlanStore.find(connection, plan);
        if (there.isEmpty()) {
            return plan;
        }
        ErasurePlan.State state = there.get().state();
        boolean over = state == ErasurePlan.State.PLANNED
                || state == ErasurePlan.State.EXPIRED
                || (state != ErasurePlan.State.DONE && ledger.find(plan).isPresent());
        if (over && there.get().owed().isEmpty()) {
            PlanStore.forget(connection, there.get().key());
            return plan;
        }
        return UUID.randomUUID();
    }

    private PlanBody body(Connection connection, View view, Again again, Batch batch, long key) throws SQLException {
        List<RecordPlan> records = new ArrayList<>();
        List<ErasurePlan.StatisticPlan> statistics = new ArrayList<>();
        for (Act act : again.acts(batch)) {
            RecordPlan record = new RecordPlan(
                    act.record().id(),
                    act.record().label(),
                    act.record().bundle(),
                    act.action(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    null,
                    List.of());
            records.add(record);
            statistics.addAll(Tally.statistics(act, record));
        }
        records.sort(java.util.Comparator.comparing(RecordPlan::bundle).thenComparing(RecordPlan::record));
        statistics.sort(java.util.Comparator.comparing(ErasurePlan.StatisticPlan::statistic));
        Set<String> fields = batch.action() == ErasureAction.ANONYMIZE ? again.fields(batch) : new TreeSet<>();
        List<StorePlan> stores = view.snapshot().stores().stream()
                .filter(s -> view.stores().containsKey(s.id()))
                .map(s -> StoreCount.plan(s, batch.action(), fields, null))
                .toList();
        List<ErasurePlan.ContributorState> contributors = Tally.states(view.snapshot());
        Staging.Subjects subjects = new Staging(connection, database.kind(), key).count();
        return new PlanBody(
                fields,
                null,
                view.snapshot().digest(),
                subjects.contacts(),
                subjects.companies(),
                0,
                records,
                stores,
                statistics,
                List.of(),
                List.of(),
                java.util.Map.of(),
                contributors,
                Tally.accounted(contributors));
    }
}
