package org.gallra.person;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what may be the same person.
 *
 * @param items pairs, those that were entered first at the top; a page can hold fewer than were asked for, or none, and have a next one
 * @param next the cursor of the next page, or null on the last one; holds no personal value
 */
public record Proposals(List<Pair> items, @Nullable String next) {

    /** Copies the list. */
    public Proposals {
        items = List.copyOf(items);
    }
}
