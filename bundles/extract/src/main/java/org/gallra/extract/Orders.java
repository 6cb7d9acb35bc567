package org.gallra.extract;

import java.util.Locale;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractOrder;
import org.jspecify.annotations.Nullable;

/** Reads and checks how an extract is wanted. */
final class Orders {

    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9./-]{1,40}");
    private static final int LONGEST_REASON = 500;

    private Orders() {}

    /** Returns the order, or says what is wrong with it. */
    static ExtractOrder checked(ExtractOrder order) {
        String language = order.language().getLanguage();
        if (!language.equals("sv") && !language.equals("en")) {
            throw GallraException.invalid("lang", new Text("Språket är sv eller en.", "The language is sv or en."));
        }
        if (order.request() != null && !REQUEST.matcher(order.request()).matches()) {
            throw GallraException.invalid(
                    "request",
                    new Text(
                            "Ärendets nummer är högst 40 tecken: bokstäver a–z, siffror, punkt, snedstreck och bindestreck.",
                            "The number of the request has at most 40 characters: letters a–z, digits, dot, slash and hyphen."));
        }
        String reason = order.reason() == null ? "" : order.reason().strip();
        if (order.othersShown() && (reason.isEmpty() || reason.length() > LONGEST_REASON)) {
            throw GallraException.invalid(
                    "reason",
                    new Text(
                            "Ange varför andra personers uppgifter ska vara läsbara, med högst 500 tecken.",
                            "State why data of other people shall be readable, in at most 500 characters."));
        }
        return new ExtractOrder(
                order.language(),
                order.request(),
                order.identity(),
                order.othersShown(),
                order.othersShown() ? reason : null,
                order.otherCards(),
                order.leftOut());
    }

    /** Returns the language that is named, else the one that the browser prefers. */
    static Locale language(@Nullable String lang, @Nullable String accepted) {
        if (lang == null || lang.isBlank()) {
            return accepted != null && accepted.strip().toLowerCase(Locale.ROOT).startsWith("en")
                    ? Locale.ENGLISH
                    : Locale.forLanguageTag("sv");
        }
        return lang.matches("[a-z]{2}") ? Locale.forLanguageTag(lang) : Locale.ROOT;
    }
}
