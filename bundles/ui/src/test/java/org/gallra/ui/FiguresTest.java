package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.statistic.StatisticService.Answer;
import org.gallra.api.statistic.StatisticService.Dimension;
import org.gallra.api.statistic.StatisticService.DimensionKind;
import org.gallra.api.statistic.StatisticService.Line;
import org.gallra.api.statistic.StatisticService.Report;
import org.gallra.api.statistic.StatisticService.Total;
import org.gallra.api.statistic.StatisticService.Value;
import org.gallra.ui.Figures.Chart;
import org.gallra.ui.Figures.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How groups become charts. */
class FiguresTest {

    private static Text text(String text) {
        return new Text(text, text);
    }

    private static Line line(@Nullable Long rows, @Nullable Integer sum, @Nullable String... values) {
        List<Value> all = new ArrayList<>();
        for (String value : values) {
            all.add(new Value(value, text(value == null ? "(saknas)" : value)));
        }
        return new Line(all, rows, sum == null ? null : BigDecimal.valueOf(sum));
    }

    private static Answer answer(List<Line> lines, List<Total> totals, boolean sums, DimensionKind... kinds) {
        List<Dimension> dimensions = new ArrayList<>();
        for (DimensionKind kind : kinds) {
            dimensions.add(new Dimension(text(kind.name()), kind));
        }
        return new Answer(
                new Report("a.b.c", text("Rapport"), text("Rader"), "org.acme", dimensions, sums),
                lines,
                totals,
                false,
                Instant.EPOCH);
    }

    @Test
    void monthsWithoutRowsAreFilledAndUnitsAreNotAddedUp() {
        Answer answer = answer(
                List.of(
                        line(2L, 300, "SEK", "2025-11"),
                        line(1L, 5, "EUR", "2025-12"),
                        line(4L, 700, "SEK", "2026-02")),
                List.of(
                        new Total("EUR", 1, 0, BigDecimal.valueOf(5)),
                        new Total("SEK", 6, 0, BigDecimal.valueOf(1000))),
                true,
                DimensionKind.UNIT,
                DimensionKind.MONTH);

        Figures sums = Figures.of(answer, true);
        assertThat(sums.timed()).isTrue();
        assertThat(sums.charts()).extracting(Chart::unit).containsExactly("EUR", "SEK");
        Chart crowns = sums.charts().get(1);
        assertThat(crowns.rows())
                .extracting(r -> r.value().key() + " " + r.all().known())
                .containsExactly("2025-11 300", "2025-12 0", "2026-01 0", "2026-02 700");
        assertThat(crowns.top()).as("a round number").isEqualByComparingTo("1000");
        assertThat(crowns.length(crowns.rows().get(3).all(), 200)).isEqualTo(140);
        assertThat(crowns.total().sum()).isEqualByComparingTo("1000");

        Figures numbers = Figures.of(answer, false);
        assertThat(numbers.charts()).as("numbers of rows have no unit").hasSize(1);
        assertThat(numbers.charts().get(0).total().rows()).isEqualTo(7);
    }

    @Test
    void manyBecomeOthersAndWhatIsSmallStaysUntold() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add(line(100L - i, null, "Firma " + i, "typ " + i % 8));
        }
        lines.add(line(null, null, "Liten", "typ 0"));
        Figures figures = Figures.of(
                answer(
                        lines,
                        List.of(new Total(null, 1_811, 1, null)),
                        false,
                        DimensionKind.COMPANY,
                        DimensionKind.VALUE),
                false);
        Chart chart = figures.charts().get(0);
        assertThat(chart.series()).hasSize(6).last().isEqualTo(new Text("Övriga", "Others"));
        assertThat(chart.rows()).hasSize(15);
        Row rest = chart.rows().get(14);
        assertThat(rest.value().label().sv()).isEqualTo("Övriga (7)");
        assertThat(rest.all().small()).isTrue();
        assertThat(figures.small()).isTrue();
        BigDecimal drawn = chart.rows().stream()
                .flatMap(r -> r.cells().stream())
                .map(Figures.Cell::known)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(drawn).as("every row is in some bar").isEqualByComparingTo("1810");
        assertThat(chart.total().rows()).isEqualTo(1_811);
        Row first = chart.rows().get(0);
        assertThat(chart.begin(first, 1, 1_000))
                .isEqualTo(chart.length(first.cells().get(0), 1_000));
    }
}
