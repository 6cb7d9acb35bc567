package org.gallra.api.rule;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A rule that anonymizes or deletes contacts.
 *
 * @param id the public id
 * @param version raised with each change
 * @param name the name
 * @param condition whom it hits; only ever contacts that are not anonymized
 * @param words whom it hits, in words
 * @param action what it does
 * @param fields what it anonymizes beside the mandatory fields, ordered
 * @param schedule when it runs by itself
 * @param scheduleWords when it runs by itself, in words
 * @param next the next five times at which it runs by itself (UTC); none if it is off or switched off
 * @param mode who decides
 * @param dryRun whether a run only counts
 * @param enabled whether it runs at all
 * @param brake when a run halts, every limit given
 * @param createdBy the login name of who made it
 * @param createdAt when (UTC)
 * @param changedBy the login name of who changed it last
 * @param changedAt when (UTC)
 * @param problem why it refuses to run now, such as a criterion whose bundle is gone; or null
 * @param lastRun the latest run, or null
 */
@ProviderType
public record Rule(
        UUID id,
        long version,
        String name,
        Condition condition,
        Text words,
        ErasureAction action,
        Set<String> fields,
        Schedule schedule,
        Text scheduleWords,
        List<Instant> next,
        RuleMode mode,
        boolean dryRun,
        boolean enabled,
        Brake brake,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        @Nullable Text problem,
        @Nullable RuleRun lastRun) {

    /** Copies the collections. */
    public Rule {
        fields = Collections.unmodifiableSet(new TreeSet<>(fields));
        next = List.copyOf(next);
    }

    /** Returns what an administrator would write to get this rule. */
    public RuleDraft draft() {
        return new RuleDraft(name, condition, action, fields, schedule, mode, dryRun, enabled, brake);
    }
}
