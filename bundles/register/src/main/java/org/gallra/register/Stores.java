package org.gallra.register;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.gallra.api.personaldata.PersonalDataStore;
import org.gallra.api.personaldata.PersonalDataStore.Erasure;
import org.gallra.api.personaldata.PersonalDataStore.Item;
import org.gallra.api.personaldata.PersonalDataStore.Items;
import org.gallra.api.personaldata.PersonalDataStore.People;
import org.jspecify.annotations.Nullable;

/** Asks the stores of bundles, and believes nothing that makes no sense. Never called in a transaction. */
final class Stores {

    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final Duration READING = Duration.ofSeconds(30);
    private static final int PAGE = 200;
    private static final int MOST = 100_000;
    private static final int LONGEST = 1_000;
    private static final Set<Class<?>> TYPES = Set.of(
            String.class,
            Long.class,
            BigDecimal.class,
            Boolean.class,
            LocalDate.class,
            LocalTime.class,
            Instant.class,
            UUID.class,
            byte[].class);

    private final Offers offers;
    private final ContributorCalls calls;

    Stores(Offers offers, ContributorCalls calls) {
        this.offers = offers;
        this.calls = calls;
    }

    /** Counts the items of at most 1,000 people. */
    long count(Declared.Store store, People people) {
        Offers.Offer<PersonalDataStore> offer = offer(store);
        long items = calls.call(
                offer.properties(), name(store), BUDGET, () -> offer.service().count(people));
        if (items < 0) {
            throw calls.wrong(offer.properties(), name(store), "count " + items);
        }
        return items;
    }

    /**
     * Lets the store forget at most 1,000 people and asks whether it did.
     *
     * @throws ContributorException if it failed, or still holds something
     */
    void erase(Declared.Store store, Erasure erasure) {
        Offers.Offer<PersonalDataStore> offer = offer(store);
        long changed = calls.call(
                offer.properties(), name(store), BUDGET, () -> offer.service().erase(erasure));
        if (changed < 0) {
            throw calls.wrong(offer.properties(), name(store), "erase " + changed);
        }
        long left = count(store, erasure.people());
        if (left > 0) {
            throw calls.wrong(offer.properties(), name(store), "count " + left + " after erase");
        }
    }

    /** Reads all items of one contact. */
    long read(Declared.Store store, long contact, Consumer<Row> rows) {
        Offers.Offer<PersonalDataStore> offer = offer(store);
        Map<String, String> ids = ids(store);
        Set<String> seen = new HashSet<>();
        long end = System.nanoTime() + READING.toNanos();
        long read = 0;
        String cursor = null;
        do {
            String from = cursor;
            Items page = calls.call(offer.properties(), name(store), BUDGET, () -> offer.service()
                    .export(contact, from, PAGE));
            String fault = fault(page, ids.keySet(), seen);
            if (fault == null && read + page.items().size() > MOST) {
                fault = "more than " + MOST + " items";
            }
            if (fault == null && System.nanoTime() > end) {
                fault = "more than " + READING.toSeconds() + " s";
            }
            if (fault != null) {
                throw calls.wrong(offer.properties(), name(store), fault);
            }
            for (Item item : page.items()) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                ids.forEach((field, id) -> values.put(id, item.values().get(field)));
                rows.accept(new Row(values, null, List.of()));
                read++;
            }
            cursor = page.next();
        } while (cursor != null);
        return read;
    }

    private static @Nullable String fault(@Nullable Items page, Set<String> fields, Set<String> seen) {
        if (page == null) {
            return "null";
        }
        if (page.items().size() > PAGE) {
            return page.items().size() + " items where " + PAGE + " were asked for";
        }
        String next = page.next();
        if (next != null && (next.length() > LONGEST || !seen.add(next))) {
            return "a cursor that was there before";
        }
        for (Item item : page.items()) {
            for (Map.Entry<String, @Nullable Object> value : item.values().entrySet()) {
                if (!fields.contains(value.getKey())) {
                    return "a value that is not declared";
                }
                Object held = value.getValue();
                if (held != null && !TYPES.contains(held.getClass())) {
                    return "a value of type " + held.getClass().getName();
                }
            }
        }
        return null;
    }

    /** Returns the fields' ids by their names. */
    private static Map<String, String> ids(Declared.Store store) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (FieldDeclaration field : store.declaration().fields()) {
            ids.put(field.id().substring(field.id().lastIndexOf('.') + 1), field.id());
        }
        return ids;
    }

    private Offers.Offer<PersonalDataStore> offer(Declared.Store store) {
        String bundle = store.declaration().bundle();
        return offers.store(bundle, store.type())
                .orElseThrow(() -> new ContributorException(
                        bundle,
                        new Text(
                                bundle + " är inte igång, så " + store.id() + " kan inte tillfrågas",
                                bundle + " does not run, so " + store.id() + " cannot be asked")));
    }

    private static String name(Declared.Store store) {
        return "PersonalDataStore " + store.id();
    }
}
