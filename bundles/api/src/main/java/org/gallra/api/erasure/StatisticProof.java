package org.gallra.api.erasure;

import java.math.BigDecimal;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What became of one figure that reports draw, see {@link org.gallra.api.personaldata.Statistic}. Groups are never named: a
 * small one could be a person.
 *
 * @param statistic its id
 * @param label its name
 * @param basis how that is known
 * @param equal whether every count and every sum of every group is the same as before
 * @param rows over how many rows it was measured; 0 if it was not measured
 * @param fewer how many rows it counts less than before
 * @param moved how many rows count in another group than before
 * @param less by how much its sum is less than before; 0 if it has none
 */
@ProviderType
public record StatisticProof(
        String statistic, Text label, Basis basis, boolean equal, long rows, long fewer, long moved, BigDecimal less) {

    /** How it is known whether a figure is the same. */
    @ProviderType
    public enum Basis {
        /** Nothing that it reads was written, and all its rows stayed. */
        UNWRITTEN,
        /** Times that it reads became coarser, but not coarser than it tells them apart. */
        WITHIN_PERIOD,
        /** Its rows were read before and after, in the transaction that changed them. */
        MEASURED
    }
}
