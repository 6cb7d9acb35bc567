package org.gallra.ui;

import java.math.BigDecimal;
import java.util.List;
import org.gallra.api.statistic.StatisticService;
import org.gallra.ui.Figures.Cell;
import org.gallra.ui.Figures.Chart;
import org.gallra.ui.Figures.Row;

/** A chart as a picture of its own (SVG), to be put into a document: it brings title, legend, values and colours along. */
final class ChartPicture {

    private static final List<String> COLOURS =
            List.of("#0b5fa5", "#b35c00", "#1a7f45", "#8a3ffc", "#b42318", "#5b6b7c");
    private static final int HEAD = 64;
    private static final int STEP = 44;
    private static final int LINE = 28;
    private static final int NAMES = 240;
    private static final int BARS = 480;
    private static final int LONGEST_NAME = 34;

    private final Shell shell;
    private final Figures figures;
    private final Chart chart;
    private final StringBuilder out = new StringBuilder();

    private ChartPicture(Shell shell, Figures figures, Chart chart) {
        this.shell = shell;
        this.figures = figures;
        this.chart = chart;
    }

    /** Draws a chart. */
    static String of(Shell shell, String title, String measure, Figures figures, Chart chart) {
        return new ChartPicture(shell, figures, chart).draw(title, measure);
    }

    private String draw(String title, String measure) {
        boolean legend = chart.series().size() > 1;
        int head = HEAD + (legend ? LINE * ((chart.series().size() + 2) / 3) : 0);
        int left = 28 + 8 * shell.number(chart.top()).length();
        int width = Math.max(640, figures.timed() ? left + STEP * chart.rows().size() + 20 : NAMES + BARS + 140);
        int height = head
                + (figures.timed() ? Figures.HEIGHT + 60 : LINE * chart.rows().size() + 20);
        out.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                        + "\" viewBox=\"0 0 " + width + " " + height
                        + "\" font-family=\"system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif\" font-size=\"12\" role=\"img\">");
        out.append("<title>").append(escaped(title)).append("</title>");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        text(20, 28, "start", "#1b2430", " font-size=\"16\" font-weight=\"600\"", title);
        text(20, 48, "start", "#566273", "", measure);
        for (int i = 0; legend && i < chart.series().size(); i++) {
            int x = 20 + 200 * (i % 3);
            int y = HEAD + LINE * (i / 3);
            rect(x, y, 12, 12, i, "");
            text(
                    x + 20,
                    y + 11,
                    "start",
                    "#1b2430",
                    "",
                    cut(shell.t(chart.series().get(i)), 26));
        }
        if (figures.timed()) {
            upright(head, left, width - 20);
        } else {
            lying(head);
        }
        return out.append("</svg>\n").toString();
    }

    private void upright(int top, int left, int right) {
        int base = top + 10 + Figures.HEIGHT;
        line(left - 2, top + 10, right, "#d5dbe2");
        line(left - 2, top + 10 + Figures.HEIGHT / 2, right, "#d5dbe2");
        line(left - 2, base, right, "#7b8794");
        text(left - 8, top + 14, "end", "#566273", "", shell.number(chart.top()));
        text(left - 8, base + 4, "end", "#566273", "", "0");
        for (int at = 0; at < chart.rows().size(); at++) {
            Row row = chart.rows().get(at);
            int x = left + 4 + STEP * at;
            for (int i = 0; i < row.cells().size(); i++) {
                int length = chart.length(row.cells().get(i), Figures.HEIGHT);
                int begin = chart.begin(row, i, Figures.HEIGHT);
                rect(x, base - begin - length, 30, length, i, value(row.cells().get(i)));
            }
            String key = row.value().key() == null ? "–" : row.value().key();
            boolean month = key.length() == 7;
            text(x + 15, base + 18, "middle", "#566273", "", month ? key.substring(5) : key);
            if (month && (at == 0 || key.endsWith("-01"))) {
                text(x + 15, base + 34, "middle", "#566273", "", key.substring(0, 4));
            }
        }
    }

    private void lying(int top) {
        for (int at = 0; at < chart.rows().size(); at++) {
            Row row = chart.rows().get(at);
            int y = top + 8 + LINE * at;
            text(
                    NAMES - 8,
                    y + 13,
                    "end",
                    "#1b2430",
                    "",
                    cut(shell.t(row.value().label()), LONGEST_NAME));
            int end = NAMES;
            for (int i = 0; i < row.cells().size() && !row.rest(); i++) {
                int length = chart.length(row.cells().get(i), BARS);
                rect(
                        NAMES + chart.begin(row, i, BARS),
                        y,
                        length,
                        16,
                        i,
                        value(row.cells().get(i)));
                end = NAMES + chart.begin(row, i, BARS) + length;
            }
            text(end + 8, y + 13, "start", "#566273", "", value(row.all()));
        }
    }

    private String value(Cell cell) {
        return cell.small() && cell.known().compareTo(BigDecimal.ZERO) == 0
                ? "<" + StatisticService.SMALL
                : shell.number(cell.known()) + (cell.small() ? " +" : "");
    }

    private void rect(int x, int y, int width, int height, int series, String value) {
        if (width > 0 && height > 0) {
            out.append("<rect x=\"" + x + "\" y=\"" + y + "\" width=\"" + width + "\" height=\"" + height + "\" fill=\""
                    + COLOURS.get(series % COLOURS.size()) + "\" stroke=\"#ffffff\">");
            if (!value.isEmpty()) {
                out.append("<title>").append(escaped(value)).append("</title>");
            }
            out.append("</rect>");
        }
    }

    private void line(int from, int y, int to, String colour) {
        out.append("<path d=\"M" + from + " " + y + "H" + to + "\" stroke=\"" + colour + "\" fill=\"none\"/>");
    }

    private void text(int x, int y, String anchor, String colour, String more, String text) {
        out.append("<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\" fill=\"" + colour + "\"" + more
                        + ">")
                .append(escaped(text))
                .append("</text>");
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** XML has no other characters than these, and bears no controls. */
    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cc}\\x{fffe}\\x{ffff}\\p{Cs}]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
