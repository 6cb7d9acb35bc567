package org.gallra.processing;

import java.util.List;

/**
 * A table of texts.
 *
 * @param name what it is called
 * @param headings the headings of the columns
 * @param rows the rows, each with one text per column
 */
record Table(String name, List<String> headings, List<List<String>> rows) {

    Table {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
    }

    /**
     * Returns a text that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe in front.
     * Blanks in front do not hide a formula from every program.
     */
    static String safe(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int begin = 0;
        while (begin < text.length() && Character.isSpaceChar(text.charAt(begin))) {
            begin++;
        }
        boolean formula = begin < text.length() && "=+-@\t\r\n".indexOf(text.charAt(begin)) >= 0;
        return formula ? "'" + text : text;
    }
}
