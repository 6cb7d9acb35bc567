package org.gallra.audit;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.gallra.api.Text;

/** What people call the record types and counts of the core's entries; those of vendors stay as they are. */
final class Names {

    private static final Map<String, Text> TYPES = Map.ofEntries(
            Map.entry("plan", new Text("plan", "plan")),
            Map.entry("plan-of-rule", new Text("plan av regel", "plan of a rule")),
            Map.entry("hold", new Text("stopp", "hold")),
            Map.entry("limit", new Text("begränsning", "restriction")),
            Map.entry("rule", new Text("regel", "rule")),
            Map.entry("rule-run", new Text("regelkörning", "run of a rule")),
            Map.entry("extract", new Text("utdrag", "extract")),
            Map.entry("export", new Text("export", "export")),
            Map.entry("user", new Text("användare", "user")),
            Map.entry("token", new Text("nyckel", "token")),
            Map.entry("field", new Text("fält", "field")));

    private static final Map<String, Text> COUNTS = Map.ofEntries(
            Map.entry("contacts", new Text("kontaktpersoner", "contacts")),
            Map.entry("companies", new Text("företag", "companies")),
            Map.entry("attempts", new Text("försök", "attempts")),
            Map.entry("cards", new Text("kort", "cards")),
            Map.entry("fields", new Text("fält", "fields")),
            Map.entry("values", new Text("värden", "values")),
            Map.entry("tables", new Text("tabeller", "tables")),
            Map.entry("logins", new Text("inloggningar", "logins")),
            Map.entry("entries", new Text("poster", "entries")),
            Map.entry("keptYears", new Text("år", "years")),
            Map.entry("hour", new Text("timme", "hour")),
            Map.entry("byHandHours", new Text("timmar för hand", "hours by hand")),
            Map.entry("byRuleHours", new Text("timmar av regel", "hours by rule")),
            Map.entry("detailsLeftOut", new Text("fält till", "more fields")));

    private Names() {}

    static Text type(String type) {
        return TYPES.getOrDefault(type, Text.same(type));
    }

    /** Returns counts such as {@code kontaktpersoner 3, företag 1}. */
    static String counts(Map<String, Long> counts, Locale language) {
        return counts.entrySet().stream()
                .map(e -> COUNTS.getOrDefault(e.getKey(), Text.same(e.getKey())).in(language) + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
