package org.gallra.suppression;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the list does.
 *
 * @param version raised at each change
 * @param reaction what happens when somebody is recognized
 * @param keptYears how many years an entry is kept, 1 to 20
 * @param knownBy by what the key is known that the entries were made with; null before the first
 * @param changedBy who changed that last, or null
 * @param changedAt when (UTC), or null
 */
public record ListSettings(
        long version,
        Reaction reaction,
        int keptYears,
        @Nullable Long knownBy,
        @Nullable String changedBy,
        @Nullable Instant changedAt) {}
