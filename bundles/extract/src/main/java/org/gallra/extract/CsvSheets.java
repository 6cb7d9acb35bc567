package org.gallra.extract;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gallra.api.sheet.Sheet;
import org.gallra.api.sheet.SheetFormat;
import org.osgi.service.component.annotations.Component;

/**
 * Sheets as CSV: semicolons, every cell in quotes, UTF-8 with its mark, as Swedish spreadsheets open it without questions. Several
 * sheets are a zip with one file each.
 */
@Component(service = SheetFormat.class, property = SheetFormat.FORMAT + "=csv")
public final class CsvSheets implements SheetFormat {

    private static final char MARK = '\ufeff';

    @Override
    public void write(List<Sheet> sheets, OutputStream out) throws IOException {
        if (sheets.size() == 1) {
            write(sheets.get(0), out);
            return;
        }
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Sheet sheet : sheets) {
            zip.putNextEntry(new ZipEntry(sheet.id() + ".csv"));
            write(sheet, zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static void write(Sheet sheet, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.append(MARK);
        CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(';')
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        csv.writeRecord(safe(sheet.headings()));
        for (List<String> row : sheet.rows()) {
            csv.writeRecord(safe(row));
        }
        csv.flush();
        text.flush();
    }

    private static List<String> safe(List<String> row) {
        return row.stream().map(Sheet::safe).toList();
    }
}
