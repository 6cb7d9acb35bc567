package org.gallra.blackbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * What a form sends.
 *
 * @param sent names and values as a browser would send them, in the order of the page, with something good in each field that must not be empty
 * @param names the names of all fields, also of those that are not sent
 */
record FormFields(Map<String, String> sent, Set<String> names) {

    /** What stands in a text that must not be empty, unless whoever sends it puts another one in its place. */
    static final String SOMETHING = "Prov";

    private static final List<String> NOTHING = List.of("submit", "button", "image", "reset", "file");

    static FormFields of(Document page, Element form) {
        FormFields fields = new FormFields(new LinkedHashMap<>(), new LinkedHashSet<>());
        Elements all = form.select("input[name], select[name], textarea[name]");
        if (form.hasAttr("id")) {
            all.addAll(page.select("[form=" + form.id() + "][name]").not("button"));
        }
        all.stream()
                .filter(element -> !NOTHING.contains(element.attr("type").toLowerCase(Locale.ROOT)))
                .forEach(fields::add);
        all.forEach(fields::oneOfSeveral);
        Element button = form.selectFirst("button[name]:not([type=button]):not([formaction])");
        if (button != null) {
            fields.names.add(button.attr("name"));
            fields.sent.put(button.attr("name"), button.attr("value"));
        }
        return fields;
    }

    /** Ticks the first of several boxes of one name if none is: such a choice may not be empty, as the rights of a token. */
    private void oneOfSeveral(Element element) {
        String name = element.attr("name");
        Element set = element.closest("fieldset");
        if (set != null
                && element.attr("type").equals("checkbox")
                && !sent.containsKey(name)
                && Collections.frequency(set.select("input[type=checkbox]").eachAttr("name"), name) > 1) {
            sent.put(name, element.attr("value"));
        }
    }

    private void add(Element element) {
        String name = element.attr("name");
        names.add(name);
        switch (element.tagName()) {
            case "select" -> sent.put(name, chosen(element));
            case "textarea" -> sent.put(name, filled(element, element.wholeText()));
            default -> input(name, element);
        }
    }

    private static String chosen(Element select) {
        Element selected = select.selectFirst("option[selected]");
        if (selected == null && select.hasAttr("required")) {
            selected = select.select("option").stream()
                    .filter(option -> !option.attr("value").isEmpty())
                    .findFirst()
                    .orElse(null);
        }
        if (selected == null) {
            selected = select.selectFirst("option");
        }
        return selected == null ? "" : selected.hasAttr("value") ? selected.attr("value") : selected.text();
    }

    private void input(String name, Element input) {
        switch (input.attr("type")) {
            case "checkbox", "radio" -> {
                // one of those that are listed, so that there is somebody to do something with
                boolean listed = name.startsWith("contact") && !sent.containsKey(name);
                if (input.hasAttr("checked") || listed) {
                    sent.put(name, input.hasAttr("value") ? input.attr("value") : "on");
                }
            }
            default -> sent.put(name, filled(input, input.attr("value")));
        }
    }

    private static String filled(Element element, String value) {
        // a view that is saved as a new one needs a name, one that is changed does not
        boolean needed = element.hasAttr("required") || element.attr("name").equals("name");
        if (!value.isEmpty() || !needed) {
            return value;
        }
        return switch (element.attr("type")) {
            case "email" -> "prov@example.se";
            case "date" -> "2026-11-02";
            case "datetime-local" -> "2026-11-02T10:00";
            case "time" -> "10:00";
            case "number" -> element.hasAttr("min") ? element.attr("min") : "1";
            case "password" -> GallraServer.PASSWORD;
            default -> element.attr("inputmode").matches("numeric|decimal") ? "1" : SOMETHING;
        };
    }
}
