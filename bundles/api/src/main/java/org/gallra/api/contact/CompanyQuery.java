package org.gallra.api.contact;

import java.util.List;
import org.gallra.api.freefield.FieldFilter;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One page of the list of companies.
 *
 * @param text words that must each be found in name, registration number, e-mail or town; folded; or null
 * @param category only companies in this category, or null
 * @param owner only companies of this user, or null
 * @param sort the order; ties are broken by the internal key
 * @param descending whether the order is turned round
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter and order
 * @param limit how many at most, 1 to 200
 * @param freeFields conditions on free fields; null is none
 * @param field the key of a free field that is sorted by in the place of the order, or null; records without a value come last
 */
@ProviderType
public record CompanyQuery(
        @Nullable String text,
        @Nullable String category,
        @Nullable String owner,
        Sort sort,
        boolean descending,
        @Nullable String cursor,
        int limit,
        @Nullable List<FieldFilter> freeFields,
        @Nullable String field) {

    /** Copies the list. */
    public CompanyQuery {
        freeFields = freeFields == null ? null : List.copyOf(freeFields);
    }

    /** Makes a query without free fields. */
    public CompanyQuery(
            @Nullable String text,
            @Nullable String category,
            @Nullable String owner,
            Sort sort,
            boolean descending,
            @Nullable String cursor,
            int limit) {
        this(text, category, owner, sort, descending, cursor, limit, null, null);
    }

    /** The orders of the list. */
    @ProviderType
    public enum Sort {
        /** The name in Swedish order. */
        NAME,
        /** Time of creation. */
        CREATED,
        /** Time of the last change. */
        CHANGED
    }

    /** Returns the first page of 50 by name; the text may be null. */
    public static CompanyQuery matching(@Nullable String text) {
        return new CompanyQuery(text, null, null, Sort.NAME, false, null, 50);
    }
}
