package org.gallra.suppression;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the list does.
 *
 * @param version raised at each change; 0 as long as nobody has changed anything
 * @param reaction what happens when somebody is recognized
 * @param keptYears how many years an entry is kept, 1 to 20
 * @param changedBy who changed that last, or null
 * @param changedAt when (UTC), or null
 */
public record ListSettings(
        long version,
        Reaction reaction,
        int keptYears,
        @Nullable String changedBy,
        @Nullable Instant changedAt) {

    /** Before anybody has changed anything. */
    static final ListSettings FIRST = new ListSettings(0, Reaction.ASK, 5, null, null);
}
