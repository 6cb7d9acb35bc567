package org.gallra.processing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Tables as an Excel workbook, one sheet each. */
final class XlsxFormat {

    /** What Excel takes in one cell. */
    static final int LONGEST = 32_767;

    private static final int WIDE = 45;
    private static final int NARROW = 14;

    private XlsxFormat() {}

    static byte[] write(List<Table> tables) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "Gallra", "1.0")) {
            for (Table table : tables) {
                sheet(workbook.newWorksheet(table.name()), table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void sheet(Worksheet sheet, Table table) throws IOException {
        row(sheet, 0, table.headings());
        int columns = table.headings().size();
        sheet.range(0, 0, 0, columns - 1).style().bold().fillColor("DCEFFF").set();
        for (int i = 0; i < table.rows().size(); i++) {
            row(sheet, i + 1, table.rows().get(i));
        }
        if (!table.rows().isEmpty()) {
            sheet.range(0, 0, table.rows().size(), columns - 1)
                    .style()
                    .wrapText(true)
                    .verticalAlignment("top")
                    .set();
        }
        for (int i = 0; i < columns; i++) {
            sheet.width(i, width(table, i));
        }
        sheet.freezePane(1, 1);
        sheet.pageOrientation("landscape");
        sheet.repeatRows(0);
        sheet.finish();
    }

    private static void row(Worksheet sheet, int at, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            sheet.value(at, i, cell(cells.get(i)));
        }
    }

    private static String cell(String text) {
        String safe = Table.safe(text);
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST - 1) + "…";
    }

    /** A column is as wide as its longest line, within reason; longer lines are wrapped. */
    private static int width(Table table, int column) {
        int longest = table.rows().stream()
                .flatMap(row -> row.get(column).lines())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return Math.min(
                WIDE,
                Math.max(NARROW, Math.max(longest, table.headings().get(column).length()) + 2));
    }
}
