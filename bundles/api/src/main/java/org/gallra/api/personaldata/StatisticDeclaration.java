package org.gallra.api.personaldata;

import java.util.List;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A figure that reports draw from the rows of a record, see {@link Statistic}.
 *
 * @param id the record's id, a dot and the statistic's name, such as {@code sale.sale.by-month}
 * @param label its name
 * @param by what the rows are grouped by, in the order of declaration
 * @param sum the column that is added up, or null if rows are counted only
 */
@ProviderType
public record StatisticDeclaration(
        String id, Text label, List<Group> by, @Nullable String sum) {

    /** Copies the list. */
    public StatisticDeclaration {
        by = List.copyOf(by);
    }

    /**
     * What rows are grouped by.
     *
     * @param column the column
     * @param each how far its values are told apart
     */
    @ProviderType
    public record Group(String column, Granularity each) {}
}
