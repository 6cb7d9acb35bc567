package org.gallra.rest;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses Swedish or English for an error text. */
final class Languages {

    private static final Locale SWEDISH = Locale.forLanguageTag("sv");

    private Languages() {}

    static Locale of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return Locale.ENGLISH;
        }
        try {
            Locale chosen = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), List.of(SWEDISH, Locale.ENGLISH));
            return chosen == null ? Locale.ENGLISH : chosen;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
