package org.gallra.api.personaldata;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.erasure.ErasureAction;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Personal data of a bundle that stands in no table: files, an index, another system. Annotate the class with
 * {@link PersonalStore} and register it as a service; what stands in tables needs none.
 *
 * <p>The core calls it by sets of people and never in a transaction, on a thread of its own, within five seconds a call.
 * What it throws, a call that takes longer, and an answer that makes no sense are named in the extract, the plan and the
 * receipt under the bundle's name, and never counted as done. Calls may come from several threads at a time.
 */
@ConsumerType
public interface PersonalDataStore {

    /**
     * Whose data is meant: anything that concerns one of them.
     *
     * @param contacts keys of contacts, in no order, at most 1,000
     * @param companies keys of companies, in no order, at most 1,000; only when companies are deleted
     */
    @ProviderType
    record People(List<Long> contacts, List<Long> companies) {

        /** Copies the lists. */
        public People {
            contacts = List.copyOf(contacts);
            companies = List.copyOf(companies);
        }

        /** Returns one contact. */
        public static People contact(long key) {
            return new People(List.of(key), List.of());
        }
    }

    /**
     * One item about a person.
     *
     * @param values by the names of the declared {@link StoreField}s: String, Long, BigDecimal, Boolean, LocalDate,
     *     LocalTime, Instant, UUID, byte[] or null
     */
    @ProviderType
    record Item(Map<String, @Nullable Object> values) {

        /** Returns the names only. */
        @Override
        public String toString() {
            return "Item" + values.keySet();
        }
    }

    /**
     * Some items and where to go on.
     *
     * @param items in the store's own order
     * @param next the cursor of the next call, or null at the end
     */
    @ProviderType
    record Items(List<Item> items, @Nullable String next) {

        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }

        /** Returns all there is. */
        public static Items all(List<Item> items) {
            return new Items(items, null);
        }
    }

    /**
     * What to forget.
     *
     * @param act the id of the act: the same when a call is repeated
     * @param action whether the items may stay without anything that leads to the person, or have to go
     * @param people whose
     */
    @ProviderType
    record Erasure(UUID act, ErasureAction action, People people) {}

    /** Counts the items that hold something of these people; 0 after they were erased. Changes nothing. */
    long count(People people);

    /**
     * Returns items of one contact, each once over all calls.
     *
     * @param cursor null at first, then {@link Items#next()} of the call before
     * @param limit how many at the most
     */
    Items export(long contactKey, @Nullable String cursor, int limit);

    /**
     * Removes everything that leads to these people. Called after the database's own batch was committed, and again until
     * {@link #count} returns 0; doing it twice must do no harm.
     *
     * @return how many items were changed or removed
     */
    long erase(Erasure erasure);
}
