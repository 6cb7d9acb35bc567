package org.gallra.limits;

import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * Which limits to list, the latest first.
 *
 * @param contact those of this contact, or null for all
 * @param active those in force, or the others; null for all
 * @param restricts restrictions, or objections to marketing; null for both
 * @param cursor {@code next} of the page before, or null
 * @param limit how many at most, 1 to 200
 */
record LimitQuery(
        @Nullable ContactId contact,
        @Nullable Boolean active,
        @Nullable Boolean restricts,
        @Nullable String cursor,
        int limit) {}
