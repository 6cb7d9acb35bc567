package org.gallra.freefield;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.jspecify.annotations.Nullable;

/**
 * Checks values as JSON has them and brings them into the texts that are stored: one for most types, one per choice for several
 * choices. Texts are kept as they are, down to the byte.
 */
final class Values {

    private static final int LINE = 500;
    private static final int LINES = 8000;
    private static final BigDecimal MOST = new BigDecimal("999999999999999.999999");
    private static final BigDecimal MOST_MONEY = new BigDecimal("9999999999999.99");

    private Values() {}

    /**
     * Returns what is stored; empty for null and for an empty text or list.
     *
     * @param had what the record has now: a retired choice may stay
     * @throws GallraException {@code INVALID} naming the field
     */
    static List<String> stored(FreeField field, @Nullable Object value, List<String> had) {
        if (value == null || "".equals(value) || (value instanceof List<?> list && list.isEmpty())) {
            return List.of();
        }
        return switch (field.type()) {
            case TEXT -> List.of(text(field, value, LINE, false));
            case LONG_TEXT -> List.of(text(field, value, LINES, true));
            case LINK -> List.of(Formats.link(field, text(field, value, LINE, false)));
            case EMAIL -> List.of(Formats.email(field, text(field, value, 254, false)));
            case PHONE -> List.of(Formats.phone(field, text(field, value, 50, false)));
            case DATE -> List.of(Formats.date(field, text(field, value, 30, false)));
            case TIME -> List.of(Formats.time(field, text(field, value, 30, false)));
            case INTEGER -> List.of(number(field, value, 0, MOST).toPlainString());
            case DECIMAL, PERCENT -> List.of(number(field, value, 6, MOST).toPlainString());
            case CURRENCY -> List.of(money(field, value));
            case BOOLEAN -> {
                if (!(value instanceof Boolean)) {
                    throw refuse(field, "Ange ja eller nej (true eller false).", "Give yes or no (true or false).");
                }
                yield List.of(value.toString());
            }
            case LIST -> List.of(choice(field, value, had));
            case MULTI -> {
                if (!(value instanceof List<?> list)) {
                    throw refuse(field, "Ange en lista av val.", "Give a list of choices.");
                }
                Set<String> chosen = new LinkedHashSet<>();
                list.forEach(one -> chosen.add(choice(field, one, had)));
                yield List.copyOf(chosen);
            }
        };
    }

    /** Returns the value as JSON has it, out of what is stored; not for an empty list. */
    static Object value(FreeField field, List<String> stored) {
        String first = stored.get(0);
        return switch (field.type()) {
            case INTEGER -> Long.valueOf(first);
            case DECIMAL, PERCENT -> new BigDecimal(first);
            case BOOLEAN -> Boolean.valueOf(first);
            case CURRENCY -> {
                int blank = first.indexOf(' ');
                Map<String, Object> money = new LinkedHashMap<>();
                money.put("amount", new BigDecimal(first.substring(0, blank)));
                money.put("currency", first.substring(blank + 1));
                yield money;
            }
            case MULTI -> List.copyOf(stored);
            default -> first;
        };
    }

    /** Returns the key by which a stored value is found and ordered. */
    static String key(FreeField field, String stored) {
        return switch (field.type()) {
            case INTEGER, DECIMAL, PERCENT -> Keys.number(new BigDecimal(stored));
            case CURRENCY -> {
                int blank = stored.indexOf(' ');
                yield Keys.number(new BigDecimal(stored.substring(0, blank))) + stored.substring(blank);
            }
            case LIST, MULTI, BOOLEAN, DATE, TIME -> stored;
            default -> Keys.text(stored);
        };
    }

    private static String choice(FreeField field, @Nullable Object value, List<String> had) {
        for (Choice choice : field.choices()) {
            if (choice.key().equals(value)) {
                if (choice.retired() && !had.contains(choice.key())) {
                    throw refuse(
                            field,
                            "Valet används inte längre. Välj ett annat.",
                            "That choice is not used any more. Choose another.");
                }
                return choice.key();
            }
        }
        String all = String.join(
                ", ",
                field.choices().stream()
                        .filter(c -> !c.retired())
                        .map(Choice::key)
                        .toList());
        throw refuse(
                field,
                all.isEmpty() ? "Det finns inget att välja på ännu." : "Välj bland: " + all + ".",
                all.isEmpty() ? "There is nothing to choose from yet." : "Choose from: " + all + ".");
    }

    private static BigDecimal number(FreeField field, @Nullable Object value, int decimals, BigDecimal most) {
        if (!(value instanceof Number given)
                || given instanceof Float
                || (given instanceof Double many && !Double.isFinite(many))) {
            throw refuse(field, "Ange ett tal.", "Give a number.");
        }
        BigDecimal number = given instanceof BigDecimal decimal ? decimal : new BigDecimal(given.toString());
        if (number.abs().compareTo(most) > 0) {
            throw refuse(
                    field,
                    "Talet är för stort: högst " + most.toBigInteger() + ".",
                    "The number is too large: at most " + most.toBigInteger() + ".");
        }
        if (number.stripTrailingZeros().scale() > decimals) {
            throw refuse(
                    field,
                    decimals == 0 ? "Ange ett heltal." : "Högst " + decimals + " decimaler.",
                    decimals == 0 ? "Give a whole number." : "At most " + decimals + " decimals.");
        }
        return number.setScale(Math.min(decimals, Math.max(0, number.scale())), RoundingMode.UNNECESSARY);
    }

    private static String money(FreeField field, Object value) {
        if (!(value instanceof Map<?, ?> money)
                || !(money.get("currency") instanceof String code)
                || !Set.of("amount", "currency").containsAll(money.keySet())) {
            throw refuse(
                    field,
                    "Ange belopp och valuta: {\"amount\": 1250.50, \"currency\": \"SEK\"}.",
                    "Give amount and currency: {\"amount\": 1250.50, \"currency\": \"SEK\"}.");
        }
        String currency = code.strip().toUpperCase(Locale.ROOT);
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(c -> c.getCurrencyCode().equals(currency))) {
            throw refuse(field, "Ange en valuta som SEK, EUR eller USD.", "Give a currency such as SEK, EUR or USD.");
        }
        return number(field, money.get("amount"), 2, MOST_MONEY).setScale(2).toPlainString() + " " + currency;
    }

    private static String text(FreeField field, Object value, int max, boolean lines) {
        if (!(value instanceof String text)) {
            throw refuse(field, "Ange en text.", "Give a text.");
        }
        if (text.isBlank()) {
            throw refuse(
                    field,
                    "Texten är bara blanktecken. Skriv något eller lämna tomt.",
                    "The text is nothing but blanks. Write something or leave it empty.");
        }
        if (text.length() > max) {
            throw refuse(
                    field,
                    "Högst " + max + " tecken; det här är " + text.length() + ".",
                    "At most " + max + " characters; this is " + text.length() + ".");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = lines && (c == '\n' || c == '\t');
            if ((Character.isISOControl(c) && !allowed) || (Character.isSurrogate(c) && !paired(text, i))) {
                throw refuse(
                        field,
                        "Det finns ett styrtecken på plats " + (i + 1) + ". Ta bort det.",
                        "There is a control character at position " + (i + 1) + ". Remove it.");
            }
        }
        return text;
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /** Returns the refusal of a value; its text names the field, since not everybody who reads it sees which one it is. */
    static GallraException refuse(FreeField field, String sv, String en) {
        return GallraException.invalid(
                "freeFields." + field.key(),
                new Text(field.label().sv() + ": " + sv, field.label().en() + ": " + en));
    }
}
