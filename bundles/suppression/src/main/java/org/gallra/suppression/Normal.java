package org.gallra.suppression;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.gallra.api.suppression.Identifier;
import org.jspecify.annotations.Nullable;

/** The one form of all spellings of an address or a number. */
final class Normal {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    /** As contacts are stored; parsing them again would cost a bulk run more than everything else here. */
    private static final Pattern SWEDISH = Pattern.compile("\\+46[1-9]\\d{6,8}");

    private Normal() {}

    /** Returns the form; null if the value is no address or no number. */
    static @Nullable String of(Identifier identifier) {
        return switch (identifier.kind()) {
            case NONE -> null;
            case EMAIL -> email(identifier.value());
            case PHONE -> phone(identifier.value());
        };
    }

    static @Nullable String email(String value) {
        String address = plain(value).strip().toLowerCase(Locale.ROOT);
        if (address.startsWith("mailto:")) {
            address = address.substring("mailto:".length());
        }
        int at = address.lastIndexOf('@');
        if (at < 1) {
            return null;
        }
        int plus = address.indexOf('+');
        String local = address.substring(0, plus > 0 && plus < at ? plus : at);
        String domain = domain(address.substring(at + 1));
        if (domain.isEmpty() || local.isBlank()) {
            return null;
        }
        if (domain.equals("gmail.com") || domain.equals("googlemail.com")) {
            domain = "gmail.com";
            local = local.replace(".", "");
        }
        return local.isEmpty() ? null : local + "@" + domain;
    }

    private static String domain(String written) {
        String domain = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        try {
            return domain.isEmpty() || ascii(domain)
                    ? domain
                    : IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return domain; // no name that the net knows, but the same again when it is written again
        }
    }

    /** Returns the number without the words around it, such as an extension or where it rings. */
    private static String number(String value) {
        String text = plain(value);
        int from = 0;
        while (from < text.length() && "+(0123456789".indexOf(text.charAt(from)) < 0) {
            from++;
        }
        int to = from;
        while (to < text.length() && !Character.isLetter(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    private static String plain(String value) {
        return ascii(value) ? value : Normalizer.normalize(value, Normalizer.Form.NFKC);
    }

    private static boolean ascii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    static @Nullable String phone(String value) {
        if (SWEDISH.matcher(value).matches()) {
            return value;
        }
        try {
            var parsed = PHONES.parse(number(value), "SE");
            if (PHONES.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE) {
                parsed.clearExtension();
                return PHONES.format(parsed, PhoneNumberFormat.E164);
            }
        } catch (NumberParseException e) {
            // no number
        }
        return null;
    }
}
