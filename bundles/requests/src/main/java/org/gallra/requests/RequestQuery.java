package org.gallra.requests;

import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * Which requests to list.
 *
 * @param open true: those that are open, the next due first; false: the others, the latest received first; null: all, the
 *     latest received first
 * @param contact those of this contact, or null for all
 * @param cursor {@code next} of the page before, or null
 * @param limit how many at most, 1 to 200
 */
record RequestQuery(
        @Nullable Boolean open,
        @Nullable ContactId contact,
        @Nullable String cursor,
        int limit) {}
