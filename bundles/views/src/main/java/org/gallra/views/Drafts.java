package org.gallra.views;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.gallra.api.view.ListViews.Draft;
import org.jspecify.annotations.Nullable;

/** What is taken of a view and how it is written: a line for each condition, so that what somebody searched for stands as it is. */
final class Drafts {

    private static final int CONDITIONS = 40;
    private static final int COLUMNS = 80;
    private static final Text LIST = new Text("Det finns ingen sådan lista.", "There is no such list.");

    private Drafts() {}

    /** Returns the draft with all that is missing empty; refuses what cannot be. */
    static Draft clean(Draft draft) {
        Input input = new Input();
        String name = input.line("name", draft.name(), 60);
        input.require("name", name);
        if (!list(draft.list())) {
            input.refuse("list", LIST);
        }
        Map<String, String> query = new TreeMap<>();
        Objects.requireNonNullElse(draft.query(), Map.<String, String>of()).forEach((key, value) -> {
            if (value != null && !value.isBlank()) {
                query.put(key, value.replaceAll("\\p{Cntrl}", " ").strip());
            }
        });
        if (query.size() > CONDITIONS
                || query.entrySet().stream()
                        .anyMatch(e -> !e.getKey().matches("[A-Za-z0-9._-]{1,60}")
                                || e.getValue().length() > 200)) {
            input.refuse(
                    "query",
                    new Text(
                            "Högst 40 villkor om högst 200 tecken.",
                            "At most 40 conditions of at most 200 characters."));
        }
        List<String> columns = check(draft.columns(), input);
        input.check();
        return new Draft(
                draft.list(),
                name,
                draft.shared(),
                query,
                columns.stream().distinct().toList());
    }

    static boolean list(@Nullable String list) {
        return list != null && list.matches("[A-Za-z0-9._/-]{1,120}");
    }

    /** Returns the columns; refuses what cannot be one. */
    static List<String> check(@Nullable List<String> columns, Input input) {
        List<String> given = columns == null ? List.of() : columns;
        boolean sound = given.size() <= COLUMNS
                && given.stream().allMatch(c -> Objects.toString(c, "").matches("[A-Za-z0-9._-]{1,90}"));
        if (!sound) {
            input.refuse("columns", new Text("Det är inga kolumner.", "Those are no columns."));
        }
        return sound ? given : List.of();
    }

    static String written(Map<String, String> query) {
        StringBuilder lines = new StringBuilder();
        query.forEach(
                (key, value) -> lines.append(key).append('=').append(value).append('\n'));
        return lines.toString();
    }

    static Map<String, String> query(String written) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String line : written.split("\n", -1)) {
            int at = line.indexOf('=');
            if (at > 0) {
                query.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        return query;
    }

    static List<String> columns(String written) {
        return written.isEmpty() ? List.of() : new ArrayList<>(List.of(written.split(",", -1)));
    }
}
