package org.gallra.api.ui;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.ui.Markup.Choice;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The inputs of a {@link UiRecordForm}, each with its label and its error. When the form was sent and refused before, they show what was
 * typed and not the values that are given. If the record changed meanwhile, what is given stands below each input that says something
 * else, and the form is of the version that is given: whoever sends it again has seen what it replaces. Not thread-safe.
 */
@ProviderType
public final class RecordForm {

    /** The hidden field with the version that the form was drawn for. */
    static final String VERSION = "version";

    private static final Text SAVED_NOW = new Text("Sparat nu:", "Saved now:");
    private static final Text NOTHING = new Text("(tomt)", "(nothing)");

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT);

    private final UiContext context;
    private final @Nullable Map<String, List<String>> sent;
    private final Map<String, String> errors;
    private final Writer out;
    private final Markup markup;
    private boolean grid;
    private boolean stale;

    /**
     * Makes a form.
     *
     * @param sent what was sent and refused, by name; null for a form that shows the record
     * @param errors what is wrong, by field, in the language of the page
     */
    public RecordForm(
            UiContext context, @Nullable Map<String, List<String>> sent, Map<String, String> errors, Writer out) {
        this.context = context;
        this.sent = sent;
        this.errors = errors;
        this.out = out;
        this.markup = new Markup(out, context.language());
    }

    /** Returns the page that the form stands on. */
    public UiContext context() {
        return context;
    }

    /** Says which version of the record is changed; needed, and first. */
    public RecordForm version(long version) throws IOException {
        String now = Long.toString(version);
        stale = !written(VERSION, now).equals(now);
        markup.hidden(VERSION, now);
        return this;
    }

    /** Writes the input of one line. */
    public RecordForm line(String name, Text label, @Nullable String value, int max, boolean needed)
            throws IOException {
        return input(name, label, "maxlength=\"" + max + "\"", Objects.requireNonNullElse(value, ""), needed);
    }

    /** Writes the input of running text. */
    public RecordForm lines(String name, Text label, @Nullable String value, int max) throws IOException {
        open("field across", name, label, false);
        markup.html("<textarea class=\"form-control\" rows=\"4\" maxlength=\"" + max + "\"");
        attributes(name, false);
        // a line break at the beginning is the browser's
        markup.html(">\n")
                .value(written(name, Objects.requireNonNullElse(value, "")))
                .html("</textarea>");
        return close(name, Objects.requireNonNullElse(value, ""));
    }

    /** Writes the input of an amount; the value as people write it. */
    public RecordForm amount(String name, Text label, @Nullable BigDecimal value, boolean needed) throws IOException {
        String number = value == null ? "" : value.toPlainString();
        return input(
                name,
                label,
                "inputmode=\"decimal\" maxlength=\"20\"",
                "sv".equals(context.language().getLanguage()) ? number.replace('.', ',') : number,
                needed);
    }

    /** Writes the input of a day. */
    public RecordForm day(String name, Text label, @Nullable LocalDate value, boolean needed) throws IOException {
        return input(name, label, "type=\"date\"", value == null ? "" : value.toString(), needed);
    }

    /** Writes the input of a time to the minute, in the user's zone. */
    public RecordForm time(String name, Text label, @Nullable Instant value, boolean needed) throws IOException {
        return input(
                name,
                label,
                "type=\"datetime-local\"",
                value == null ? "" : MINUTES.withZone(context.zone()).format(value),
                needed);
    }

    /** Writes a choice of one value. */
    public RecordForm choice(String name, Text label, String value, List<Choice> choices) throws IOException {
        String chosen = written(name, value);
        open("field", name, label, false);
        markup.html("<select class=\"form-select\"");
        attributes(name, false);
        markup.html(">");
        for (Choice choice : choices) {
            markup.html("<option value=\"")
                    .value(choice.value())
                    .html(choice.value().equals(chosen) ? "\" selected>" : "\">")
                    .text(choice.label())
                    .html("</option>");
        }
        markup.html("</select>");
        theirs(
                chosen.equals(value)
                        ? null
                        : choices.stream()
                                .filter(choice -> choice.value().equals(value))
                                .map(Choice::label)
                                .findFirst()
                                .orElse(null));
        return close(name, chosen);
    }

    /** Writes a choice of any number of values. */
    public RecordForm ticks(String name, Text label, Collection<String> values, List<Choice> choices)
            throws IOException {
        Collection<String> chosen = sent == null ? values : sent.getOrDefault(name, List.of());
        end();
        markup.html("<fieldset class=\"field\"><legend>").text(label).html("</legend>");
        for (Choice choice : choices) {
            markup.html("<label class=\"check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"")
                    .value(name)
                    .html("\" value=\"")
                    .value(choice.value())
                    .html(chosen.contains(choice.value()) ? "\" checked> " : "\"> ")
                    .text(choice.label())
                    .html("</label> ");
        }
        if (!List.copyOf(chosen).equals(List.copyOf(values))) {
            List<Text> now = choices.stream()
                    .filter(choice -> values.contains(choice.value()))
                    .map(Choice::label)
                    .toList();
            theirs(
                    now.isEmpty()
                            ? NOTHING
                            : new Text(
                                    String.join(", ", now.stream().map(Text::sv).toList()),
                                    String.join(", ", now.stream().map(Text::en).toList())));
        }
        error(name);
        markup.html("</fieldset>");
        return this;
    }

    /** Writes the free fields that administrators defined, if there are any. */
    public RecordForm freeFields(@Nullable FreeFieldForms service, FreeFieldOwner owner, Map<String, Object> values)
            throws IOException {
        end();
        if (service != null) {
            service.inputs(owner, "record", values, sent, errors, context.language(), out);
            if (stale && !values.isEmpty()) {
                markup.html("<div class=\"theirs\">").text(SAVED_NOW);
                service.details(owner, values, context.language(), out);
                markup.html("</div>");
            }
        }
        return this;
    }

    /** Ends a row of inputs, so that something else can follow. */
    public Markup end() throws IOException {
        if (grid) {
            markup.html("</div>");
            grid = false;
        }
        return markup;
    }

    private RecordForm input(String name, Text label, String kind, String value, boolean needed) throws IOException {
        open("field", name, label, needed);
        markup.html("<input class=\"form-control\" " + kind);
        attributes(name, needed);
        markup.html(" value=\"").value(written(name, value)).html("\">");
        return close(name, value);
    }

    private void open(String kind, String name, Text label, boolean needed) throws IOException {
        if (!grid) {
            markup.html("<div class=\"grid\">");
            grid = true;
        }
        markup.html("<div class=\"" + kind + "\"><label for=\"")
                .value(id(name))
                .html("\">")
                .text(label);
        if (needed) {
            markup.html(" <span class=\"text-body-secondary\">(")
                    .text("obligatoriskt", "mandatory")
                    .html(")</span>");
        }
        markup.html("</label>");
    }

    /** Ends an input, below which the value stands that is saved now, if it is another one. */
    private RecordForm close(String name, String value) throws IOException {
        if (!written(name, value).strip().equals(value.strip())) {
            theirs(value.isBlank() ? NOTHING : Text.same(value.replaceAll("^([0-9-]{10})T", "$1 ")));
        }
        error(name);
        markup.html("</div>");
        return this;
    }

    private void theirs(@Nullable Text value) throws IOException {
        if (stale && value != null) {
            markup.html("<p class=\"theirs\">")
                    .text(SAVED_NOW)
                    .html(" <span>")
                    .text(value)
                    .html("</span></p>");
        }
    }

    private void error(String name) throws IOException {
        String error = errors.get(name);
        if (error != null) {
            markup.html("<p class=\"field-error\" id=\"")
                    .value(id(name) + "-error")
                    .html("\">")
                    .value(error)
                    .html("</p>");
        }
    }

    private void attributes(String name, boolean needed) throws IOException {
        markup.html(" id=\"").value(id(name)).html("\" name=\"").value(name).html("\"");
        if (needed) {
            markup.html(" aria-required=\"true\"");
        }
        if (errors.containsKey(name)) {
            markup.html(" aria-invalid=\"true\" aria-describedby=\"")
                    .value(id(name) + "-error")
                    .html("\"");
        }
    }

    private String written(String name, String value) {
        if (sent == null) {
            return value;
        }
        List<String> typed = sent.getOrDefault(name, List.of());
        return typed.isEmpty() ? "" : typed.get(0);
    }

    private static String id(String name) {
        return "record-" + name;
    }
}
