package org.gallra.freefield;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes the keys by which values are found and ordered, and the names of fields and choices. */
final class Keys {

    private static final int LONGEST = 200;
    private static final int LONGEST_NAME = 36;
    private static final BigDecimal MIDDLE = new BigDecimal("500000000000000000");
    private static final int DECIMALS = 6;

    /** Stands before every letter. */
    private static final char BEHIND = '\u0001';

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Keys() {}

    /**
     * Returns the key of a text: {@link #folded}, and behind it what tells it from texts that differ from it in marks only. The code
     * points of keys are in Swedish order; texts with the same key differ in case and blanks at most, as far as they are not cut.
     */
    static String text(String value) {
        String lower = lower(value);
        String folded = folded(value);
        return unmarked(lower).equals(lower) ? folded : folded + BEHIND + Integer.toHexString(lower.hashCode());
    }

    /** Folds a text for order and search: lower case, runs of blanks made one, without marks; its beginning if it is long. */
    static String folded(String value) {
        String plain = unmarked(lower(value));
        StringBuilder letters = new StringBuilder();
        for (char c : plain.toCharArray()) {
            switch (c) {
                // å, ä and ö behind z; what stands there changes places with them
                case 'å' -> letters.append('{');
                case 'ä' -> letters.append('|');
                case 'ö' -> letters.append('}');
                case '{' -> letters.append('å');
                case '|' -> letters.append('ä');
                case '}' -> letters.append('ö');
                default -> letters.append(c);
            }
        }
        String folded = letters.toString();
        if (folded.length() <= LONGEST) {
            return folded;
        }
        return folded.substring(0, Character.isHighSurrogate(folded.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    private static String lower(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\u00a0]+", " ")
                .strip();
    }

    /** Returns the text with the Swedish letters, and with others in their place where Swedish has a place for them. */
    private static String unmarked(String lower) {
        StringBuilder plain = new StringBuilder();
        for (char c : lower.toCharArray()) {
            switch (c) {
                case 'å', 'ä', 'ö' -> plain.append(c);
                case 'æ' -> plain.append('ä');
                case 'ø' -> plain.append('ö');
                case 'ü' -> plain.append('y');
                case 'ß' -> plain.append("ss");
                default ->
                    plain.append(
                            c < '\u00c0' || Character.isSurrogate(c)
                                    ? String.valueOf(c)
                                    : MARKS.matcher(Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD))
                                            .replaceAll(""));
            }
        }
        return plain.toString();
    }

    /** Returns a text that is ordered as the number is: always as many digits, always positive. */
    static String number(BigDecimal value) {
        return MIDDLE.add(value).setScale(DECIMALS, RoundingMode.UNNECESSARY).toPlainString();
    }

    /** Makes a name out of a label: lower case letters, digits and underscores, not taken yet. */
    static String name(String label, Predicate<String> taken) {
        String plain = Normalizer.normalize(label, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace("ø", "o")
                .replace("æ", "a")
                .replace("ß", "ss")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        String name = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "f_" + plain : plain;
        name = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        String free = name;
        for (int i = 2; taken.test(free); i++) {
            free = name + i;
        }
        return free;
    }
}
