package org.gallra.shell;

/** Lines for a console of 100 columns. */
final class Lines {

    private static final int COLUMNS = 100;
    private static final int INDENT = 22;

    private Lines() {}

    /** Returns a name with its value, in as many lines as it takes; control characters go, for a terminal obeys them. */
    static String pair(String name, String value) {
        String begin = String.format(java.util.Locale.ROOT, "%-" + (INDENT - 1) + "s ", name);
        return begin + fold(value, COLUMNS - Math.max(INDENT, begin.length()), " ".repeat(INDENT));
    }

    /** Returns a text in lines. */
    static String fold(String text) {
        return fold(text, COLUMNS, "");
    }

    private static String fold(String text, int width, String indent) {
        StringBuilder folded = new StringBuilder();
        int column = 0;
        for (String word : text.replaceAll("\\p{Cntrl}+", " ").strip().split(" +")) {
            String rest = word;
            if (column > 0 && column + 1 + rest.length() > width) {
                folded.append(System.lineSeparator()).append(indent);
                column = 0;
            } else if (column > 0) {
                folded.append(' ');
                column++;
            }
            while (rest.length() > width) {
                folded.append(rest, 0, width).append(System.lineSeparator()).append(indent);
                rest = rest.substring(width);
            }
            folded.append(rest);
            column += rest.length();
        }
        return folded.toString();
    }
}
