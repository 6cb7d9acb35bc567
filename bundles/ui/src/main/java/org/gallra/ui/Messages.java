package org.gallra.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.gallra.api.Text;

/** The texts of the UI in one language; Swedish is the master. */
public final class Messages {

    private static final Messages SWEDISH = new Messages(Locale.forLanguageTag("sv"));
    private static final Messages ENGLISH = new Messages(Locale.ENGLISH);

    private final Locale language;
    private final Properties texts = new Properties();

    private Messages(Locale language) {
        this.language = language;
        String file = "/texts/messages_" + language.getLanguage() + ".properties";
        try (InputStream in = Objects.requireNonNull(Messages.class.getResourceAsStream(file), file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the texts in a language: Swedish for {@code sv}, English for every other. */
    public static Messages of(Locale language) {
        return "sv".equals(language.getLanguage()) ? SWEDISH : ENGLISH;
    }

    /** Returns the language. */
    public Locale language() {
        return language;
    }

    /** Returns a text with {@code {0}}, {@code {1}}, … replaced; a key without text shows itself. */
    public String get(String key, Object... values) {
        String text = texts.getProperty(key, key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** Returns the text for one or several: {@code key.one} or {@code key.other}, with the number as {@code {0}}. */
    public String count(String key, long number) {
        return get(key + (number == 1 ? ".one" : ".other"), number(number));
    }

    /** Returns a number with thin groups of thousands, as both languages read it. */
    public String number(long number) {
        String digits = Long.toString(Math.abs(number));
        StringBuilder grouped = new StringBuilder(number < 0 ? "-" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                grouped.append('\u00a0');
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }

    /** Returns an API text in this language. */
    public String of(Text text) {
        return text.in(language);
    }

    Properties all() {
        return texts;
    }
}
