package org.gallra.activity;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.gallra.api.Text;

/** Writes HTML in which every value is escaped. */
final class Markup {

    private final Writer out;
    private final Locale language;

    Markup(Writer out, Locale language) {
        this.out = out;
        this.language = language;
    }

    /** Writes markup as it is: only ever a constant. */
    Markup html(String markup) throws IOException {
        out.write(markup);
        return this;
    }

    /** Writes a value, good for text and for attributes in quotes. */
    Markup value(String value) throws IOException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.write("&amp;");
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                case '"' -> out.write("&#34;");
                case '\'' -> out.write("&#39;");
                default -> out.write(c);
            }
        }
        return this;
    }

    /** Writes a value with its line breaks. */
    Markup lines(String value) throws IOException {
        String[] lines = value.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            (i == 0 ? this : html("<br>")).value(lines[i]);
        }
        return this;
    }

    /** Writes a text in the language of the page. */
    Markup text(String sv, String en) throws IOException {
        return value("sv".equals(language.getLanguage()) ? sv : en);
    }

    /** Writes a text in the language of the page. */
    Markup text(Text text) throws IOException {
        return value(text.in(language));
    }
}
