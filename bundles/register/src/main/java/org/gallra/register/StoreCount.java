package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.Gap;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.erasure.ErasurePlan.StorePlan;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataStore.People;
import org.gallra.api.personaldata.StoreDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * What stores outside the database hold of a plan's people.
 *
 * @param plans per store, ordered by bundle and id
 * @param gaps which could not be asked
 */
record StoreCount(List<StorePlan> plans, List<Gap> gaps) {

    private static final int CHUNK = 1_000;

    /** Asks all stores about the staged people; no transaction is open meanwhile. */
    static StoreCount of(
            View view, Stores stores, Database database, long plan, ErasureAction action, Set<String> chosen) {
        List<StorePlan> plans = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        for (StoreDeclaration declared : view.snapshot().stores()) {
            Declared.Store store = view.stores().get(declared.id());
            if (store == null || !store.declaration().bundle().equals(declared.bundle())) {
                continue;
            }
            Long items = null;
            try {
                items = count(store, stores, database, plan);
            } catch (ContributorException e) {
                gaps.add(new Gap(
                        declared.bundle(),
                        new Text(
                                declared.label().sv() + " kunde inte räknas: "
                                        + e.text().sv(),
                                declared.label().en() + " could not be counted: "
                                        + e.text().en()),
                        false));
            }
            plans.add(plan(declared, action, chosen, items));
        }
        return new StoreCount(plans, gaps);
    }

    /** Returns the ids of the stores that have something to do. */
    static List<String> acting(List<StorePlan> plans) {
        return plans.stream()
                .filter(s -> s.action() != RowAction.KEEP)
                .map(StorePlan::store)
                .toList();
    }

    static StorePlan plan(StoreDeclaration store, ErasureAction action, Set<String> chosen, @Nullable Long items) {
        RowAction does = action == ErasureAction.DELETE
                ? RowAction.DELETE
                : chosen.contains(store.id()) ? RowAction.ANONYMIZE : RowAction.KEEP;
        return new StorePlan(
                store.id(), store.label(), store.bundle(), store.kind(), store.mandatory(), does, items, 0);
    }

    private static long count(Declared.Store store, Stores stores, Database database, long plan) {
        long items = 0;
        for (char kind : new char[] {'C', 'O'}) {
            long after = Long.MIN_VALUE;
            while (true) {
                long from = after;
                List<Long> keys = database.read(connection -> keys(connection, plan, kind, from));
                if (keys.isEmpty()) {
                    break;
                }
                items += stores.count(store, kind == 'C' ? new People(keys, List.of()) : new People(List.of(), keys));
                after = keys.get(keys.size() - 1);
            }
        }
        return items;
    }

    private static List<Long> keys(Connection connection, long plan, char kind, long after) throws SQLException {
        return Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = '" + kind
                                + "' AND subject > ? ORDER BY subject FETCH FIRST " + CHUNK + " ROWS ONLY",
                        plan,
                        after),
                row -> row.getLong(1));
    }
}
