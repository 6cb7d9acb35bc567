package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.Sealed;
import org.jspecify.annotations.Nullable;

/** The filter of the contact list between form, address and service. */
final class Filters {

    private static final String BETWEEN = "\u001f";
    private static final String PAIR = "\u001e";

    private Filters() {}

    /** The form's values as text, also in the address. */
    public record Form(
            String text,
            String company,
            String category,
            String city,
            String owner,
            String createdFrom,
            String createdTo,
            String changedBefore,
            String anonymized,
            String marketable,
            String uncontacted,
            Map<String, String> free,
            Map<String, String> criteria) {

        static final Form EMPTY = new Form("", "", "", "", "", "", "", "", "", "", "", Map.of(), Map.of());

        /** Copies the conditions on free fields and those of bundles, whose order stays. */
        public Form {
            free = Collections.unmodifiableMap(new TreeMap<>(free));
            criteria = Collections.unmodifiableMap(new TreeMap<>(criteria));
        }

        static Form of(MultivaluedMap<String, String> form) {
            return new Form(
                    value(form, "text"),
                    value(form, "company"),
                    value(form, "category"),
                    value(form, "city"),
                    value(form, "owner"),
                    value(form, "createdFrom"),
                    value(form, "createdTo"),
                    value(form, "changedBefore"),
                    value(form, "anonymized"),
                    value(form, "marketable").matches("true|false") ? value(form, "marketable") : "",
                    value(form, "uncontacted").matches("[0-9]{1,5}") ? value(form, "uncontacted") : "",
                    free(form),
                    FilterCriteria.of(form));
        }

        private static Map<String, String> free(MultivaluedMap<String, String> form) {
            Map<String, String> free = new TreeMap<>();
            for (String name : form.keySet()) {
                String value = value(form, name).replace(PAIR, " ");
                if (name.matches("free\\.[a-z0-9_]{1,40}") && !value.isBlank()) {
                    free.put(name.substring(5), value.length() > 200 ? value.substring(0, 200) : value);
                }
            }
            return free;
        }

        /** Returns the values under the names that {@link #of} takes them by; those that are empty are left out. */
        Map<String, String> values() {
            Map<String, String> values = new TreeMap<>();
            values.put("text", text);
            values.put("company", company);
            values.put("category", category);
            values.put("city", city);
            values.put("owner", owner);
            values.put("createdFrom", createdFrom);
            values.put("createdTo", createdTo);
            values.put("changedBefore", changedBefore);
            values.put("anonymized", anonymized);
            values.put("marketable", marketable);
            values.put("uncontacted", uncontacted);
            free.forEach((field, value) -> values.put("free." + field, value));
            values.putAll(criteria);
            values.values().removeIf(String::isBlank);
            return values;
        }

        static Form of(Map<String, String> values) {
            return of(new MultivaluedHashMap<>(values));
        }

        boolean empty() {
            return equals(EMPTY);
        }

        String token() {
            StringBuilder all = new StringBuilder(String.join(
                    BETWEEN,
                    text,
                    company,
                    category,
                    city,
                    owner,
                    createdFrom,
                    createdTo,
                    changedBefore,
                    anonymized,
                    marketable,
                    uncontacted));
            free.forEach((field, value) ->
                    all.append(BETWEEN).append(field).append(PAIR).append(value));
            criteria.forEach((name, value) ->
                    all.append(BETWEEN).append(name).append(PAIR).append(value));
            return Sealed.seal(all.toString());
        }

        /** Returns the filter for the service; refuses days that do not exist, rather than to widen what is selected. */
        ContactFilter filter() {
            return new ContactFilter(
                    text.isBlank() ? null : text.length() > 200 ? text.substring(0, 200) : text,
                    company.isBlank() ? null : CompanyId.parse(company),
                    blank(category),
                    blank(city),
                    blank(owner),
                    day(createdFrom, 0),
                    day(createdTo, 1),
                    day(changedBefore, 0),
                    switch (anonymized) {
                        case "INCLUDE" -> ContactFilter.Anonymized.INCLUDE;
                        case "ONLY" -> ContactFilter.Anonymized.ONLY;
                        default -> null;
                    },
                    FreeParts.conditions(free),
                    marketable.isBlank() ? null : Boolean.valueOf("true".equals(marketable)),
                    uncontacted.isBlank() ? null : Integer.valueOf(uncontacted),
                    FilterCriteria.conditions(criteria));
        }

        /** Returns the number of conditions. */
        public int conditions() {
            return (int) List.of(
                                    text,
                                    company,
                                    category,
                                    city,
                                    owner,
                                    createdFrom,
                                    createdTo,
                                    changedBefore,
                                    anonymized,
                                    marketable,
                                    uncontacted)
                            .stream()
                            .filter(v -> !v.isBlank())
                            .count()
                    + free.size()
                    + FilterCriteria.conditions(criteria).size();
        }

        /** Returns the same with other words. */
        Form withText(String words) {
            return new Form(
                    words,
                    company,
                    category,
                    city,
                    owner,
                    createdFrom,
                    createdTo,
                    changedBefore,
                    anonymized,
                    marketable,
                    uncontacted,
                    free,
                    criteria);
        }

        /** Returns what the list of companies takes of it: words and conditions on free fields. */
        Form ofCompanies() {
            return new Form(
                    text.length() > 200 ? text.substring(0, 200) : text,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    free,
                    Map.of());
        }

        /** Returns the same without one condition. */
        Form without(String name) {
            return new Form(
                    name.equals("text") ? "" : text,
                    name.equals("company") ? "" : company,
                    name.equals("category") ? "" : category,
                    name.equals("city") ? "" : city,
                    name.equals("owner") ? "" : owner,
                    name.equals("createdFrom") ? "" : createdFrom,
                    name.equals("createdTo") ? "" : createdTo,
                    name.equals("changedBefore") ? "" : changedBefore,
                    name.equals("anonymized") ? "" : anonymized,
                    name.equals("marketable") ? "" : marketable,
                    name.equals("uncontacted") ? "" : uncontacted,
                    free.entrySet().stream()
                            .filter(f -> !name.equals("free." + f.getKey()))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                    FilterCriteria.without(criteria, name));
        }
    }

    static Form read(@Nullable String token) {
        String text = Sealed.open(token);
        if (text == null) {
            return Form.EMPTY;
        }
        List<String> parts = new ArrayList<>(List.of(text.split(BETWEEN, -1)));
        Map<String, String> free = new TreeMap<>();
        Map<String, String> criteria = new TreeMap<>();
        for (String pair : parts.size() < 11 ? List.<String>of() : parts.subList(11, parts.size())) {
            int at = pair.indexOf(PAIR);
            if (at > 0) {
                String name = pair.substring(0, at);
                (FilterCriteria.names(name) ? criteria : free).put(name, pair.substring(at + 1));
            }
        }
        return parts.size() < 11
                ? Form.EMPTY
                : new Form(
                        parts.get(0),
                        parts.get(1),
                        parts.get(2),
                        parts.get(3),
                        parts.get(4),
                        parts.get(5),
                        parts.get(6),
                        parts.get(7),
                        parts.get(8),
                        parts.get(9),
                        parts.get(10),
                        free,
                        criteria);
    }

    static String value(MultivaluedMap<String, String> form, String name) {
        String value = Objects.requireNonNullElse(form.getFirst(name), "").strip();
        return value.replace(BETWEEN, " ");
    }

    private static @Nullable String blank(String value) {
        return value.isBlank() ? null : value;
    }

    private static @Nullable Instant day(String value, int plus) {
        LocalDate day = FormInput.day("filter", value);
        return day == null ? null : day.plusDays(plus).atStartOfDay(Shell.ZONE).toInstant();
    }
}
