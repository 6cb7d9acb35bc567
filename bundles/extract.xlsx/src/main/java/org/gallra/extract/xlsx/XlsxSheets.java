package org.gallra.extract.xlsx;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.gallra.api.sheet.Sheet;
import org.gallra.api.sheet.SheetFormat;
import org.osgi.service.component.annotations.Component;

/**
 * Sheets as a workbook. A text longer than a cell can hold goes on in the same column of the rows below. What spreadsheets
 * would read as an escape of their own ({@code _x0041_}) is escaped as they do it.
 */
@Component(service = SheetFormat.class, property = SheetFormat.FORMAT + "=xlsx")
public final class XlsxSheets implements SheetFormat {

    /** What Excel takes in one cell. */
    static final int LONGEST = 32_767;

    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");
    private static final int WIDE = 45;
    private static final int NARROW = 14;
    /** How many rows are looked at for the widths of the columns. */
    private static final int LOOKED_AT = 200;

    private static final int FLUSH = 500;

    @Override
    public void write(List<Sheet> sheets, OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(new Unclosed(out), "Gallra", "1.0")) {
            for (Sheet sheet : sheets) {
                write(sheet, workbook.newWorksheet(sheet.name()));
            }
        }
    }

    private static void write(Sheet sheet, Worksheet to) throws IOException {
        int columns = sheet.headings().size();
        Iterator<List<String>> rows = sheet.rows().iterator();
        List<List<String>> first = new ArrayList<>();
        while (rows.hasNext() && first.size() < LOOKED_AT) {
            first.add(rows.next());
        }
        for (int i = 0; i < columns; i++) {
            to.width(i, width(sheet.headings().get(i), first, i));
        }
        to.freezePane(1, 1);
        to.pageOrientation("landscape");
        to.repeatRows(0);
        row(to, 0, sheet.headings());
        to.range(0, 0, 0, columns - 1).style().bold().fillColor("DCEFFF").set();
        int at = 1;
        for (List<String> row : first) {
            at = rows(to, at, row);
        }
        int flushed = 0;
        while (rows.hasNext()) {
            at = rows(to, at, rows.next());
            if (at - flushed >= FLUSH) {
                to.flush();
                flushed = at;
            }
        }
        to.finish();
    }

    /** Writes one row, and what did not fit into its cells below; returns the number of the next row. */
    private static int rows(Worksheet to, int from, List<String> texts) {
        List<String> left = texts.stream().map(XlsxSheets::safe).toList();
        int at = from;
        boolean more = true;
        while (more) {
            row(to, at, left.stream().map(XlsxSheets::head).toList());
            to.range(at, 0, at, left.size() - 1)
                    .style()
                    .wrapText(true)
                    .verticalAlignment("top")
                    .set();
            left = left.stream().map(t -> t.substring(head(t).length())).toList();
            more = left.stream().anyMatch(t -> !t.isEmpty());
            at++;
        }
        return at;
    }

    private static void row(Worksheet to, int at, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                // in its place: shared texts would all be kept in memory until the end
                to.inlineString(at, i, cells.get(i));
            }
        }
    }

    private static String safe(String text) {
        return ESCAPE.matcher(Sheet.safe(text)).replaceAll("_x005F_");
    }

    /** As much as a cell takes, no pair of a character cut in half. */
    private static String head(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    /** A column is as wide as its longest line, within reason; longer lines are wrapped. */
    private static int width(String heading, List<List<String>> rows, int column) {
        int longest = rows.stream()
                .flatMap(row -> row.get(column).lines())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return Math.min(WIDE, Math.max(NARROW, Math.max(longest, heading.length()) + 2));
    }

    /** The workbook closes its stream, which belongs to somebody else. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
