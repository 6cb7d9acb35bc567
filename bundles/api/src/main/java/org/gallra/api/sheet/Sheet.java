package org.gallra.api.sheet;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A table of texts.
 *
 * @param id the name of its file without ending, such as {@code activity.activity}: lower case letters, digits, dots and hyphens
 * @param name what it is called, for people
 * @param headings the headings of the columns, at least one
 * @param rows the rows in their order, each with one text per column; read once for each time that the sheet is written
 */
@ProviderType
public record Sheet(String id, String name, List<String> headings, Iterable<List<String>> rows) {

    private static final String FORMULA = "=+-@\t\r\n";

    /** Copies the headings. */
    public Sheet {
        headings = List.copyOf(headings);
    }

    /**
     * Returns a text that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe in front. Blanks
     * in front do not hide a formula from every program. A text that begins with an apostrophe gets one too, so that taking
     * away the first apostrophe always gives the text back.
     */
    public static String safe(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int begin = 0;
        while (begin < text.length() && Character.isSpaceChar(text.charAt(begin))) {
            begin++;
        }
        boolean formula = begin < text.length() && FORMULA.indexOf(text.charAt(begin)) >= 0;
        return formula || text.charAt(0) == '\'' ? "'" + text : text;
    }

    /** Returns the id only: the rows may hold personal data. */
    @Override
    public String toString() {
        return "Sheet[" + id + "]";
    }
}
