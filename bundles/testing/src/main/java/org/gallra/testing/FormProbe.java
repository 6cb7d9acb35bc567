package org.gallra.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.access.Caller;
import org.gallra.api.ui.RecordForm;
import org.gallra.api.ui.SentForm;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiRecordForm;
import org.jspecify.annotations.Nullable;

/** Draws the form of a record and sends it back as a browser would. */
public final class FormProbe {

    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final Pattern INPUT = Pattern.compile("<input [^>]*?name=\"([^\"]+)\"[^>]*>");
    private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");
    private static final Pattern AREA =
            Pattern.compile("(?s)<textarea [^>]*name=\"([^\"]+)\"[^>]*>\n?(.*?)</textarea>");
    private static final Pattern SELECT = Pattern.compile("(?s)<select [^>]*name=\"([^\"]+)\"[^>]*>(.*?)</select>");
    private static final Pattern CHOSEN = Pattern.compile("<option value=\"([^\"]*)\" selected>");

    private final UiRecordForm form;
    private final Caller caller;

    /** Takes the form and who uses it. */
    public FormProbe(UiRecordForm form, Caller caller) {
        this.form = form;
        this.caller = caller;
    }

    /**
     * Returns the markup.
     *
     * @param sent what was sent and refused, or null
     * @param errors what is wrong, by field
     */
    public String draw(UUID record, @Nullable Map<String, List<String>> sent, Map<String, String> errors) {
        StringWriter out = new StringWriter();
        UiContext context = new UiContext(
                null, null, false, caller, Locale.forLanguageTag("sv"), ZONE, "secret", "/ui/records/x/y/" + record);
        try {
            RecordForm inputs = new RecordForm(context, sent, errors, out);
            form.draw(record, inputs);
            inputs.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** Returns what a browser sends of the form as it is shown; may be changed. */
    public Map<String, List<String>> fields(UUID record) {
        String markup = draw(record, null, Map.of());
        Map<String, List<String>> fields = new LinkedHashMap<>();
        INPUT.matcher(markup).results().forEach(m -> {
            Matcher value = VALUE.matcher(m.group());
            boolean sent = !m.group().contains("type=\"checkbox\"") || m.group().contains(" checked");
            if (sent && value.find()) {
                add(fields, m.group(1), value.group(1));
            }
        });
        AREA.matcher(markup)
                .results()
                .forEach(m -> add(fields, m.group(1), m.group(2).replace("\n", "\r\n")));
        SELECT.matcher(markup).results().forEach(m -> {
            Matcher chosen = CHOSEN.matcher(m.group(2));
            if (chosen.find()) {
                add(fields, m.group(1), chosen.group(1));
            }
        });
        return fields;
    }

    private static void add(Map<String, List<String>> fields, String name, String value) {
        fields.computeIfAbsent(name, k -> new ArrayList<>())
                .add(value.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&#34;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&"));
    }

    /** Sends a form. */
    public void send(UUID record, Map<String, List<String>> fields) {
        form.save(record, new SentForm(fields, ZONE));
    }
}
