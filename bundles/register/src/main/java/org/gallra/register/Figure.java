package org.gallra.register;

import java.math.BigDecimal;
import org.gallra.api.Text;
import org.gallra.api.erasure.StatisticProof;

/**
 * What was measured of one statistic, summed up over batches.
 *
 * @param equal whether every group was the same afterwards, in each batch
 * @param rows how many rows were read before
 * @param fewer how many of them were gone afterwards
 * @param moved how many counted in another group afterwards
 * @param less by how much their sum was less
 */
record Figure(boolean equal, long rows, long fewer, long moved, BigDecimal less) {

    static final Figure NONE = new Figure(true, 0, 0, 0, BigDecimal.ZERO);

    Figure plus(Figure other) {
        return new Figure(
                equal && other.equal,
                rows + other.rows,
                fewer + other.fewer,
                moved + other.moved,
                less.add(other.less));
    }

    StatisticProof proof(String statistic, Text label, StatisticProof.Basis basis) {
        return new StatisticProof(statistic, label, basis, equal, rows, fewer, moved, less);
    }
}
