package org.gallra.api.rule;

import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.access.Permission;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The runs of rules. Every method needs {@link Permission#ANONYMIZE}. Thread-safe. */
@ProviderType
public interface RuleRuns {

    /**
     * A run with its plan.
     *
     * @param run the run
     * @param plan what it would do or did, counted; null if it made no plan
     */
    @ProviderType
    record Details(RuleRun run, @Nullable ErasurePlan plan) {}

    /**
     * Returns the runs of a rule, the latest first, at most 100.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    List<RuleRun> list(UUID rule);

    /**
     * Returns a run.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    Details get(UUID rule, UUID run);

    /**
     * Runs a rule now, as its schedule would: a dry run counts, a proposal waits, an automatic rule is executed. Waits up to
     * ten seconds for the end of an execution.
     *
     * @throws GallraException {@code NOT_FOUND}; {@code CONFLICT} if the rule is switched off or runs already
     */
    Details start(UUID rule);

    /**
     * Counts a proposal again, for its plan has become too old: the run gets a new plan.
     *
     * @throws GallraException {@code NOT_FOUND}; {@code CONFLICT} if it does not wait for anybody
     */
    Details recount(UUID rule, UUID run);

    /**
     * Approves a proposal and executes it. A plan that is out of date is counted again and nothing is done: look at the new
     * one and approve that.
     *
     * @param digest the digest of the plan as it was shown
     * @param acceptGaps whether to go on although a blocker could not be asked
     * @throws StalePlanException if the digest is another one, or data or bundles have changed
     * @throws GallraException {@code NOT_FOUND}; {@code CONFLICT} if it does not wait for anybody, or has gaps that are not
     *     accepted
     */
    Details approve(UUID rule, UUID run, String digest, boolean acceptGaps);

    /**
     * Declines a proposal.
     *
     * @throws GallraException {@code NOT_FOUND}; {@code CONFLICT} if it does not wait for anybody
     */
    Details decline(UUID rule, UUID run);
}
