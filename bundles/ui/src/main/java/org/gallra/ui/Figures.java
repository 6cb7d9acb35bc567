package org.gallra.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.statistic.StatisticService.Answer;
import org.gallra.api.statistic.StatisticService.Dimension;
import org.gallra.api.statistic.StatisticService.DimensionKind;
import org.gallra.api.statistic.StatisticService.Line;
import org.gallra.api.statistic.StatisticService.Total;
import org.gallra.api.statistic.StatisticService.Value;
import org.jspecify.annotations.Nullable;

/**
 * A report as a chart and a table: one axis, the time if there is one, and series beside each other, for each unit by itself.
 *
 * @param axis what stands along the axis
 * @param timed whether that is a time: then it is drawn upright
 * @param charts one for each unit; none if there are no rows
 */
public record Figures(Dimension axis, boolean timed, List<Chart> charts) {

    private static final Text REST = new Text("Övriga", "Others");
    private static final Text ALL = new Text("Antal", "Number");
    private static final int BARS = 15;
    private static final int MONTHS = 60;
    private static final int SERIES = 6;

    /** The height of the drawing of an upright chart. */
    public static final int HEIGHT = 200;

    /**
     * A value, or part of one.
     *
     * @param known what is known of it
     * @param small whether a group too small to be told belongs to it
     */
    public record Cell(BigDecimal known, boolean small) {

        static final Cell NOTHING = new Cell(BigDecimal.ZERO, false);

        Cell plus(Cell other) {
            return new Cell(known.add(other.known), small || other.small);
        }

        /** Tells whether there is nothing at all. */
        public boolean empty() {
            return !small && known.signum() == 0;
        }
    }

    /**
     * A place on the axis.
     *
     * @param value what it is
     * @param cells one for each series
     * @param all all of them together
     * @param rest whether these are all others together, which have no bar: it would dwarf those that are compared
     */
    public record Row(Value value, List<Cell> cells, Cell all, boolean rest) {

        Row(Value value, List<Cell> cells, Cell all) {
            this(value, cells, all, false);
        }
    }

    /**
     * A chart.
     *
     * @param unit what the values are given in, or null
     * @param series the names of the series; one without a name of its own if there are none
     * @param rows along the axis
     * @param top what the axis of values reaches to, at least 1
     * @param total all rows, those included that are not shown
     */
    public record Chart(@Nullable String unit, List<Text> series, List<Row> rows, BigDecimal top, Total total) {

        /** Returns how long a value is drawn, of a whole length. */
        public int length(Cell cell, int whole) {
            if (cell.known().signum() <= 0) {
                return 0;
            }
            return Math.max(
                    1,
                    cell.known()
                            .multiply(BigDecimal.valueOf(whole))
                            .divide(top, RoundingMode.HALF_UP)
                            .intValue());
        }

        /** Returns where a series begins, of a whole length: behind those before it. */
        public int begin(Row row, int series, int whole) {
            int begin = 0;
            for (int i = 0; i < series; i++) {
                begin += length(row.cells().get(i), whole);
            }
            return begin;
        }
    }

    /** Tells whether a group is too small to be told. */
    public boolean small() {
        return charts.stream().flatMap(c -> c.rows().stream()).anyMatch(r -> r.all()
                .small());
    }

    /**
     * Makes the charts.
     *
     * @param sums whether sums are shown and not numbers of rows
     */
    static Figures of(Answer answer, boolean sums) {
        List<Dimension> dimensions = answer.report().dimensions();
        int axis = place(dimensions, d -> d.kind().time(), -1);
        int unit = sums ? place(dimensions, d -> d.kind() == DimensionKind.UNIT, -1) : -1;
        if (axis < 0) {
            axis = place(dimensions, d -> d.kind() != DimensionKind.UNIT, -1);
        }
        int along = axis;
        int series = place(dimensions, d -> d.kind() != DimensionKind.UNIT, along);
        boolean timed = along >= 0 && dimensions.get(along).kind().time();
        Dimension shown =
                along < 0 ? new Dimension(answer.report().record(), DimensionKind.VALUE) : dimensions.get(along);
        Map<String, List<Line>> units = new LinkedHashMap<>();
        answer.lines().forEach(line -> units.computeIfAbsent(
                        unit < 0
                                ? ""
                                : Objects.requireNonNullElse(
                                        line.values().get(unit).key(), ""),
                        k -> new ArrayList<>())
                .add(line));
        List<Chart> charts = new ArrayList<>();
        units.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> charts.add(chart(
                        new Lines(
                                e.getValue(),
                                along,
                                series,
                                sums,
                                answer.report().record()),
                        timed,
                        unit < 0 ? null : e.getKey(),
                        total(answer, unit < 0 ? null : e.getKey(), sums))));
        return new Figures(shown, timed, charts);
    }

    private static int place(List<Dimension> dimensions, java.util.function.Predicate<Dimension> wanted, int butNot) {
        for (int i = 0; i < dimensions.size(); i++) {
            if (i != butNot && wanted.test(dimensions.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static Total total(Answer answer, @Nullable String unit, boolean sums) {
        long rows = 0;
        long anonymized = 0;
        BigDecimal sum = BigDecimal.ZERO;
        for (Total total : answer.totals()) {
            if (unit == null || unit.equals(Objects.requireNonNullElse(total.unit(), ""))) {
                rows += total.rows();
                anonymized += total.anonymized();
                sum = total.sum() == null ? sum : sum.add(total.sum());
            }
        }
        return new Total(unit, rows, anonymized, sums ? sum : null);
    }

    /** The groups of one unit, and where in them axis and series stand. */
    private record Lines(List<Line> lines, int axis, int series, boolean sums, Text record) {

        Value along(Line line) {
            return axis < 0 ? new Value("", record) : line.values().get(axis);
        }

        Value series(Line line) {
            return series < 0 ? new Value("", ALL) : line.values().get(series);
        }

        Cell cell(Line line) {
            if (line.rows() == null) {
                return new Cell(BigDecimal.ZERO, true);
            }
            BigDecimal sum = line.sum();
            return new Cell(
                    sums ? Objects.requireNonNullElse(sum, BigDecimal.ZERO) : BigDecimal.valueOf(line.rows()), false);
        }
    }

    private static Chart chart(Lines lines, boolean timed, @Nullable String unit, Total total) {
        Map<Value, Cell> bySeries = new LinkedHashMap<>();
        Map<Value, Map<Value, Cell>> byAxis = new LinkedHashMap<>();
        for (Line line : lines.lines()) {
            Cell cell = lines.cell(line);
            bySeries.merge(lines.series(line), cell, Cell::plus);
            byAxis.computeIfAbsent(lines.along(line), k -> new LinkedHashMap<>())
                    .merge(lines.series(line), cell, Cell::plus);
        }
        List<Value> series = bySeries.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing(Cell::known).reversed()))
                .map(Map.Entry::getKey)
                .toList();
        boolean others = series.size() > SERIES;
        List<Value> own = others ? series.subList(0, SERIES - 1) : series;
        List<Text> names = new ArrayList<>(own.stream().map(Value::label).toList());
        if (others) {
            names.add(REST);
        }
        List<Row> rows = new ArrayList<>();
        byAxis.forEach((value, cells) -> rows.add(row(value, cells, own, others)));
        List<Row> shown = timed ? through(rows, names.size()) : largest(rows, names.size());
        BigDecimal most = shown.stream()
                .filter(r -> !r.rest())
                .map(r -> r.all().known())
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ONE);
        return new Chart(unit, names, shown, timed ? round(most) : most.max(BigDecimal.ONE), total);
    }

    private static Row row(Value value, Map<Value, Cell> cells, List<Value> series, boolean others) {
        List<Cell> values = new ArrayList<>();
        Set<Value> left = new LinkedHashSet<>(cells.keySet());
        for (Value one : series) {
            values.add(cells.getOrDefault(one, Cell.NOTHING));
            left.remove(one);
        }
        if (others) {
            values.add(
                    left.stream().map(v -> Objects.requireNonNull(cells.get(v))).reduce(Cell.NOTHING, Cell::plus));
        }
        return new Row(value, values, cells.values().stream().reduce(Cell.NOTHING, Cell::plus));
    }

    /** Puts the largest first, and all others into one row. */
    private static List<Row> largest(List<Row> rows, int series) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing((Row r) -> r.all().known()).reversed());
        if (sorted.size() <= BARS) {
            return sorted;
        }
        List<Row> shown = new ArrayList<>(sorted.subList(0, BARS - 1));
        List<Row> rest = sorted.subList(BARS - 1, sorted.size());
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            int at = i;
            cells.add(rest.stream().map(r -> r.cells().get(at)).reduce(Cell.NOTHING, Cell::plus));
        }
        String number = " (" + rest.size() + ")";
        shown.add(new Row(
                new Value(null, new Text(REST.sv() + number, REST.en() + number)),
                cells,
                rest.stream().map(Row::all).reduce(Cell.NOTHING, Cell::plus),
                true));
        return shown;
    }

    /** Fills the months in which nothing was, up to the last {@value #MONTHS}; rows without a time come first. */
    private static List<Row> through(List<Row> rows, int series) {
        List<Row> dated = rows.stream().filter(r -> r.value().key() != null).toList();
        List<Row> filled = new ArrayList<>(
                rows.stream().filter(r -> r.value().key() == null).toList());
        if (dated.isEmpty()
                || Objects.requireNonNull(dated.get(0).value().key()).length() < 7) {
            filled.addAll(dated);
            return filled;
        }
        Map<String, Row> known = new LinkedHashMap<>();
        dated.forEach(r -> known.put(Objects.requireNonNull(r.value().key()), r));
        YearMonth last = YearMonth.parse(
                Objects.requireNonNull(dated.get(dated.size() - 1).value().key()));
        YearMonth first =
                YearMonth.parse(Objects.requireNonNull(dated.get(0).value().key()));
        if (first.isBefore(last.minusMonths(MONTHS - 1L))) {
            first = last.minusMonths(MONTHS - 1L);
        }
        List<Cell> nothing = java.util.Collections.nCopies(series, Cell.NOTHING);
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            Row row = known.get(month.toString());
            filled.add(
                    row != null
                            ? row
                            : new Row(
                                    new Value(month.toString(), new Text(month.toString(), month.toString())),
                                    nothing,
                                    Cell.NOTHING));
        }
        return filled;
    }

    /** Returns the next round number: 1, 2 or 5 with zeros. */
    private static BigDecimal round(BigDecimal most) {
        BigDecimal ten = BigDecimal.ONE;
        while (ten.multiply(BigDecimal.TEN).compareTo(most) < 0) {
            ten = ten.multiply(BigDecimal.TEN);
        }
        for (int times : new int[] {1, 2, 5, 10}) {
            BigDecimal top = ten.multiply(BigDecimal.valueOf(times));
            if (top.compareTo(most) >= 0) {
                return top;
            }
        }
        return ten.multiply(BigDecimal.TEN);
    }
}
