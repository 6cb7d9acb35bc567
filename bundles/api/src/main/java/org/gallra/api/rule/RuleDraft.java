package org.gallra.api.rule;

import java.util.Set;
import org.gallra.api.erasure.ErasureAction;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an administrator writes of a rule.
 *
 * @param name the name, at most 100 characters
 * @param condition whom it hits
 * @param action what it does; null is anonymize
 * @param fields what to anonymize beside the mandatory fields, as in an anonymization by hand; null is nothing more
 * @param schedule when it runs by itself; null is never
 * @param mode who decides; null is a proposal
 * @param dryRun whether a run only counts; null is yes. A new rule always begins so
 * @param enabled whether it runs at all; null is yes
 * @param brake when a run halts; null is {@link Brake#USUAL}
 */
@ProviderType
public record RuleDraft(
        @Nullable String name,
        @Nullable Condition condition,
        @Nullable ErasureAction action,
        @Nullable Set<String> fields,
        @Nullable Schedule schedule,
        @Nullable RuleMode mode,
        @Nullable Boolean dryRun,
        @Nullable Boolean enabled,
        @Nullable Brake brake) {}
