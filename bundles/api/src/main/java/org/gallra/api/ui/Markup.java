package org.gallra.api.ui;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** Writes the HTML of a part, in which every value is escaped. Not thread-safe. */
@ProviderType
public final class Markup {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Writer out;
    private final Locale language;

    /** Writes to the page in its language. */
    public Markup(Writer out, Locale language) {
        this.out = out;
        this.language = language;
    }

    /** Writes markup as it is: only ever a constant. */
    public Markup html(String markup) throws IOException {
        out.write(markup);
        return this;
    }

    /** Writes a value, good for text and for attributes in quotes. */
    public Markup value(String value) throws IOException {
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
    public Markup lines(String value) throws IOException {
        String[] lines = value.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            (i == 0 ? this : html("<br>")).value(lines[i]);
        }
        return this;
    }

    /** Writes a text in the language of the page. */
    public Markup text(String sv, String en) throws IOException {
        return value("sv".equals(language.getLanguage()) ? sv : en);
    }

    /** Writes a hidden field of a form. */
    public Markup hidden(String name, String value) throws IOException {
        return html("<input type=\"hidden\" name=\"")
                .value(name)
                .html("\" value=\"")
                .value(value)
                .html("\">");
    }

    /** Writes what each form of a part must hold: the user's secret and the page to go back to. */
    public Markup hidden(UiContext context) throws IOException {
        return hidden("_csrf", context.csrf()).hidden(FormInput.BACK, context.path());
    }

    /** Writes a time to the minute in the user's time zone. */
    public Markup time(Instant at, ZoneId zone) throws IOException {
        return value(MINUTES.withZone(zone).format(at));
    }

    /** Writes an amount of money as the language of the page has it, with its currency behind. */
    public Markup amount(BigDecimal amount, String currency) throws IOException {
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMinimumFractionDigits(amount.stripTrailingZeros().scale() > 0 ? 2 : 0);
        format.setMaximumFractionDigits(2);
        return value(format.format(amount) + "\u00a0" + currency);
    }

    /** Writes a text in the language of the page. */
    public Markup text(Text text) throws IOException {
        return value(text.in(language));
    }
}
