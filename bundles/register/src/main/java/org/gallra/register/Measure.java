package org.gallra.register;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gallra.api.erasure.StatisticProof.Basis;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StatisticDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Measures the statistics of one record type over the rows that an act reaches, before and after it, in its transaction: what
 * others change meanwhile plays no part. The rows are found again by their keys, for the act may cut the way to them.
 *
 * <p>Reads nothing if the act cannot change any of them.
 */
final class Measure {

    /** Derby takes no arrays; so many keys are asked for at a time. */
    private static final int KEYS = 100;

    private final Database.Kind kind;
    private final RecordDeclaration record;
    private final List<StatisticDeclaration> statistics;
    private final List<String> columns;
    private final Map<String, Map<String, Total>> before;
    private final List<Object> keys = new ArrayList<>();

    /** A group: how many rows, and their sum. */
    private record Total(long rows, BigDecimal sum) {

        private static final Total NONE = new Total(0, BigDecimal.ZERO);

        Total plus(Total other) {
            return new Total(rows + other.rows, sum.add(other.sum));
        }

        boolean same(Total other) {
            return rows == other.rows && sum.compareTo(other.sum) == 0;
        }
    }

    private Measure(
            Connection connection,
            Database.Kind kind,
            RecordDeclaration record,
            List<StatisticDeclaration> statistics,
            Reach.Rows reached)
            throws SQLException {
        this.kind = kind;
        this.record = record;
        this.statistics = statistics;
        Set<String> read = new LinkedHashSet<>();
        for (StatisticDeclaration statistic : statistics) {
            statistic.by().forEach(g -> read.add(g.column()));
            if (statistic.sum() != null) {
                read.add(statistic.sum());
            }
        }
        this.columns = List.copyOf(read);
        this.before = empty();
        Sql.list(
                connection,
                select().append(" FROM " + Reach.fixed(kind))
                        .append(reached.tables())
                        .append(", " + record.table() + " r WHERE ")
                        .append(reached.condition()),
                row -> keys.add(add(row, before)));
    }

    /** Reads what the act may change; returns null if that is nothing. */
    static @Nullable Measure before(Connection connection, Database.Kind kind, Act act, Reach.@Nullable Rows reached)
            throws SQLException {
        List<StatisticDeclaration> measured = act.record().statistics().stream()
                .filter(s -> act.basis(s) == Basis.MEASURED)
                .toList();
        return measured.isEmpty() || reached == null
                ? null
                : new Measure(connection, kind, act.record(), measured, reached);
    }

    /** Returns the keys of the rows that the act reaches, each once. */
    List<Object> keys() {
        return keys;
    }

    /** Reads the same rows again and returns what differs, by the statistic's id. */
    Map<String, Figure> after(Connection connection) throws SQLException {
        Map<String, Map<String, Total>> after = empty();
        read(connection, after);
        Map<String, Figure> figures = new HashMap<>();
        statistics.forEach(s -> figures.put(
                s.id(),
                compare(Objects.requireNonNull(before.get(s.id())), Objects.requireNonNull(after.get(s.id())))));
        return figures;
    }

    private void read(Connection connection, Map<String, Map<String, Total>> into) throws SQLException {
        SqlFragment select = select().append(" FROM " + record.table() + " r WHERE r." + record.key());
        if (keys.isEmpty()) {
            return;
        }
        if (kind == Database.Kind.POSTGRESQL) {
            var array = connection.createArrayOf(Sql.type(keys), keys.toArray());
            try {
                Sql.list(connection, select.append(" = ANY (?)", array), row -> add(row, into));
            } finally {
                array.free();
            }
            return;
        }
        for (int from = 0; from < keys.size(); from += KEYS) {
            List<Object> some = keys.subList(from, Math.min(keys.size(), from + KEYS));
            // always as many places, so that the statement is made once; the last key fills those that are left
            String places = " IN (?" + ", ?".repeat(KEYS - 1) + ")";
            try (PreparedStatement statement = connection.prepareStatement(select.sql() + places)) {
                for (int i = 0; i < KEYS; i++) {
                    statement.setObject(i + 1, some.get(Math.min(i, some.size() - 1)));
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        add(row, into);
                    }
                }
            }
        }
    }

    private SqlFragment select() {
        StringBuilder select = new StringBuilder("SELECT r.").append(record.key());
        columns.forEach(c -> select.append(", r.").append(c));
        return SqlFragment.of(select.toString());
    }

    private Map<String, Map<String, Total>> empty() {
        Map<String, Map<String, Total>> totals = new LinkedHashMap<>();
        statistics.forEach(s -> totals.put(s.id(), new HashMap<>()));
        return totals;
    }

    /** Counts a row in each statistic and returns its key. */
    private Object add(ResultSet row, Map<String, Map<String, Total>> into) throws SQLException {
        for (StatisticDeclaration statistic : statistics) {
            StringBuilder group = new StringBuilder();
            for (StatisticDeclaration.Group by : statistic.by()) {
                int at = columns.indexOf(by.column()) + 2;
                group.append(by.each() == Granularity.VALUE ? row.getString(at) : period(row.getObject(at), by.each()))
                        .append('\u0000');
            }
            BigDecimal value = statistic.sum() == null ? null : row.getBigDecimal(columns.indexOf(statistic.sum()) + 2);
            Objects.requireNonNull(into.get(statistic.id()))
                    .merge(group.toString(), new Total(1, value == null ? BigDecimal.ZERO : value), Total::plus);
        }
        return row.getObject(1);
    }

    private static String period(@Nullable Object time, Granularity each) {
        if (time == null) {
            return "";
        }
        LocalDate day = time instanceof Date date
                ? LocalDate.parse(date.toString())
                : ((Timestamp) time).toLocalDateTime().toLocalDate();
        return each == Granularity.YEAR ? day.getYear() + "" : day.getYear() + "-" + day.getMonthValue();
    }

    private static Figure compare(Map<String, Total> before, Map<String, Total> after) {
        Set<String> groups = new LinkedHashSet<>(before.keySet());
        groups.addAll(after.keySet());
        boolean equal = true;
        long rows = 0;
        long left = 0;
        long moved = 0;
        BigDecimal less = BigDecimal.ZERO;
        for (String group : groups) {
            Total then = before.getOrDefault(group, Total.NONE);
            Total now = after.getOrDefault(group, Total.NONE);
            equal &= then.same(now);
            rows += then.rows();
            left += now.rows();
            moved += Math.max(0, now.rows() - then.rows());
            less = less.add(then.sum()).subtract(now.sum());
        }
        return new Figure(equal, rows, rows - left, moved, less.signum() == 0 ? BigDecimal.ZERO : less);
    }
}
