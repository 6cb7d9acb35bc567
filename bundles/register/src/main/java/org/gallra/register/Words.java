package org.gallra.register;

import java.text.Normalizer;
import java.util.function.LongConsumer;

/**
 * Text as a sequence of folded words, each a number: case, accents and what stands between words make no difference, so
 * that {@code Åsa Öberg}, {@code ÖBERG, ÅSA} and a sort key of hers have the same words. Also finds numbers in their
 * spellings. Not thread-safe.
 */
final class Words {

    /** The longest sequence that is looked for. */
    static final int MAX = 8;

    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final int DIGITS = 15;
    private static final int LEAST_DIGITS = 7;
    private static final char[] FOLDED = folded();

    private Words() {}

    /** Takes the words of a text, in order. */
    interface Taker {

        /** Takes a word. */
        void word(long word);
    }

    /** What each character is folded to; 0 if it ends a word, 1 if it is passed over. */
    private static char[] folded() {
        char[] all = new char[Character.MAX_VALUE + 1];
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            int type = Character.getType(c);
            if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
                all[c] = 1;
            } else if (Character.isLetterOrDigit(c)) {
                String plain =
                        c < 128 ? String.valueOf(c) : Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
                all[c] = Character.toLowerCase(plain.isEmpty() ? c : plain.charAt(0));
            } else if (Character.isSurrogate(c)) {
                all[c] = c;
            }
        }
        all['æ'] = 'a';
        all['Æ'] = 'a';
        all['ø'] = 'o';
        all['Ø'] = 'o';
        all['ü'] = 'y';
        all['Ü'] = 'y';
        return all;
    }

    /**
     * Gives the words of a text.
     *
     * @param key whether to take the text for a sort key, in which {, | and } stand for å, ä and ö
     */
    static void each(CharSequence text, boolean key, Taker taker) {
        long word = BASIS;
        boolean in = false;
        for (int i = 0; i < text.length(); i++) {
            char raw = text.charAt(i);
            char c = FOLDED[raw];
            if (key && raw >= '{' && raw <= '}') {
                c = raw == '}' ? 'o' : 'a';
            }
            if (c > 1) {
                word = (word ^ c) * PRIME;
                in = true;
            } else if (c == 0 && in) {
                taker.word(word);
                word = BASIS;
                in = false;
            }
        }
        if (in) {
            taker.word(word);
        }
    }

    /** Tells whether a text may be, or hold, a sort key with letters that it writes otherwise. */
    static boolean mayBeKey(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '{' && c <= '}') {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of a sequence, to be built from its last word to its first. */
    static long before(long sequence, long word) {
        long mixed = (sequence ^ word) * PRIME;
        return mixed ^ (mixed >>> 29);
    }

    /** Gives every number that the digits of a text may be, in the form of {@link #number}. */
    static void numbers(CharSequence text, LongConsumer taker) {
        int i = 0;
        while (i < text.length()) {
            if (!digit(text.charAt(i))) {
                i++;
                continue;
            }
            if (i > 0 && Character.isLetter(text.charAt(i - 1))) {
                while (i < text.length() && digit(text.charAt(i))) {
                    i++; // a part of a word
                }
                continue;
            }
            int end = i;
            int digits = 0;
            while (end < text.length() && (digit(text.charAt(end)) || between(text.charAt(end)))) {
                digits += digit(text.charAt(end)) ? 1 : 0;
                end++;
            }
            boolean word = end < text.length() && Character.isLetter(text.charAt(end));
            if (digits >= LEAST_DIGITS && !(word && digit(text.charAt(end - 1)))) {
                windows(text, i, end, taker);
            }
            i = end;
        }
    }

    /** Gives the numbers that groups of digits make, taken alone and together with those beside them. */
    private static void windows(CharSequence text, int from, int to, LongConsumer taker) {
        StringBuilder digits = new StringBuilder(DIGITS + 1);
        for (int start = from; start < to; start++) {
            boolean begins = digit(text.charAt(start)) && (start == from || !digit(text.charAt(start - 1)));
            if (!begins) {
                continue;
            }
            digits.setLength(0);
            for (int i = start; i < to && digits.length() <= DIGITS; i++) {
                char c = text.charAt(i);
                if (digit(c)) {
                    digits.append(c);
                    boolean ends = i + 1 == to || !digit(text.charAt(i + 1));
                    if (ends && digits.length() >= LEAST_DIGITS && digits.length() <= DIGITS) {
                        taker.accept(number(digits));
                    }
                }
            }
        }
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean between(char c) {
        return c == ' '
                || c == '-'
                || c == '('
                || c == ')'
                || c == '.'
                || c == '/'
                || c == '+'
                || c == '\u00a0'
                || c == '\u2011'
                || c == '\u2013';
    }

    /**
     * Returns the one form of a number: without the prefix of Sweden, a leading zero, or the century of a personal number.
     *
     * @param digits its digits only, 7 to 15
     */
    static long number(CharSequence digits) {
        String plain = digits.toString();
        if (plain.startsWith("00")) {
            plain = plain.substring(2);
        }
        if (plain.startsWith("46") && plain.length() >= 9) {
            plain = plain.substring(2);
        }
        while (plain.startsWith("0")) {
            plain = plain.substring(1);
        }
        if (plain.length() == 12 && (plain.startsWith("19") || plain.startsWith("20"))) {
            plain = plain.substring(2);
            while (plain.startsWith("0")) {
                plain = plain.substring(1); // as the ten digits above
            }
        }
        long number = ~BASIS;
        for (int i = 0; i < plain.length(); i++) {
            number = (number ^ plain.charAt(i)) * PRIME;
        }
        return number ^ (number >>> 29);
    }

    /** Returns the digits of a value that is a number with signs between, or an empty text. */
    static String digits(String value) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (digit(c)) {
                digits.append(c);
            } else if (!between(c)) {
                return "";
            }
        }
        return digits.length() >= LEAST_DIGITS && digits.length() <= DIGITS ? digits.toString() : "";
    }
}
