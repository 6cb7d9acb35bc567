package org.gallra.api.contact;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One page of the list of contacts.
 *
 * @param filter which contacts
 * @param sort the order; ties are broken by the internal key
 * @param descending whether the order is turned round
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter and order
 * @param limit how many at most, 1 to 200
 * @param field the key of a free field that is sorted by in the place of the order, or null; records without a value come last
 */
@ProviderType
public record ContactQuery(
        ContactFilter filter,
        Sort sort,
        boolean descending,
        @Nullable String cursor,
        int limit,
        @Nullable String field) {

    /** Makes a query that is not sorted by a free field. */
    public ContactQuery(ContactFilter filter, Sort sort, boolean descending, @Nullable String cursor, int limit) {
        this(filter, sort, descending, cursor, limit, null);
    }

    /** The orders of the list. */
    @ProviderType
    public enum Sort {
        /** Last name, then first name, in Swedish order. */
        NAME,
        /** The company's name in Swedish order; contacts without a company last. */
        COMPANY,
        /** Time of creation. */
        CREATED,
        /** Time of the last change. */
        CHANGED
    }

    /** Returns the first page of 50 by name. */
    public static ContactQuery of(ContactFilter filter) {
        return new ContactQuery(filter, Sort.NAME, false, null, 50);
    }
}
