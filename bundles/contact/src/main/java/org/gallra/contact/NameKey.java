package org.gallra.contact;

import org.gallra.api.search.SearchWords;
import org.jspecify.annotations.Nullable;

/**
 * The folded key by which names are sorted and found: its code point order is Swedish order, the same on every database.
 */
final class NameKey {

    private static final char BETWEEN = '\u0001';
    private static final int MAX = 400;

    /** Stands between the own words of a contact and those of its company; no folded text has it. */
    static final char COMPANY = '#';

    private NameKey() {}

    /** Returns the sort key of a person: family name first. */
    static String person(@Nullable String firstName, @Nullable String lastName) {
        String last = SearchWords.fold(lastName);
        String first = SearchWords.fold(firstName);
        return cut(last.isEmpty() ? first : first.isEmpty() ? last : last + BETWEEN + first, MAX);
    }

    /** Returns the sort key of a company. */
    static String name(String name) {
        return cut(SearchWords.fold(name), MAX);
    }

    /**
     * Returns what a contact is found by: its own words, and behind them those of its company, so that a list looks at one column.
     *
     * @param own what {@link SearchWords#key} says of the contact
     * @param company the search key of its company, or null if it has none
     */
    static String withCompany(String own, @Nullable String company) {
        return company == null ? own : own + COMPANY + " " + company;
    }

    private static String cut(String key, int max) {
        return key.length() <= max ? key : key.substring(0, max);
    }
}
