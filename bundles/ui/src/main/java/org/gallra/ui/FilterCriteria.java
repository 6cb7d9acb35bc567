package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.selection.CriterionFilter;
import org.gallra.api.selection.ListCriteria;
import org.gallra.api.selection.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of bundles in the filter of the contact list, as fields of a form: {@code is.<criterion>} says whether it holds (1) or not (0),
 * {@code with.<criterion>.<parameter>} what is filled in. Of a criterion
 * that asks itself whether it holds or not, {@code is} says that too: {@code 1:is=yes}.
 */
public final class FilterCriteria {

    private static final String IS = "is.";
    private static final String WITH = "with.";
    private static final Pattern NAME = Pattern.compile("(is|with)\\.[a-z0-9][A-Za-z0-9.-]{0,150}");
    private static final Pattern CHOICE = Pattern.compile("[01](?::([A-Za-z0-9]{1,40})=(.*))?");
    private static final int LONGEST = 200;
    private static final int MOST = 20;

    private FilterCriteria() {}

    /** Returns the parameter by which a criterion asks itself whether it holds, or null if it does not. */
    public static @Nullable Parameter turn(ListCriteria.Offered criterion) {
        return criterion.parameters().stream()
                .filter(one -> one.choices().stream()
                        .map(Parameter.Choice::value)
                        .toList()
                        .equals(List.of("yes", "no")))
                .findFirst()
                .orElse(null);
    }

    /** Tells whether a field is one of these. */
    static boolean names(String field) {
        return NAME.matcher(field).matches();
    }

    /** Returns what a form says; parameters of what is not chosen are left out. */
    static Map<String, String> of(MultivaluedMap<String, String> form) {
        Map<String, String> chosen = new TreeMap<>();
        for (String field : form.keySet()) {
            String id = field.startsWith(IS) && names(field) ? field.substring(IS.length()) : "";
            String value = Filters.value(form, field);
            Matcher one = CHOICE.matcher(value);
            if (id.isEmpty() || !one.matches() || chosen.size() >= MOST) {
                continue;
            }
            chosen.put(field, value.substring(0, 1));
            form.keySet().stream()
                    .filter(other -> names(other) && parameter(other, id) != null)
                    .forEach(other -> chosen.put(other, clipped(Filters.value(form, other))));
            if (one.group(1) != null) {
                chosen.put(WITH + id + "." + one.group(1), clipped(one.group(2)));
            }
        }
        return chosen;
    }

    private static String clipped(String value) {
        String clean = value.replace("\u001e", " ");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }

    /** Returns the conditions for the service. */
    static List<CriterionFilter> conditions(Map<String, String> chosen) {
        List<CriterionFilter> conditions = new ArrayList<>();
        chosen.forEach((field, value) -> {
            if (field.startsWith(IS)) {
                conditions.add(condition(field.substring(IS.length()), "1".equals(value), chosen));
            }
        });
        return conditions;
    }

    private static CriterionFilter condition(String id, boolean holds, Map<String, String> chosen) {
        Map<String, String> arguments = new HashMap<>();
        chosen.forEach((field, value) -> {
            String parameter = parameter(field, id);
            if (parameter != null) {
                arguments.put(parameter, value);
            }
        });
        return new CriterionFilter(id, holds, arguments);
    }

    /** Returns the same without one condition, named by its field, and without what was filled in for it. */
    static Map<String, String> without(Map<String, String> chosen, String field) {
        Map<String, String> less = new TreeMap<>(chosen);
        if (less.remove(field) != null) {
            String id = field.substring(IS.length());
            less.keySet().removeIf(other -> parameter(other, id) != null);
        }
        return less;
    }

    /** Returns the parameter of a criterion that a field names, or null. */
    private static @Nullable String parameter(String field, String id) {
        String begin = WITH + id + ".";
        String rest = field.startsWith(begin) ? field.substring(begin.length()) : "";
        return rest.matches("[A-Za-z0-9]+") ? rest : null;
    }
}
