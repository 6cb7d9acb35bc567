package org.gallra.extract;

/**
 * Texts for files that cannot hold every character (XML 1.0, and what is made of it). What they cannot hold stands as a
 * backslash, {@code u} and four hex digits; a backslash that is followed by {@code u} and four hex digits in the text itself stands
 * as {@code \u005C}, so that the text can always be had back.
 */
final class Legible {

    private Legible() {}

    static String text(String text) {
        StringBuilder result = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            boolean fits = pair || (fits(c) && !(c == '\\' && isEscape(text, i)));
            if (!fits && result == null) {
                result = new StringBuilder(text.length() + 8).append(text, 0, i);
            }
            if (result != null) {
                if (fits) {
                    result.append(c);
                } else {
                    result.append(String.format("\\u%04X", (int) c));
                }
                if (pair) {
                    result.append(text.charAt(i + 1));
                }
            }
            if (pair) {
                i++;
            }
        }
        return result == null ? text : result.toString();
    }

    /** Tells whether the text has a half of a pair, which no encoding can hold. */
    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** The characters of XML 1.0 without the pairs, and without the one that deletes. */
    private static boolean fits(char c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF && c != 0x7F)
                || (c >= 0xE000 && c <= 0xFFFD);
    }

    private static boolean isEscape(String text, int at) {
        if (at + 5 >= text.length() || text.charAt(at + 1) != 'u') {
            return false;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
