package org.gallra.processing;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table as CSV: semicolons, every cell in quotes, UTF-8 with its mark, as Swedish spreadsheets open it without questions. */
final class CsvFormat {

    private static final char MARK = '\ufeff';

    private CsvFormat() {}

    static byte[] write(Table table) {
        StringWriter text = new StringWriter();
        text.append(MARK);
        try (CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(';')
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text)) {
            csv.writeRecord(safe(table.headings()));
            table.rows().forEach(row -> csv.writeRecord(safe(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> safe(List<String> row) {
        return row.stream().map(Table::safe).toList();
    }
}
