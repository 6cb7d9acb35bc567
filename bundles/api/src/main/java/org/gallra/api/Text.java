package org.gallra.api;

import java.util.Locale;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A text shown to people, in Swedish and in English.
 *
 * <p>Never holds a personal value: texts end up in logs, receipts and error answers.
 *
 * @param sv the Swedish text, not blank
 * @param en the English text, not blank
 */
@ProviderType
public record Text(String sv, String en) {

    /** Checks that both languages are there. */
    public Text {
        Objects.requireNonNull(sv, "sv");
        Objects.requireNonNull(en, "en");
        if (sv.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("A text needs Swedish and English");
        }
    }

    /** Returns a text that reads the same in both languages, such as a name. */
    public static Text same(String text) {
        return new Text(text, text);
    }

    /** Returns the text in the given language: Swedish for {@code sv}, English for every other. */
    public String in(Locale locale) {
        return "sv".equals(locale.getLanguage()) ? sv : en;
    }

    /** Returns the English text. */
    @Override
    public String toString() {
        return en;
    }
}
