package org.gallra.transfer;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.transfer.ImportService.Format;
import org.jspecify.annotations.Nullable;

/** Reads separated values as real programs write them; a row that is broken costs only itself. */
final class CsvFile {

    private static final Pattern SEPARATOR_LINE = Pattern.compile("\\A\\s*\"?sep=(.)\"?[ \\t]*(?:\\r\\n|\\r|\\n)");
    private static final Pattern FOREIGN = Pattern.compile("\\A\\s*(?:<|\\{|%PDF|\\[\\s*[{\\[])");
    private static final Pattern VALUE = Pattern.compile("(?i)(.*\\S)\\s*-\\s*(?:value|värde)");
    private static final String SEPARATORS = ";,\t|";
    private static final int SAMPLE = 50;
    private static final int HEADING_WITHIN = 10;
    private static final int MAX_FIELD = 1 << 20;

    /** Each of them makes the reader begin anew. */
    private static final int MAX_BROKEN = 500;

    /** A record as it stands in the file; broken ones were read with lenient quotes. */
    private record Raw(long line, List<String> cells, boolean broken) {

        boolean blank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    /** Takes the cells, and remembers where the record began: a parse error does not say. */
    private static final class Collector extends AbstractBaseCsvCallbackHandler<Raw> {

        private List<String> cells = new ArrayList<>();
        private long line = 1;

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            cells = new ArrayList<>();
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            if (cells.size() <= Sheet.MAX_COLUMNS) { // one more shows that there are too many
                cells.add(length == 0 ? "" : new String(buffer, offset, length));
            }
        }

        @Override
        protected Raw buildRecord() {
            return new Raw(line, cells, false);
        }
    }

    private final String text;
    private final int start;
    private final long skippedLines;
    private int[] lineStarts = new int[0];

    private CsvFile(String text, int start, long skippedLines) {
        this.text = text;
        this.start = start;
        this.skippedLines = skippedLines;
    }

    static Sheet read(TextFile file) {
        String text = file.text();
        if (FOREIGN.matcher(text).find()) {
            throw TextFile.notText();
        }
        Matcher named = SEPARATOR_LINE.matcher(text);
        boolean says = named.find();
        CsvFile csv = new CsvFile(text, says ? named.end() : 0, says ? lines(named.group()) : 0);
        char separator = says ? named.group(1).charAt(0) : csv.separator();
        List<Raw> raws = csv.records(separator, Integer.MAX_VALUE).stream()
                .filter(r -> !r.blank())
                .toList();
        return csv.sheet(file.encoding(), separator, raws);
    }

    private char separator() {
        char best = ',';
        double most = 0;
        for (char candidate : SEPARATORS.toCharArray()) {
            List<Raw> sample =
                    records(candidate, SAMPLE).stream().filter(r -> !r.blank()).toList();
            Map<Integer, Integer> sizes = new HashMap<>();
            sample.forEach(r -> sizes.merge(r.cells.size(), 1, Integer::sum));
            double score = 0;
            for (Map.Entry<Integer, Integer> size : sizes.entrySet()) {
                if (size.getKey() > 1) {
                    double share = (double) size.getValue() / sample.size();
                    score = Math.max(score, share * Math.min(size.getKey(), 12));
                }
            }
            int known = sample.stream()
                    .limit(HEADING_WITHIN)
                    .mapToInt(CsvFile::known)
                    .max()
                    .orElse(0);
            score += score > 0 ? 3 * known : 0;
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    /** Reads records; after a broken one it goes on at the next line. */
    private List<Raw> records(char separator, int limit) {
        List<Raw> records = new ArrayList<>();
        int from = start;
        long held = 0;
        long before = skippedLines;
        while (from < text.length() && records.size() < limit) {
            Collector collector = new Collector();
            try (CloseableIterator<Raw> iterator = open(separator, collector, from)) {
                while (records.size() < limit && iterator.hasNext()) {
                    Raw raw = iterator.next();
                    records.add(new Raw(before + raw.line, raw.cells, false));
                    held += raw.cells.size();
                    if (held > Sheet.MAX_VALUES) {
                        throw Sheet.tooManyValues();
                    }
                    if (records.size() > Sheet.MAX_ROWS + HEADING_WITHIN) {
                        throw Sheet.tooManyRows();
                    }
                }
                if (records.size() >= limit || !swallowed(records, before)) {
                    return records;
                }
                before = broken(separator, records.remove(records.size() - 1).line, records);
            } catch (CsvParseException e) {
                before = broken(separator, before + collector.line, records);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // a StringReader has no such errors
            }
            from = lineStart(before + 1);
        }
        return records;
    }

    /** Tells whether the last record opened a quote that nothing closed, and so took the rest of the file into a cell. */
    private boolean swallowed(List<Raw> records, long before) {
        if (records.isEmpty() || records.get(records.size() - 1).line <= before) {
            return false;
        }
        String rest = text.substring(lineStart(records.get(records.size() - 1).line));
        return rest.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    /** Adds the record of a line whose quotes do not match, by what the line itself shows; returns the line. */
    private long broken(char separator, long line, List<Raw> records) {
        if (records.stream().filter(Raw::broken).count() >= MAX_BROKEN) {
            throw GallraException.invalid(
                    "file",
                    new Text(
                            "Mer än " + MAX_BROKEN
                                    + " rader har citattecken som inte stämmer. Exportera filen igen som CSV.",
                            "More than " + MAX_BROKEN
                                    + " rows have quotation marks that do not match. Export the file again as CSV."));
        }
        records.add(new Raw(line, lenient(separator, line), true));
        return line;
    }

    private CloseableIterator<Raw> open(char separator, Collector collector, int from) throws IOException {
        StringReader reader = new StringReader(text);
        if (reader.skip(from) != from) {
            throw new IOException("The text ended early");
        }
        return builder(separator).build(collector, reader).iterator();
    }

    private static CsvReader.CsvReaderBuilder builder(char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                // ours say what is wrong with a ragged row
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(separator != '\t')
                .maxBufferSize(MAX_FIELD);
    }

    /** Reads one physical line whose quotes do not match. */
    private List<String> lenient(char separator, long line) {
        String one = text.substring(lineStart(line), lineStart(line + 1)).stripTrailing();
        if (one.length() > MAX_FIELD) {
            return List.of(one.substring(0, 10));
        }
        // the reader takes blanks around quotes or characters after them, not both
        try (CsvReader<Raw> reader = builder(separator)
                .trimWhitespacesAroundQuotes(false)
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(true)
                .build(new Collector(), one)) {
            return reader.stream().findFirst().map(Raw::cells).orElse(List.of(one));
        } catch (CsvParseException | IOException e) {
            return List.of(one);
        }
    }

    /** Returns where a line of the file begins, counted from 1. */
    private int lineStart(long line) {
        if (lineStarts.length == 0) {
            List<Integer> starts = new ArrayList<>(List.of(0));
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                    starts.add(i + 1);
                }
            }
            lineStarts = starts.stream().mapToInt(Integer::intValue).toArray();
        }
        return line > lineStarts.length ? text.length() : lineStarts[(int) line - 1];
    }

    private Sheet sheet(String encoding, char separator, List<Raw> raws) {
        int heading = heading(raws);
        boolean headless = heading < 0;
        List<Raw> data = headless ? raws : raws.subList(heading + 1, raws.size());
        List<String> headings = headings(headless ? List.of() : raws.get(heading).cells, data);
        if (headings.size() > Sheet.MAX_COLUMNS) {
            throw Sheet.tooManyColumns();
        }
        List<Sheet.Column> columns = new ArrayList<>();
        for (String name : headings) {
            columns.add(new Sheet.Column(name, kind(name, headings), null));
        }
        List<Sheet.Row> rows = data.stream().map(r -> row(r, headings.size())).toList();
        if (rows.size() > Sheet.MAX_ROWS) {
            throw Sheet.tooManyRows();
        }
        Sheet sheet = new Sheet(Format.CSV, encoding, String.valueOf(separator), columns, rows);
        if (Proposal.of(sheet).stream().allMatch(f -> f == null)) {
            throw GallraException.invalid(
                    "file",
                    new Text(
                            "Ingen kolumn i filen känns igen. Första raden ska vara rubriker, till exempel"
                                    + " Förnamn;Efternamn;E-post;Företag.",
                            "No column of the file is recognized. The first row must hold headings such as First name;Last"
                                    + " name;E-mail;Company."));
        }
        return sheet;
    }

    /** Returns which record holds the headings, or -1 if the file begins with data. */
    private static int heading(List<Raw> raws) {
        int best = 0;
        for (int i = 1; i < Math.min(raws.size(), HEADING_WITHIN); i++) {
            if (known(raws.get(i)) > Math.max(1, known(raws.get(best)))) {
                best = i;
            }
        }
        if (raws.isEmpty() || known(raws.get(best)) > 0) {
            return raws.isEmpty() ? -1 : best;
        }
        return raws.get(0).cells.stream().anyMatch(Proposal::looksLikeData) ? -1 : 0;
    }

    private static int known(Raw raw) {
        return (int) raw.cells.stream().filter(Headings::known).count();
    }

    private static List<String> headings(List<String> row, List<Raw> data) {
        int width = row.isEmpty()
                ? data.stream().mapToInt(r -> r.cells.size()).max().orElse(0)
                : row.size();
        while (width > 0 && (row.size() < width || row.get(width - 1).isBlank()) && empty(data, width - 1)) {
            width--;
        }
        List<String> headings = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String name = i < row.size() ? Cells.line(row.get(i)) : null;
            headings.add(name == null ? "Kolumn " + (i + 1) : name.substring(0, Math.min(name.length(), 100)));
        }
        return headings;
    }

    private static boolean empty(List<Raw> data, int column) {
        return data.stream()
                .allMatch(r -> r.cells.size() <= column || r.cells.get(column).isBlank());
    }

    /** Google writes the kind of a number into a column beside it. */
    private static int kind(String heading, List<String> headings) {
        Matcher value = VALUE.matcher(heading);
        if (value.matches()) {
            for (int i = 0; i < headings.size(); i++) {
                String other = headings.get(i).toLowerCase(Locale.ROOT);
                if (other.startsWith(value.group(1).toLowerCase(Locale.ROOT))
                        && other.matches(".*-\\s*(?:type|label|typ|etikett)")) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static Sheet.Row row(Raw raw, int width) {
        @Nullable String[] cells = new @Nullable String[width];
        for (int i = 0; i < Math.min(width, raw.cells.size()); i++) {
            String cell = raw.cells.get(i);
            cells[i] = cell.isBlank() ? null : cell;
        }
        int size = raw.cells.size();
        while (size > width && raw.cells.get(size - 1).isBlank()) {
            size--;
        }
        if (raw.broken && size != width) {
            return new Sheet.Row(
                    raw.line,
                    cells,
                    new Text(
                            "Raden har ett citattecken som inte stämmer. Rätta det och läs in raden igen.",
                            "The row has a quotation mark that does not match. Correct it and import the row again."),
                    List.of());
        }
        if (size > width) {
            return new Sheet.Row(
                    raw.line,
                    cells,
                    new Text(
                            "Raden har " + size + " fält men det finns " + width
                                    + " rubriker. Sätt citattecken runt värden som innehåller skiljetecknet.",
                            "The row has " + size + " fields but there are " + width
                                    + " headings. Put quotation marks around values that hold the separator."),
                    List.of());
        }
        if (size == 1 && width > 2) {
            return new Sheet.Row(
                    raw.line,
                    cells,
                    new Text(
                            "Raden har bara ett fält av " + width
                                    + ". Kanske finns en radbrytning utan citattecken i raden före.",
                            "The row has only one field of " + width
                                    + ". Perhaps the row before has a line break without quotation marks."),
                    List.of());
        }
        List<Sheet.Note> notes = new ArrayList<>();
        if (raw.broken) {
            notes.add(new Sheet.Note(
                    null,
                    new Text(
                            "Raden har ett citattecken som inte stämmer. Kontrollera värdena.",
                            "The row has a quotation mark that does not match. Check the values.")));
        }
        if (raw.cells.size() < width) {
            notes.add(new Sheet.Note(
                    null,
                    new Text(
                            "Raden har " + raw.cells.size() + " fält men det finns " + width
                                    + " rubriker. De som saknas är tomma.",
                            "The row has " + raw.cells.size() + " fields but there are " + width
                                    + " headings. Those that are missing are empty.")));
        }
        return new Sheet.Row(raw.line, cells, null, notes);
    }

    private static long lines(String head) {
        return Math.max(1, head.chars().filter(c -> c == '\n').count());
    }
}
