package org.gallra.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gallra.api.personaldata.PersonalDataStore;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** The stores of the bundle under test, filled by its author. */
final class Stores {

    private final Bench bench;
    private final List<PersonalDataStore> all;
    private int last;

    private Stores(Bench bench, List<PersonalDataStore> all) {
        this.bench = bench;
        this.all = all;
    }

    /** Returns the stores; aborts the check if the bundle has none. */
    static Stores assumed(Bench bench) {
        List<PersonalDataStore> all = bench.stores();
        int declared = bench.declaredStores().size();
        Assumptions.assumeTrue(declared + all.size() > 0, "the bundle declares no PersonalDataStore");
        if (all.isEmpty()) {
            throw new AssertionFailedError("The bundle declares " + declared
                    + " stores, and none of them is a component that the kit can make: override stores(core)");
        }
        return new Stores(bench, all);
    }

    List<PersonalDataStore> all() {
        return all;
    }

    /** Puts items about a person into every store, and returns by what those of each store are known. */
    List<String> fill(Person person, int items) {
        List<String> marks = new ArrayList<>();
        for (PersonalDataStore store : all) {
            String mark = String.format(Locale.ROOT, "zs%08dx%d", ++last, person.key);
            marks.add(mark);
            try {
                bench.contract().put(store, person.id, person.key, items, mark, bench.core());
            } catch (UnsupportedOperationException e) {
                throw new AssertionFailedError("The kit cannot know how something comes into "
                        + store.getClass().getSimpleName() + ": override put(store, contact, key, items, mark, core)");
            } catch (Exception e) {
                throw new AssertionFailedError("put(...) of this test fails: " + e, e);
            }
            long count = store.count(PersonalDataStore.People.contact(person.key));
            if (count != items) {
                throw new AssertionFailedError(store.getClass().getSimpleName() + " was given " + items
                        + " items about a person and counts " + count + ". Count each item that concerns one of the"
                        + " people once.");
            }
        }
        return marks;
    }
}
