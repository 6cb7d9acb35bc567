package org.gallra.api.rule;

import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.selection.Parameter;
import org.osgi.annotation.versioning.ProviderType;

/** The rules. Every method needs {@link Permission#ANONYMIZE}. Thread-safe. */
@ProviderType
public interface RuleService {

    /**
     * A criterion that can be chosen.
     *
     * @param id its id
     * @param bundle the symbolic name of the bundle that brings it
     * @param label its name
     * @param parameters what has to be filled in, in this order
     */
    @ProviderType
    record Criterion(String id, String bundle, Text label, List<Parameter> parameters) {

        /** Copies the list. */
        public Criterion {
            parameters = List.copyOf(parameters);
        }
    }

    /** Returns all criteria that can be chosen now, ordered by bundle and id; what fails to describe itself is left out. */
    List<Criterion> criteria();

    /** Returns all rules, ordered by name. */
    List<Rule> list();

    /**
     * Returns a rule.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    Rule get(UUID id);

    /**
     * Creates a rule, in dry run.
     *
     * @throws GallraException {@code INVALID} naming everything that is wrong, criteria by their place such as {@code
     *     condition.all[1]}
     */
    Rule create(RuleDraft draft);

    /**
     * Replaces all values of a rule; its proposals that wait are withdrawn.
     *
     * @throws GallraException {@code NOT_FOUND}; {@code STALE} if it has another version; {@code INVALID}
     */
    Rule update(UUID id, long version, RuleDraft draft);

    /**
     * Deletes a rule with the history of its runs; plans and receipts stay.
     *
     * @throws GallraException {@code NOT_FOUND}; {@code STALE}; {@code CONFLICT} while it runs
     */
    void delete(UUID id, long version);
}
