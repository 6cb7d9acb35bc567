package org.gallra.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gallra.api.Text;
import org.gallra.api.sheet.Sheet;
import org.gallra.api.statistic.StatisticService;
import org.gallra.api.statistic.StatisticService.Answer;
import org.gallra.api.statistic.StatisticService.Line;

/** A report as a sheet. */
final class Tables {

    static final Text NUMBER = new Text("Antal", "Number");
    static final Text SUM = new Text("Summa", "Sum");

    private Tables() {}

    /** Returns the groups in their order; a small one says so instead of its number. */
    static Sheet of(Answer answer, Locale language) {
        List<String> headings = new ArrayList<>();
        answer.report().dimensions().forEach(d -> headings.add(d.label().in(language)));
        headings.add(NUMBER.in(language));
        if (answer.report().sums()) {
            headings.add(SUM.in(language));
        }
        List<List<String>> rows =
                answer.lines().stream().map(line -> row(answer, line, language)).toList();
        return new Sheet(answer.report().id(), answer.report().label().in(language), headings, rows);
    }

    private static List<String> row(Answer answer, Line line, Locale language) {
        List<String> cells = new ArrayList<>();
        line.values().forEach(v -> cells.add(v.label().in(language)));
        String small = "<" + StatisticService.SMALL;
        cells.add(line.rows() == null ? small : line.rows().toString());
        if (answer.report().sums()) {
            cells.add(
                    line.rows() == null
                            ? small
                            : line.sum() == null
                                    ? ""
                                    : line.sum().stripTrailingZeros().toPlainString());
        }
        return cells;
    }
}
