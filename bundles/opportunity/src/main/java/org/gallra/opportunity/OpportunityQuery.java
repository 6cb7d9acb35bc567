package org.gallra.opportunity;

import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of opportunities; conditions that are null do not matter.
 *
 * @param contact only those of this contact
 * @param company only those of this company, its contacts' included
 * @param owner only those of this user
 * @param words only those each of whose words stands in the name or in that of the company
 * @param stage only those of this stage
 * @param open only those that are open, or only those that are won or lost
 * @param sort the order; ties are broken by the internal key
 * @param descending whether the order is turned round
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter and order
 * @param limit how many at most, 1 to 200
 */
record OpportunityQuery(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable String owner,
        @Nullable String words,
        @Nullable Stage stage,
        @Nullable Boolean open,
        Sort sort,
        boolean descending,
        @Nullable String cursor,
        int limit) {

    /** The orders of the list. */
    enum Sort {
        /** Time of creation. */
        CREATED("t.created_at"),
        /** The day on which a decision is expected; those without one come last. */
        EXPECTED("COALESCE(t.expected_on, CAST('9999-12-31' AS DATE))"),
        /** The amount; unknown ones count as nothing. */
        AMOUNT("COALESCE(t.amount, 0)"),
        /** Time of the last change. */
        CHANGED("t.changed_at");

        final String sql;

        Sort(String sql) {
            this.sql = sql;
        }
    }

    /** Returns the latest of a contact or company. */
    static OpportunityQuery latest(@Nullable ContactId contact, @Nullable CompanyId company, int limit) {
        return new OpportunityQuery(contact, company, null, null, null, null, Sort.CREATED, true, null, limit);
    }
}
