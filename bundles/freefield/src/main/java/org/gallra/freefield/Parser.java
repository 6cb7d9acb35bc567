package org.gallra.freefield;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.jspecify.annotations.Nullable;

/** Reads what people write, in forms and in files, into values as JSON has them. */
final class Parser {

    private static final Pattern NUMBER = Pattern.compile("[-\u2212]?[0-9]{1,30}(?:\\.[0-9]{1,30})?");
    private static final Pattern MONEY = Pattern.compile(
            "(?:([A-Za-z]{3})\\s*)?([-\u2212]?[0-9][0-9\\s\u00a0\u202f.,]*?)\\s*(?:([A-Za-z]{3}|kr|:-))?");
    private static final Set<String> YES = Set.of("ja", "yes", "true", "sant", "1", "x", "j", "y");
    private static final Set<String> NO = Set.of("nej", "no", "false", "falskt", "0", "n");

    private Parser() {}

    /** Returns the value, or null for an empty text; texts stay as they are. */
    static @Nullable Object parse(FreeField field, String text) {
        if (text.isBlank()) {
            return null;
        }
        String plain = text.strip();
        return switch (field.type()) {
            case TEXT -> text;
            case LONG_TEXT -> text.replace("\r\n", "\n").replace('\r', '\n');
            case LINK, EMAIL, PHONE, DATE, TIME -> plain;
            case INTEGER, DECIMAL -> number(field, plain);
            case PERCENT -> number(field, plain.replaceAll("\\s*%$", ""));
            case CURRENCY -> money(field, plain);
            case BOOLEAN -> {
                String word = plain.toLowerCase(Locale.ROOT);
                if (YES.contains(word)) {
                    yield true;
                }
                if (NO.contains(word)) {
                    yield false;
                }
                throw Values.refuse(field, "Skriv ja eller nej.", "Write yes or no.");
            }
            case LIST -> choice(field, plain);
            case MULTI -> {
                List<String> keys = new ArrayList<>();
                String whole = choice(field, plain);
                if (field.choices().stream().anyMatch(c -> c.key().equals(whole))) {
                    yield List.of(whole);
                }
                for (String one : plain.split("[;,|\n]", -1)) {
                    if (!one.isBlank()) {
                        keys.add(choice(field, one.strip()));
                    }
                }
                yield keys;
            }
        };
    }

    /** Returns the key of a choice named by key or label; the text itself if there is none, which is refused later. */
    private static String choice(FreeField field, String text) {
        return field.choices().stream()
                .filter(c -> c.key().equals(text)
                        || c.label().sv().equalsIgnoreCase(text)
                        || c.label().en().equalsIgnoreCase(text))
                .map(Choice::key)
                .findFirst()
                .orElse(text);
    }

    private static BigDecimal number(FreeField field, String text) {
        String plain =
                text.replaceAll("[\\s\u00a0\u202f]", "").replace('\u2212', '-').replace(',', '.');
        if (!NUMBER.matcher(plain).matches()) {
            throw Values.refuse(field, "Skriv ett tal som 1 250,5.", "Write a number like 1250.5.");
        }
        return new BigDecimal(plain);
    }

    private static Map<String, Object> money(FreeField field, String text) {
        Matcher money = MONEY.matcher(text);
        if (!money.matches()) {
            throw Values.refuse(field, "Skriv ett belopp som 1 250,50 SEK.", "Write an amount like 1250.50 SEK.");
        }
        String before = money.group(1);
        String behind = money.group(3);
        String code = before != null ? before : behind == null || behind.length() < 3 ? "SEK" : behind;
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("amount", number(field, money.group(2)));
        value.put("currency", code.toUpperCase(Locale.ROOT));
        return value;
    }
}
