package org.gallra.register;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.persistence.Database;

/**
 * What plans are made and executed with.
 *
 * @param register which record types there are
 * @param stores what bundles keep outside the database
 * @param blockers who may not be erased now
 * @param database where everything lies
 * @param clock the time
 * @param batch how many people are erased in one transaction
 */
record Surroundings(
        Register register, Stores stores, Blockers blockers, Database database, Clock clock, IntSupplier batch) {

    View view() {
        return register.view();
    }

    Database.Kind kind() {
        return database.kind();
    }

    Instant now() {
        return clock.instant();
    }

    /** Returns how many batches a plan takes; at least one, for a company may have no people. */
    int batches(PlanBody body) {
        int size = batch.getAsInt();
        return (int) Math.max(1, (body.contacts() + size - 1) / size);
    }

    /** Returns the fields that an act is about: those that always go and what was asked for, or none if the rows go. */
    static Set<String> fields(View view, ErasureAction action, Set<String> asked) {
        return action == ErasureAction.ANONYMIZE ? Choice.of(view, asked) : new TreeSet<>();
    }

    /** Asks the stores what they hold of the staged people; no transaction is open meanwhile. */
    StoreCount stored(View view, long plan, ErasureAction action, Set<String> fields) {
        return StoreCount.of(view, stores, database, plan, action, fields);
    }
}
