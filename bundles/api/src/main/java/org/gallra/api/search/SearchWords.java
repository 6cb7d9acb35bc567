package org.gallra.api.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Words as they are compared: folded, so that their code point order is Swedish order and a search forgives marks, the same on every
 * database. A key of what a person entered is as personal as that: declare it, clear it in the same act.
 */
@ProviderType
public final class SearchWords {

    private static final int MAX = 1000;
    private static final int LONGEST = 200;

    /** A key as words, each with a blank before it. */
    private static final String WORDS = "(' ' || %s)";

    /** The same without the marks that keys keep, which pg_trgm takes for gaps; the index on PostgreSQL is of this. */
    private static final String PLAIN = "TRANSLATE(' ' || %s, '{|}', 'aao')";

    /** From so many letters on a word is found in the middle of others too; pg_trgm's index knows none that are shorter. */
    private static final int INFIX = 3;

    private SearchWords() {}

    /**
     * Returns the key in which values are found: all folded; those with marks also without them, so that Åsa is found by asa and Müller by
     * muller; numbers also without blanks.
     *
     * @param values the values; null and blank ones are left out
     * @return at most 1000 characters, empty without a value
     */
    public static String key(@Nullable String... values) {
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
        return key.length() <= MAX ? key.toString() : key.substring(0, MAX);
    }

    /** Folds a text: lower case, Swedish letters after z, other marks removed, everything else one blank. */
    public static String fold(@Nullable String text) {
        return fold(text, true);
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

    /**
     * Returns the words of a text, folded; a number as it stands in keys, without blanks and leading zeros.
     *
     * @return in their order; empty if it has no letter and no digit
     * @throws GallraException {@code INVALID} naming {@code text} if it is longer than 200 characters
     */
    public static List<String> of(String text) {
        if (text.length() > LONGEST) {
            throw GallraException.invalid(
                    "text", new Text("Sök med högst 200 tecken.", "Search with at most 200 characters."));
        }
        String digits = text.replaceAll("[\\s()+./-]", "");
        boolean number = digits.length() >= 5 && digits.chars().allMatch(Character::isDigit);
        String folded = number ? digits.replaceFirst("^0+", "") : fold(text);
        return folded.isEmpty() ? List.of() : List.of(folded.split(" ", -1));
    }

    /**
     * Returns the condition that a word stands somewhere in a key; one of a letter or two at the beginning of a word.
     *
     * @param word a word of {@link #of}
     * @param key the column with its alias; never something that was entered
     */
    public static SqlFragment has(Database.Kind kind, String word, String key) {
        String plain = word.replace('{', 'a').replace('|', 'a').replace('}', 'o');
        String before = word.codePointCount(0, word.length()) < INFIX ? "% " : "%";
        SqlFragment condition = SqlFragment.of("");
        if (kind == Database.Kind.POSTGRESQL) {
            condition = condition.append(String.format(PLAIN, key) + " LIKE ?", before + plain + "%");
        }
        if (kind == Database.Kind.DERBY || !plain.equals(word)) {
            condition = condition.append(
                    (condition.sql().isEmpty() ? "" : " AND ") + String.format(WORDS, key) + " LIKE ?",
                    before + word + "%");
        }
        return condition;
    }

    /**
     * Returns the condition that each word of a text stands somewhere in a key, beginning with {@code AND}; an empty one for no text, and one
     * that nothing meets for a text without words.
     *
     * @param key the column with its alias; never something that was entered
     * @throws GallraException {@code INVALID} as {@link #of}
     */
    public static SqlFragment all(Database.Kind kind, @Nullable String text, String key) {
        SqlFragment condition = SqlFragment.of("");
        if (text == null || text.isBlank()) {
            return condition;
        }
        List<String> words = of(text);
        for (String word : words) {
            condition = condition.append(" AND ").append(has(kind, word, key));
        }
        return words.isEmpty() ? SqlFragment.of(" AND 1 = 0") : condition;
    }

    /** The same if any words are sought. */
    public static void planned(Connection connection, Database.Kind kind, @Nullable String words) throws SQLException {
        if (words != null && !words.isBlank()) {
            planned(connection, kind);
        }
    }

    /**
     * Has PostgreSQL plan the statements of this transaction for the word that is sought. After some executions of a prepared statement it
     * takes one plan for any word otherwise: it expects many rows of every word, and walks the whole list in order until the page is
     * full, which for a rare word is the end.
     */
    public static void planned(Connection connection, Database.Kind kind) throws SQLException {
        if (kind == Database.Kind.POSTGRESQL) {
            Rows.list(
                    connection,
                    SqlFragment.of("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)"),
                    row -> row.getString(1));
        }
    }
}
