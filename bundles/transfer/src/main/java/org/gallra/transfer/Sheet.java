package org.gallra.transfer;

import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.transfer.ImportService.Format;
import org.jspecify.annotations.Nullable;

/**
 * A file as columns and rows, whatever its format was.
 *
 * @param format the format
 * @param encoding the character set
 * @param delimiter the separator, or null for vCard
 * @param columns the columns in the order of the file
 * @param rows the rows in the order of the file, each as long as there are columns
 */
record Sheet(Format format, String encoding, @Nullable String delimiter, List<Column> columns, List<Row> rows) {

    static final int MAX_ROWS = 50_000;
    /** Lines of a file, empty ones too: each takes time, and the file is gone through for each separator that it may have. */
    static final int MAX_LINES = 3_000_000;

    static final int MAX_COLUMNS = 400;
    /** Values of a file; each takes memory, however short it is. */
    static final int MAX_VALUES = 4_000_000;

    /**
     * A column.
     *
     * @param heading the heading as written, or the property
     * @param kind the index of the column that says what kind of number or address this one holds, or -1
     * @param field where a vCard property goes; null for CSV, whose headings decide
     */
    record Column(String heading, int kind, @Nullable Field field) {}

    /**
     * A row or card.
     *
     * @param line the line where it begins, from 1
     * @param cells one value per column; null is empty
     * @param refusal why it cannot be read at all, or null
     * @param notes what could not be read of it
     */
    record Row(
            long line, @Nullable String[] cells, @Nullable Text refusal, List<Note> notes) {

        @Nullable
        String cell(int index) {
            return index >= 0 && index < cells.length ? cells[index] : null;
        }

        /** Returns the line only: the cells are personal data. */
        @Override
        public String toString() {
            return "Row[" + line + "]";
        }
    }

    /**
     * Something that could not be taken over.
     *
     * @param field the heading or property, or null
     * @param reason what and why
     */
    record Note(@Nullable String field, Text reason) {}

    /** Reads a file of either format. */
    static Sheet read(byte[] bytes) {
        TextFile file = TextFile.decode(bytes);
        if (file.lineEnds() > MAX_LINES) {
            throw tooManyLines();
        }
        Sheet sheet = VCardFile.recognizes(file.text()) ? VCardFile.read(file) : CsvFile.read(file);
        if (sheet.rows.isEmpty()) {
            throw GallraException.invalid(
                    "file",
                    new Text(
                            "Filen har inga rader att läsa in. Kontrollera att det är rätt fil.",
                            "The file has no rows to import. Check that it is the right file."));
        }
        return sheet;
    }

    static GallraException tooManyRows() {
        return new GallraException(
                GallraException.Code.TOO_LARGE,
                new Text(
                        "Filen har fler än " + MAX_ROWS + " rader. Dela upp den i mindre filer.",
                        "The file has more than " + MAX_ROWS + " rows. Split it into smaller files."));
    }

    private static GallraException tooManyLines() {
        return new GallraException(
                GallraException.Code.TOO_LARGE,
                new Text(
                        "Filen har fler än tre miljoner rader, tomma medräknade. Ta bort de tomma raderna, eller dela upp den.",
                        "The file has more than three million lines, empty ones included. Remove the empty lines, or split it."));
    }

    static GallraException tooManyColumns() {
        return GallraException.invalid(
                "file",
                new Text(
                        "Filen har fler än " + MAX_COLUMNS + " kolumner. Ta bort dem som inte behövs.",
                        "The file has more than " + MAX_COLUMNS + " columns. Remove those not needed."));
    }

    static GallraException tooManyValues() {
        return new GallraException(
                GallraException.Code.TOO_LARGE,
                new Text(
                        "Filen har fler än " + MAX_VALUES
                                + " värden. Dela upp den i mindre filer, eller ta bort kolumner som inte behövs.",
                        "The file has more than " + MAX_VALUES
                                + " values. Split it into smaller files, or remove columns that are not needed."));
    }

    /** Returns the format only: the cells are personal data. */
    @Override
    public String toString() {
        return "Sheet[" + format + ", " + rows.size() + " rows]";
    }
}
