package org.gallra.contact;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The folded key by which names are sorted and found: its code point order is Swedish order, the same on every database.
 */
final class NameKey {

    private static final char BETWEEN = '\u0001';
    private static final int MAX = 400;
    private static final int MAX_SEARCH = 1000;

    /** Stands between the own words of a contact and those of its company; no folded text has it. */
    static final char COMPANY = '#';

    private NameKey() {}

    /** Returns the sort key of a person: family name first. */
    static String person(@Nullable String firstName, @Nullable String lastName) {
        String last = fold(lastName);
        String first = fold(firstName);
        return cut(last.isEmpty() ? first : first.isEmpty() ? last : last + BETWEEN + first, MAX);
    }

    /** Returns the sort key of a company. */
    static String name(String name) {
        return cut(fold(name), MAX);
    }

    /**
     * Returns what a search is made in: all values folded; those with marks also without them, so that Åsa is found by asa and
     * Müller by muller; numbers also without blanks.
     */
    static String search(@Nullable String... values) {
        StringBuilder key = new StringBuilder();
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                String folded = fold(value);
                key.append(folded).append(' ');
                String plain = fold(value, false);
                if (!plain.equals(folded)) {
                    key.append(plain).append(' ');
                }
                String digits = value.replaceAll("[^0-9]", "");
                if (digits.length() >= 5) {
                    key.append(digits).append(' ');
                }
            }
        }
        return cut(key.toString(), MAX_SEARCH);
    }

    /**
     * Returns what a contact is found by: its own words, and behind them those of its company, so that a list looks at one column.
     *
     * @param own what {@link #search} says of the contact
     * @param company the search key of its company, or null if it has none
     */
    static String withCompany(String own, @Nullable String company) {
        return company == null ? own : own + COMPANY + " " + company;
    }

    /** Folds a text: lower case, Swedish letters after z, other marks removed, everything else one blank. */
    static String fold(@Nullable String text) {
        return fold(text, true);
    }

    /** Returns a folded text without the marks that {@link #fold} keeps: what it is compared with on PostgreSQL. */
    static String plain(String folded) {
        return folded.replace('{', 'a').replace('|', 'a').replace('}', 'o');
    }

    private static String fold(@Nullable String text, boolean swedish) {
        if (text == null) {
            return "";
        }
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        StringBuilder letters = new StringBuilder();
        for (char c : composed.toCharArray()) {
            switch (c) {
                case 'å' -> letters.append(swedish ? '{' : 'a');
                case 'ä', 'æ' -> letters.append(swedish ? '|' : 'a');
                case 'ö', 'ø' -> letters.append(swedish ? '}' : 'o');
                case 'ü' -> letters.append(swedish ? 'y' : 'u');
                case 'ß' -> letters.append("ss");
                default -> letters.append(c);
            }
        }
        StringBuilder key = new StringBuilder();
        boolean gap = false;
        for (int point :
                Normalizer.normalize(letters, Normalizer.Form.NFKD).codePoints().toArray()) {
            boolean mark = point >= '{' && point <= '}';
            if (Character.isLetterOrDigit(point) || mark) {
                if (gap && !key.isEmpty()) {
                    key.append(' ');
                }
                gap = false;
                key.appendCodePoint(point);
            } else if (Character.getType(point) != Character.NON_SPACING_MARK) {
                gap = true;
            }
        }
        return key.toString();
    }

    private static String cut(String key, int max) {
        return key.length() <= max ? key : key.substring(0, max);
    }
}
