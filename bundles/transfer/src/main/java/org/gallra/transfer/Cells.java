package org.gallra.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes from a cell what programs wrap around its value. */
final class Cells {

    private static final Pattern FORMULA_TEXT = Pattern.compile("=\"(.*)\"", Pattern.DOTALL);
    private static final Pattern INVISIBLE = Pattern.compile("[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]");
    private static final Pattern IN_BRACKETS = Pattern.compile("[<(]\\s*([^<>()\\s]+@[^<>()\\s]+?)\\s*[>)]");
    private static final Pattern SEVERAL_EMAILS = Pattern.compile("\\s*(?::::|[;,\\n|])\\s*|\\s+(?=\\S+@)");
    private static final Pattern SEVERAL_PHONES = Pattern.compile("\\s*(?::::|[;\\n|])\\s*");

    private Cells() {}

    /** Returns the value on one line, or null if there is nothing. */
    static @Nullable String line(@Nullable String cell) {
        String lines = lines(cell);
        return lines == null ? null : lines.replaceAll("[ \\t\\n]+", " ").strip();
    }

    /** Returns the value with its line breaks, or null if there is nothing. */
    static @Nullable String lines(@Nullable String cell) {
        if (cell == null) {
            return null;
        }
        String value = cell.replace('\u00A0', ' ').replace('\u202F', ' ').strip();
        Matcher formula = FORMULA_TEXT.matcher(value);
        if (formula.matches()) {
            value = formula.group(1);
        }
        if (value.length() > 1 && value.charAt(0) == '\'' && "+0123456789=-@'".indexOf(value.charAt(1)) >= 0) {
            value = value.substring(1);
        }
        value = INVISIBLE
                .matcher(value)
                .replaceAll("")
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u000B', '\n')
                .replace('\u2028', '\n')
                .replaceAll("[ \\t]+\\n", "\n")
                .strip();
        return value.isEmpty() ? null : value;
    }

    /** Returns the addresses of a cell: {@code Anna <anna@example.se>; mailto:anna@example.com}. */
    static List<String> emails(@Nullable String cell) {
        List<String> emails = new ArrayList<>();
        String value = lines(cell);
        if (value == null) {
            return emails;
        }
        Matcher bracketed = IN_BRACKETS.matcher(value);
        while (bracketed.find()) {
            add(emails, bracketed.group(1));
        }
        if (emails.isEmpty()) {
            for (String part : SEVERAL_EMAILS.split(value)) {
                add(emails, part.replaceFirst("(?i)^(?:mailto|smtp):", "").strip());
            }
        }
        List<String> addresses = emails.stream().filter(e -> e.contains("@")).toList();
        return addresses.isEmpty() ? emails : addresses;
    }

    /** Returns the numbers of a cell; {@code tel:} of vCard 4.0 taken away. */
    static List<String> phones(@Nullable String cell) {
        List<String> phones = new ArrayList<>();
        String value = lines(cell);
        if (value != null) {
            for (String part : SEVERAL_PHONES.split(value)) {
                add(
                        phones,
                        part.replaceFirst("(?i)^tel:", "")
                                .replaceFirst("(?i);ext=", " ext ")
                                .strip());
            }
        }
        return phones;
    }

    private static void add(List<String> values, String value) {
        if (!value.isEmpty() && values.stream().noneMatch(value::equalsIgnoreCase)) {
            values.add(value);
        }
    }
}
