package org.gallra.tck;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StatisticDeclaration;

/** Draws a statistic from all rows of a table, by other means than the core. */
final class Figures {

    private static final int YEAR = 4;
    private static final int MONTH = 7;

    /** How many rows, and their sum without trailing zeros. */
    record Group(int rows, BigDecimal sum) {

        Group {
            sum = sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
        }

        Group plus(Group other) {
            return new Group(rows + other.rows, sum.add(other.sum));
        }
    }

    private Figures() {}

    /** Returns for each group how many rows it has and their sum. */
    static Map<String, Group> of(Dump dump, Schema schema, RecordDeclaration record, StatisticDeclaration statistic) {
        List<String> columns = List.copyOf(schema.columns(record.table()).keySet());
        Map<String, Group> groups = new TreeMap<>();
        for (List<String> cells : dump.rows(record.table()).values()) {
            StringBuilder name = new StringBuilder();
            for (StatisticDeclaration.Group by : statistic.by()) {
                String cell = cells.get(columns.indexOf(by.column()));
                int length =
                        by.each() == Granularity.YEAR ? YEAR : by.each() == Granularity.MONTH ? MONTH : cell.length();
                name.append(cell, 0, Math.min(length, cell.length())).append('|');
            }
            String sum = statistic.sum();
            String cell = sum == null ? Canonical.NULL : cells.get(columns.indexOf(sum));
            BigDecimal value = cell.equals(Canonical.NULL) ? BigDecimal.ZERO : new BigDecimal(cell);
            groups.merge(name.toString(), new Group(1, value), Group::plus);
        }
        return groups;
    }
}
