package org.gallra.freefield;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;

/** Makes the keys by which values are found and ordered, and the names of fields and choices. */
final class Keys {

    private static final int LONGEST = 200;
    private static final int LONGEST_NAME = 36;
    private static final BigDecimal MIDDLE = new BigDecimal("500000000000000000");
    private static final int DECIMALS = 6;

    private Keys() {}

    /** Folds a text: lower case, runs of blanks made one; its beginning if it is long. */
    static String text(String value) {
        String folded = Normalizer.normalize(value, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\u00a0]+", " ")
                .strip();
        if (folded.length() <= LONGEST) {
            return folded;
        }
        return folded.substring(0, Character.isHighSurrogate(folded.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
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
