package org.gallra.api.rest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Trims and checks what a caller writes, and collects everything that is wrong. Not thread-safe. */
@ProviderType
public final class Input {

    private static final Locale SWEDISH = Locale.forLanguageTag("sv");
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final BigDecimal MOST_MONEY = new BigDecimal("9999999999999.99");

    private final List<Violation> violations = new ArrayList<>();

    /** Starts with nothing wrong. */
    public Input() {}

    /**
     * Ends the check.
     *
     * @throws GallraException {@code INVALID} with all that was wrong
     */
    public void check() {
        if (!violations.isEmpty()) {
            throw GallraException.invalid(violations);
        }
    }

    /** Notes that a field is wrong. */
    public void refuse(String field, Text text) {
        violations.add(new Violation(field, text));
    }

    /** Notes a field that is null. */
    public void require(String field, @Nullable Object value) {
        if (value == null && violations.stream().noneMatch(v -> v.field().equals(field))) {
            refuse(field, new Text("Fyll i fältet.", "Fill in the field."));
        }
    }

    /** Returns one line of text: trimmed, blank is null. */
    public @Nullable String line(String field, @Nullable String value, int max) {
        return text(field, value, max, false);
    }

    /** Returns running text: trimmed, blank is null, line breaks and tabs are fine. */
    public @Nullable String lines(String field, @Nullable String value, int max) {
        return text(field, value == null ? null : value.replace("\r\n", "\n").replace('\r', '\n'), max, true);
    }

    /** Returns an instant from 1900 to 2199, cut to microseconds as the database keeps it. */
    public @Nullable Instant time(String field, @Nullable Instant value) {
        if (value == null) {
            return null;
        }
        if (value.isBefore(EARLIEST) || !value.isBefore(LATEST)) {
            refuse(field, new Text("Ange en tid mellan år 1900 och 2199.", "Give a time from 1900 to 2199."));
            return null;
        }
        return value.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns a day from 1900 to 2199. */
    public @Nullable LocalDate day(String field, @Nullable LocalDate value) {
        if (value != null && (value.getYear() < 1900 || value.getYear() > 2199)) {
            refuse(field, new Text("Ange en dag mellan år 1900 och 2199.", "Give a day from 1900 to 2199."));
            return null;
        }
        return value;
    }

    /**
     * Returns the body of a request.
     *
     * @throws GallraException {@code INVALID} if it is missing
     */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw GallraException.invalid("body", new Text("Skicka uppgifterna som JSON.", "Send the values as JSON."));
        }
        return body;
    }

    /**
     * Looks up a record that a body names.
     *
     * @throws GallraException {@code INVALID} for the field if there is no such record
     */
    public static <T> T reference(String field, Supplier<T> lookup) {
        try {
            return lookup.get();
        } catch (GallraException e) {
            throw e.code() == GallraException.Code.NOT_FOUND ? GallraException.invalid(field, e.text()) : e;
        }
    }

    /**
     * Reads a public id.
     *
     * @throws GallraException {@code unknown} if it is no UUID: nothing has such an id
     */
    public static UUID id(String text, Supplier<GallraException> unknown) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown.get();
        }
    }

    /**
     * Returns the instant of a parameter, or null if it is missing or empty.
     *
     * @param field the parameter's name, for the error
     * @param text ISO 8601 with its zone, of a year from 1 to 9999
     * @throws GallraException {@code INVALID} if it is no such time
     */
    public static @Nullable Instant instant(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            Instant time = Instant.parse(text);
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1 && year <= 9999) {
                return time;
            }
        } catch (DateTimeException e) {
            // refused below, like a year that no database holds
        }
        throw GallraException.invalid(
                field, new Text("Skriv tiden som 2026-05-31T11:00:00Z.", "Write the time like 2026-05-31T11:00:00Z."));
    }

    /**
     * Returns the constant with the name, in any case.
     *
     * @throws GallraException {@code INVALID} that lists the names
     */
    public static <E extends Enum<E>> E constant(String field, Class<E> type, String name) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(c -> c.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> {
                    String all = Arrays.stream(constants)
                            .map(c -> c.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
                    return GallraException.invalid(
                            field, new Text("Ange ett av: " + all + ".", "Give one of: " + all + "."));
                });
    }

    /**
     * Returns the language in which somebody wants an answer: the one that is named, else the one that the client prefers.
     *
     * @param lang {@code sv} or {@code en}; null and empty name none
     * @param accepted the header {@code Accept-Language}; null and all but English prefer Swedish
     * @throws GallraException {@code INVALID} naming {@code lang} if it is another one
     */
    public static Locale language(@Nullable String lang, @Nullable String accepted) {
        if (lang == null || lang.isEmpty()) {
            return accepted != null && accepted.strip().toLowerCase(Locale.ROOT).startsWith("en")
                    ? Locale.ENGLISH
                    : SWEDISH;
        }
        if (lang.equals("sv") || lang.equals("en")) {
            return lang.equals("en") ? Locale.ENGLISH : SWEDISH;
        }
        throw GallraException.invalid("lang", new Text("Språket är sv eller en.", "The language is sv or en."));
    }

    /** Returns an amount of money with two decimals, as a column {@code DECIMAL(15,2)} holds it; it is never rounded. */
    public @Nullable BigDecimal amount(String field, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        if (value.stripTrailingZeros().scale() > 2 || value.abs().compareTo(MOST_MONEY) > 0) {
            refuse(
                    field,
                    new Text(
                            "Ange ett belopp med högst två decimaler, högst " + MOST_MONEY.toPlainString() + ".",
                            "Give an amount with at most two decimals, at most " + MOST_MONEY.toPlainString() + "."));
            return null;
        }
        return value.setScale(2, RoundingMode.UNNECESSARY);
    }

    /** Returns a currency of ISO 4217 in capitals; null and blank are SEK. */
    public String currency(String field, @Nullable String value) {
        String code = value == null || value.isBlank() ? "SEK" : value.strip().toUpperCase(Locale.ROOT);
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(c -> c.getCurrencyCode().equals(code))) {
            refuse(
                    field,
                    new Text("Ange en valuta som SEK, EUR eller USD.", "Give a currency such as SEK, EUR or USD."));
        }
        return code;
    }

    private @Nullable String text(String field, @Nullable String value, int max, boolean lines) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = value.strip();
        if (text.length() > max) {
            refuse(
                    field,
                    new Text(
                            "Högst " + max + " tecken; det här är " + text.length() + ".",
                            "At most " + max + " characters; this is " + text.length() + "."));
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = lines && (c == '\n' || c == '\t');
            if ((Character.isISOControl(c) && !allowed) || (Character.isSurrogate(c) && !paired(text, i))) {
                refuse(
                        field,
                        new Text(
                                "Det finns ett styrtecken på plats " + (i + 1) + ". Ta bort det.",
                                "There is a control character at position " + (i + 1) + ". Remove it."));
                return null;
            }
        }
        return text;
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
