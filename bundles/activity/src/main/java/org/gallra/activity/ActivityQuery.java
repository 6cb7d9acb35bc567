package org.gallra.activity;

import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of activities; conditions that are null do not matter.
 *
 * @param contact only those of this contact
 * @param company only those of this company, its contacts' included
 * @param type only of this kind
 * @param done only those that are done, or only those that are open
 * @param owner only those of this user
 * @param words only those each of whose words stands in the title or in the name of the company
 * @param sort the order; ties are broken by the internal key
 * @param descending whether the order is turned round
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter and order
 * @param limit how many at most, 1 to 200
 */
record ActivityQuery(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable ActivityType type,
        @Nullable Boolean done,
        @Nullable String owner,
        @Nullable String words,
        Sort sort,
        boolean descending,
        @Nullable String cursor,
        int limit) {

    /** The orders of the list. */
    enum Sort {
        /** When it was done; if it is open, when it is planned for; otherwise when it was created. */
        TIME("COALESCE(t.done_at, t.due_at, t.created_at)"),
        /** When it is planned for; those without a plan come last. */
        DUE("COALESCE(t.due_at, CAST('9999-12-31 00:00:00' AS TIMESTAMP))"),
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
    static ActivityQuery latest(@Nullable ContactId contact, @Nullable CompanyId company, int limit) {
        return new ActivityQuery(contact, company, null, null, null, null, Sort.TIME, true, null, limit);
    }
}
