package org.gallra.meeting;

import java.time.Instant;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of meetings; conditions that are null do not matter.
 *
 * @param contact only those in which this contact takes part
 * @param company only those about this company
 * @param held only those that were held, or only those that are planned
 * @param owner only those of this user
 * @param words only those each of whose words stands in the title or in the name of the company
 * @param from only those that begin at this instant or later
 * @param to only those that begin before this instant
 * @param sort the order; ties are broken by the internal key
 * @param descending whether the order is turned round
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter and order
 * @param limit how many at most, 1 to 200
 */
record MeetingQuery(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable Boolean held,
        @Nullable String owner,
        @Nullable String words,
        @Nullable Instant from,
        @Nullable Instant to,
        Sort sort,
        boolean descending,
        @Nullable String cursor,
        int limit) {

    /** The orders of the list. */
    enum Sort {
        /** When it begins. */
        START("t.starts_at"),
        /** Time of creation. */
        CREATED("t.created_at"),
        /** Time of the last change. */
        CHANGED("t.changed_at");

        final String sql;

        Sort(String sql) {
            this.sql = sql;
        }
    }

    /** Returns the same of those only that begin at this instant or later. */
    MeetingQuery since(Instant first) {
        return new MeetingQuery(contact, company, held, owner, words, first, to, sort, descending, cursor, limit);
    }

    /** Returns the latest of a contact or company. */
    static MeetingQuery latest(@Nullable ContactId contact, @Nullable CompanyId company, int limit) {
        return new MeetingQuery(contact, company, null, null, null, null, null, Sort.START, true, null, limit);
    }
}
