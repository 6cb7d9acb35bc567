package org.gallra.hold;

import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of holds, the newest first; conditions that are null do not matter.
 *
 * @param contact only those on this contact
 * @param company only those on this company itself
 * @param active only those that hold, or only those that do not
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter
 * @param limit how many at most, 1 to 200
 */
record HoldQuery(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable Boolean active,
        @Nullable String cursor,
        int limit) {}
