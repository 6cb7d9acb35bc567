package org.gallra.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** Trims and checks what a caller writes, and collects everything that is wrong. */
final class Input {

    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?\\.[\\p{L}]{2,63}");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private final List<Violation> violations = new ArrayList<>();

    /** Refuses the input if anything was wrong. */
    void check() {
        if (!violations.isEmpty()) {
            throw GallraException.invalid(violations);
        }
    }

    void refuse(String field, Text text) {
        violations.add(new Violation(field, text));
    }

    /** One line: trimmed, blank is null. */
    @Nullable
    String line(String field, @Nullable String value, int max) {
        return text(field, value, max, false);
    }

    /** Running text: line breaks and tabs are fine. */
    @Nullable
    String lines(String field, @Nullable String value, int max) {
        return text(field, value == null ? null : value.replace("\r\n", "\n").replace('\r', '\n'), max, true);
    }

    @Nullable
    String email(String field, @Nullable String value) {
        String email = line(field, value, 254);
        if (email != null && !EMAIL.matcher(email).matches()) {
            refuse(
                    field,
                    new Text(
                            "Det är ingen e-postadress. Skriv den som namn@example.se.",
                            "That is no e-mail address. Write it like name@example.com."));
        }
        return email;
    }

    /** A number that can be read is kept in international form, any other as it was written. */
    @Nullable
    String phone(String field, @Nullable String value) {
        String phone = line(field, value, 50);
        if (phone == null) {
            return null;
        }
        try {
            var number = PHONES.parse(phone, "SE");
            if (PHONES.isPossibleNumber(number) && !number.hasExtension()) {
                return PHONES.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
            }
        } catch (NumberParseException e) {
            if (phone.chars().noneMatch(Character::isDigit)) {
                refuse(
                        field,
                        new Text(
                                "Det är inget telefonnummer. Skriv siffror, till exempel 070-123 45 67.",
                                "That is no phone number. Write digits, such as +46 70 123 45 67."));
            }
        }
        return phone;
    }

    @Nullable
    String website(String field, @Nullable String value) {
        String address = line(field, value, 300);
        if (address == null) {
            return null;
        }
        String full = address.contains("://") ? address : "https://" + address;
        try {
            URI uri = new URI(full);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && full.length() <= 300) {
                return full;
            }
        } catch (java.net.URISyntaxException e) {
            // refused below, like an address of another kind
        }
        refuse(
                field,
                new Text(
                        "Det är ingen webbadress. Skriv den som https://www.example.se.",
                        "That is no web address. Write it like https://www.example.com."));
        return address;
    }

    @Nullable
    String country(String field, @Nullable String value) {
        String country = line(field, value, 100);
        if (country == null) {
            return null;
        }
        String code = country.toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(code)) {
            refuse(
                    field,
                    new Text(
                            "Ange landet med två bokstäver enligt ISO 3166, till exempel SE.",
                            "Give the country as two letters of ISO 3166, such as SE."));
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
            boolean half = Character.isSurrogate(c) && !pair(text, i);
            if ((Character.isISOControl(c) && !allowed) || half) {
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

    private static boolean pair(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
