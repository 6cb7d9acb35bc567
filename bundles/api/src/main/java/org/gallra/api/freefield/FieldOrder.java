package org.gallra.api.freefield;

import java.util.List;
import org.gallra.api.persistence.SqlFragment;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a list is ordered by a free field: numbers, days and times by what they are, no before yes, choices as the form has them, texts in
 * Swedish order; of several choices the first counts. Records without a value come last, whichever way the order goes.
 *
 * @param join follows the {@code FROM} of the list; its parameters stand before those of the conditions
 * @param value the expression that is sorted by, never null and without parameters
 * @param runs those that have a value, one run behind the other in the order of the list; empty if no index has the order
 * @param without the condition that a record has no value
 * @param last what {@code value} is for such a record, a literal
 */
@ProviderType
public record FieldOrder(SqlFragment join, String value, List<Run> runs, SqlFragment without, String last) {

    /**
     * Records that an index has in the order of value and key.
     *
     * @param query selects their keys as {@code k} and their values as {@code place}
     * @param one whether the value is the same for all of them
     */
    @ProviderType
    public record Run(SqlFragment query, boolean one) {}

    /** Copies the list. */
    public FieldOrder {
        runs = List.copyOf(runs);
    }
}
