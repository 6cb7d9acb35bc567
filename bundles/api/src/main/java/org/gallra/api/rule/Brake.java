package org.gallra.api.rule;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * When a run halts before it changes anything: one limit exceeded is enough. What is null is as in {@link #USUAL}.
 *
 * @param cap the most contacts of one run, 1 to 1,000,000
 * @param percent the most contacts of one run, in percent of all that are not anonymized, 1 to 100
 * @param norm how many times the median of the rule's last ten runs a run may hit, 2 to 1,000; counts from the fourth run
 *     on, and not for ten contacts or fewer
 */
@ProviderType
public record Brake(
        @Nullable Long cap,
        @Nullable Integer percent,
        @Nullable Integer norm) {

    /** At most 1,000 contacts, 30 % of all, and five times the norm. */
    public static final Brake USUAL = new Brake(1_000L, 30, 5);
}
