package org.gallra.sale;

import java.time.LocalDate;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of sales; conditions that are null do not matter.
 *
 * @param contact only those of this contact
 * @param company only those of this company, its contacts' included
 * @param owner only those of this user
 * @param words only those each of whose words stands in what was sold or in the name of the company
 * @param from only those sold on this day or later
 * @param to only those sold on this day or earlier
 * @param sort the order; ties are broken by the internal key
 * @param descending whether the order is turned round
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter and order
 * @param limit how many at most, 1 to 200
 */
record SaleQuery(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable String owner,
        @Nullable String words,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Sort sort,
        boolean descending,
        @Nullable String cursor,
        int limit) {

    /** The orders of the list. */
    enum Sort {
        /** The day of the sale. */
        SOLD("t.sold_on"),
        /** The amount. */
        AMOUNT("t.amount"),
        /** Time of creation. */
        CREATED("t.created_at"),
        /** Time of the last change. */
        CHANGED("t.changed_at");

        final String sql;

        Sort(String sql) {
            this.sql = sql;
        }
    }

    /** Returns the latest of a contact or company. */
    static SaleQuery latest(@Nullable ContactId contact, @Nullable CompanyId company, int limit) {
        return new SaleQuery(contact, company, null, null, null, null, Sort.SOLD, true, null, limit);
    }
}
