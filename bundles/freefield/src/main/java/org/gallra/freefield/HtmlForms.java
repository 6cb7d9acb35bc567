package org.gallra.freefield;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.ui.Markup;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Free fields in forms and on cards. */
@Component(service = FreeFieldForms.class)
public final class HtmlForms implements FreeFieldForms {

    /** The keys of the fields that a form shows: a box that is not ticked is not sent, a field that came later neither. */
    static final String SHOWN = "ff";

    private final FreeFields fields;

    /** Takes the values' service. */
    @Activate
    public HtmlForms(@Reference FreeFields fields) {
        this.fields = fields;
    }

    @Override
    public void inputs(
            FreeFieldOwner owner,
            String id,
            @Nullable Map<String, Object> values,
            @Nullable Map<String, List<String>> form,
            Map<String, String> errors,
            Locale language,
            Writer out)
            throws IOException {
        List<FreeField> all = fields.fields(owner).stream()
                .filter(f -> !f.type().chosen() || !f.choices().isEmpty())
                .toList();
        if (all.isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, language);
        markup.html("<fieldset class=\"free-fields col-12\"><legend>")
                .text("Fria fält", "Free fields")
                .html("</legend>")
                .hidden(SHOWN, String.join(" ", all.stream().map(FreeField::key).toList()))
                .html("<div class=\"grid\">");
        Inputs inputs = new Inputs(markup, language, id);
        for (FreeField field : all) {
            Object value = values == null ? field.initial() : values.get(field.key());
            List<String> written = form != null && form.containsKey(SHOWN)
                    ? form.getOrDefault(Inputs.name(field), List.of())
                    : Inputs.written(field, value);
            String currency = form == null ? null : first(form, Inputs.name(field) + ".currency");
            inputs.field(
                    field,
                    written,
                    currency == null ? Inputs.currency(value) : currency,
                    errors.get("freeFields." + field.key()));
        }
        markup.html("</div></fieldset>");
    }

    @Override
    public @Nullable Map<String, @Nullable Object> read(FreeFieldOwner owner, Map<String, List<String>> form) {
        String shown = first(form, SHOWN);
        if (shown == null) {
            return null;
        }
        List<String> keys = List.of(shown.split(" ", -1));
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        List<Violation> wrong = new ArrayList<>();
        for (FreeField field : fields.fields(owner)) {
            if (keys.contains(field.key())) {
                try {
                    changes.put(field.key(), value(field, form));
                } catch (GallraException e) {
                    wrong.addAll(e.violations());
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw GallraException.invalid(wrong);
        }
        return changes;
    }

    private static @Nullable Object value(FreeField field, Map<String, List<String>> form) {
        List<String> written = form.getOrDefault(Inputs.name(field), List.of());
        if (field.type() == FreeField.Type.MULTI) {
            return written.stream().filter(w -> !w.isEmpty()).toList();
        }
        String text = written.isEmpty() ? "" : written.get(0);
        if (field.type() == FreeField.Type.CURRENCY && !text.isBlank()) {
            String currency = first(form, Inputs.name(field) + ".currency");
            return Parser.parse(field, text + " " + (currency == null || currency.isBlank() ? "SEK" : currency));
        }
        return Parser.parse(field, text);
    }

    @Override
    public void details(FreeFieldOwner owner, Map<String, Object> values, Locale language, Writer out)
            throws IOException {
        List<FreeField> filled = fields.fields(owner).stream()
                .filter(f -> values.containsKey(f.key()))
                .toList();
        if (filled.isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, language);
        markup.html("<dl class=\"details\">");
        for (FreeField field : filled) {
            Object value = values.get(field.key());
            if (value != null) {
                markup.html("<dt>").text(field.label()).html("</dt><dd class=\"text-break\">");
                value(field, value, language, markup);
                markup.html("</dd>");
            }
        }
        markup.html("</dl>");
    }

    @Override
    public List<FreeField> listed(FreeFieldOwner owner) {
        return fields.fields(owner).stream().filter(FreeField::listed).toList();
    }

    @Override
    public void value(FreeField field, Map<String, Object> values, Locale language, Writer out) throws IOException {
        Object value = values.get(field.key());
        if (value != null) {
            value(field, value, language, new Markup(out, language));
        }
    }

    private void value(FreeField field, Object value, Locale language, Markup markup) throws IOException {
        String words = fields.words(field, value, language);
        switch (field.type()) {
            case LINK ->
                markup.html("<a rel=\"noreferrer noopener\" href=\"")
                        .value(words)
                        .html("\">")
                        .address(words)
                        .html("</a>");
            case EMAIL ->
                markup.html("<a href=\"mailto:")
                        .value(words)
                        .html("\">")
                        .address(words)
                        .html("</a>");
            case PHONE ->
                markup.html("<a href=\"tel:")
                        .value(words.replaceAll("[^0-9+]", ""))
                        .html("\">")
                        .value(words)
                        .html("</a>");
            default -> markup.lines(words);
        }
    }

    private static @Nullable String first(Map<String, List<String>> form, String name) {
        List<String> values = form.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
