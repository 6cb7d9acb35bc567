package org.gallra.freefield;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.gallra.api.ui.Markup;
import org.jspecify.annotations.Nullable;

/** Draws the right input for each type of field. */
final class Inputs {

    private static final List<String> CURRENCIES = List.of("SEK", "EUR", "USD", "NOK", "DKK", "GBP");

    private final Markup markup;
    private final Locale language;
    private final String prefix;

    Inputs(Markup markup, Locale language, String prefix) {
        this.markup = markup;
        this.language = language;
        this.prefix = prefix;
    }

    static String name(FreeField field) {
        return "ff." + field.key();
    }

    /** Returns a value as an input holds it. */
    static List<String> written(FreeField field, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        if (value instanceof Map<?, ?> money) {
            return List.of(Objects.toString(money.get("amount")));
        }
        return List.of(value.toString());
    }

    static String currency(@Nullable Object value) {
        return value instanceof Map<?, ?> money ? Objects.toString(money.get("currency")) : "SEK";
    }

    void field(FreeField field, List<String> written, String currency, @Nullable String error) throws IOException {
        String id = prefix + "-ff-" + field.key();
        String text = written.isEmpty() ? "" : written.get(0);
        markup.html(
                field.type() == FreeField.Type.LONG_TEXT || field.type() == FreeField.Type.MULTI
                        ? "<div class=\"field across\">"
                        : "<div class=\"field\">");
        switch (field.type()) {
            case MULTI -> several(field, id, written, error);
            case LIST -> one(field, id, text, error);
            case BOOLEAN -> yesOrNo(field, id, text, error);
            case LONG_TEXT -> {
                label(field, id);
                markup.html("<textarea class=\"form-control\" rows=\"3\" maxlength=\"8000\"");
                attributes(field, id, name(field), error);
                markup.html(">\n").value(text).html("</textarea>");
            }
            case CURRENCY -> {
                label(field, id);
                markup.html(
                        "<div class=\"d-flex gap-2\"><input class=\"form-control\" inputmode=\"decimal\" maxlength=\"30\"");
                attributes(field, id, name(field), error);
                markup.html(" value=\"").value(text).html("\">");
                currencies(field, currency);
                markup.html("</div>");
            }
            default -> {
                label(field, id);
                markup.html("<input class=\"form-control\"").html(kind(field.type()));
                attributes(field, id, name(field), error);
                markup.html(" value=\"").value(text).html("\">");
            }
        }
        end(field, id, error);
        markup.html("</div>");
    }

    private static String kind(FreeField.Type type) {
        return switch (type) {
            case INTEGER -> " inputmode=\"numeric\" maxlength=\"30\"";
            case DECIMAL, PERCENT -> " inputmode=\"decimal\" maxlength=\"30\"";
            case DATE -> " type=\"date\"";
            case TIME -> " type=\"time\" step=\"1\"";
            // checked by us and not by the browser, which knows fewer addresses
            case LINK -> " inputmode=\"url\" maxlength=\"500\" placeholder=\"https://\"";
            case EMAIL -> " inputmode=\"email\" maxlength=\"254\"";
            case PHONE -> " type=\"tel\" maxlength=\"50\"";
            default -> " maxlength=\"500\"";
        };
    }

    private void label(FreeField field, String id) throws IOException {
        markup.html("<label for=\"").value(id).html("\">").text(field.label());
        star(field);
        markup.html("</label>");
    }

    private void star(FreeField field) throws IOException {
        if (field.mandatory()) {
            markup.html(" <span class=\"text-body-secondary\">(")
                    .text("obligatoriskt", "mandatory")
                    .html(")</span>");
        }
    }

    private void attributes(FreeField field, String id, String name, @Nullable String error) throws IOException {
        markup.html(" id=\"").value(id).html("\" name=\"").value(name).html("\"");
        if (field.mandatory()) {
            markup.html(" aria-required=\"true\"");
        }
        if (error != null) {
            markup.html(" aria-invalid=\"true\"");
        }
        if (error != null || field.help() != null) {
            markup.html(" aria-describedby=\"").value(id).html("-more\"");
        }
    }

    private void end(FreeField field, String id, @Nullable String error) throws IOException {
        if (error == null && field.help() == null) {
            return;
        }
        markup.html("<div id=\"").value(id).html("-more\">");
        if (error != null) {
            markup.html("<p class=\"field-error\">").value(error).html("</p>");
        }
        Text help = field.help();
        if (help != null) {
            markup.html("<p class=\"help\">").lines(help.in(language)).html("</p>");
        }
        markup.html("</div>");
    }

    private void one(FreeField field, String id, String chosen, @Nullable String error) throws IOException {
        label(field, id);
        markup.html("<select class=\"form-select\"");
        attributes(field, id, name(field), error);
        markup.html(">");
        option("", "", chosen.isEmpty());
        for (Choice choice : field.choices()) {
            if (!choice.retired() || choice.key().equals(chosen)) {
                option(choice.key(), choice.label().in(language), choice.key().equals(chosen));
            }
        }
        markup.html("</select>");
    }

    private void yesOrNo(FreeField field, String id, String chosen, @Nullable String error) throws IOException {
        label(field, id);
        markup.html("<select class=\"form-select\"");
        attributes(field, id, name(field), error);
        markup.html(">");
        option("", "", chosen.isEmpty());
        option("true", new Text("Ja", "Yes").in(language), chosen.equals("true"));
        option("false", new Text("Nej", "No").in(language), chosen.equals("false"));
        markup.html("</select>");
    }

    private void option(String value, String label, boolean selected) throws IOException {
        markup.html("<option value=\"")
                .value(value)
                .html(selected ? "\" selected>" : "\">")
                .value(label)
                .html("</option>");
    }

    private void several(FreeField field, String id, List<String> chosen, @Nullable String error) throws IOException {
        markup.html("<fieldset class=\"ff-choices\"");
        if (error != null || field.help() != null) {
            markup.html(" aria-describedby=\"").value(id).html("-more\"");
        }
        markup.html("><legend>").text(field.label());
        star(field);
        markup.html("</legend>");
        for (Choice choice : field.choices()) {
            if (!choice.retired() || chosen.contains(choice.key())) {
                markup.html("<label class=\"check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"")
                        .value(name(field))
                        .html("\" value=\"")
                        .value(choice.key())
                        .html(chosen.contains(choice.key()) ? "\" checked> " : "\"> ")
                        .text(choice.label())
                        .html("</label> ");
            }
        }
        markup.html("</fieldset>");
    }

    private void currencies(FreeField field, String chosen) throws IOException {
        markup.html("<select class=\"form-select w-auto\" name=\"")
                .value(name(field) + ".currency")
                .html("\" aria-label=\"")
                .text(
                        "Valuta för " + field.label().sv(),
                        "Currency of " + field.label().en())
                .html("\">");
        if (!CURRENCIES.contains(chosen)) {
            option(chosen, chosen, true);
        }
        for (String currency : CURRENCIES) {
            option(currency, currency, currency.equals(chosen));
        }
        markup.html("</select>");
    }
}
