package org.gallra.api.selection;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A criterion as a condition of the filter of the contact list.
 *
 * @param criterion its id
 * @param holds true: only contacts for whom it holds; false: only those for whom it does not
 * @param arguments what was filled in, by the names of its parameters; what is missing gets its initial value
 */
@ProviderType
public record CriterionFilter(String criterion, boolean holds, Map<String, String> arguments) {

    /** Copies the arguments. */
    public CriterionFilter {
        arguments = Map.copyOf(arguments);
    }
}
