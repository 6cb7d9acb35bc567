package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.persistence.Database;
import org.jspecify.annotations.Nullable;

/** Demands that a plan is still what it was when it was made, before its first batch changes anything; asks blockers before each batch. */
final class Unchanged {

    private final Surroundings around;
    private final Database database;
    private final Together together;
    private final long key;

    Unchanged(Surroundings around, Together together, long key) {
        this.around = around;
        this.database = around.database();
        this.together = together;
        this.key = key;
    }

    /**
     * What was asked before a batch, outside its transaction.
     *
     * @param plan the plan as it stood
     * @param stores what the stores hold; null unless nothing is done yet
     */
    record Before(StoredPlan plan, @Nullable StoreCount stores) {}

    /** Asks blockers, and before the first batch the stores too; a plan that was overtaken does not go on. */
    Before ask(StoredPlan plan) {
        PlanBody body = plan.body();
        Blockers.Answer held =
                around.blockers().ask(key, plan.doneThrough(), plan.action(), body.companies() > 0, around.now());
        List<Text> differences = new ArrayList<>();
        held.exclusions()
                .forEach(e -> differences.add(new Text(
                        "Hinder har tillkommit: " + e.reason().sv() + " (" + (e.contacts() + e.companies()) + ")",
                        "A blocker has come: " + e.reason().en() + " (" + (e.contacts() + e.companies()) + ")")));
        if (!plan.acceptGaps()) {
            held.gaps().forEach(g -> differences.add(g.text()));
        }
        boolean untouched = plan.batchesDone() == 0;
        if (!differences.isEmpty() && untouched) {
            throw new StalePlanException(differences);
        }
        if (!differences.isEmpty()) {
            throw stopped(plan, differences.get(0));
        }
        return new Before(plan, untouched ? around.stored(around.view(), key, plan.action(), body.fields()) : null);
    }

    /** Demands in a batch's transaction that there is what was counted: by counting again before the first, by the declarations later. */
    void verify(Connection connection, StoredPlan plan, View view, Before asked) throws SQLException {
        if (plan.batchesDone() == 0) {
            count(connection, plan, view, asked);
        } else if (!view.snapshot().digest().equals(plan.body().register())) {
            throw stopped(
                    plan, new Text("Tilläggen har ändrats under körningen", "The bundles changed during the run"));
        }
    }

    /** Demands that a plan of which nothing is done is what it was; changes nothing. */
    void check() {
        StoredPlan plan = database.inNewTransaction(connection -> PlanStore.lock(connection, around.kind(), key));
        Before asked = ask(plan);
        database.inNewTransaction(connection -> {
            count(connection, plan, around.view(), asked);
            return true;
        });
    }

    private void count(Connection connection, StoredPlan plan, View view, Before asked) throws SQLException {
        PlanBody before = plan.body();
        StoreCount counted = asked.stores();
        PlanBody now = new Tally(view, around.kind(), plan.action(), key, before.fields(), before.companies() > 0)
                .count(
                        connection,
                        together,
                        before.contacts(),
                        new Tally.Beside(
                                before.unknown(),
                                before.reason(),
                                counted == null ? new StoreCount(before.stores(), List.of()) : counted,
                                new Blockers.Answer(before.excluded(), List.of())));
        List<Text> differences = Differences.between(before, now);
        if (!differences.isEmpty()) {
            throw new StalePlanException(differences);
        }
    }

    private static GallraException stopped(StoredPlan plan, Text why) {
        return GallraException.conflict(new Text(
                why.sv() + ". " + plan.batchesDone() + " av " + plan.batches()
                        + " omgångar är klara. Gör en ny förhandsgranskning för resten.",
                why.en() + ". " + plan.batchesDone() + " of " + plan.batches()
                        + " batches are done. Make a new preview for the rest."));
    }
}
