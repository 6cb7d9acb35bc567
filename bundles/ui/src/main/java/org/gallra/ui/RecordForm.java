package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a contact or a company shows: what is saved or was typed, what is wrong with it, and what somebody else has saved meanwhile.
 *
 * @param status with which the page is answered
 * @param id of the record; empty for a new one
 * @param version which the form replaces, as a number; empty for a new one
 * @param values of its own fields by name, nothing as an empty text
 * @param errors what is wrong by field, in the language of the page
 * @param error what is wrong as a whole, or null
 * @param freeFields the record's free fields by key, unless a form was typed
 * @param typed what was sent, or null
 * @param theirs what is saved now in fields where something else was typed
 * @param freeTheirs the free fields as they are saved now, if somebody else has changed the record
 */
record RecordForm(
        int status,
        String id,
        String version,
        Map<String, String> values,
        Map<String, String> errors,
        @Nullable Text error,
        @Nullable Map<String, Object> freeFields,
        @Nullable MultivaluedMap<String, String> typed,
        Map<String, String> theirs,
        Map<String, Object> freeTheirs) {

    /** Begins a new record. */
    static RecordForm empty(Map<String, String> values) {
        return new RecordForm(200, "", "", values, Map.of(), null, null, null, Map.of(), Map.of());
    }

    /** Shows a record as it is saved. */
    static RecordForm saved(Object id, long version, Map<String, String> values, Map<String, Object> freeFields) {
        return new RecordForm(
                200,
                id.toString(),
                String.valueOf(version),
                values,
                Map.of(),
                null,
                freeFields,
                null,
                Map.of(),
                Map.of());
    }

    /**
     * Takes what was sent.
     *
     * @param id of the record; empty for a new one
     */
    static RecordForm typed(Object id, MultivaluedMap<String, String> form) {
        Map<String, String> values = new LinkedHashMap<>();
        form.forEach((name, list) -> {
            if (!name.startsWith("_") && !list.isEmpty()) {
                values.put(name, Objects.requireNonNullElse(list.get(0), ""));
            }
        });
        return new RecordForm(
                200,
                id.toString(),
                Filters.value(form, "version"),
                values,
                Map.of(),
                null,
                null,
                form,
                Map.of(),
                Map.of());
    }

    /** Returns values as a form has them: nothing is an empty text. */
    static Map<String, String> values(Map<String, @Nullable String> fields) {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> values.put(name, Objects.requireNonNullElse(value, "")));
        return values;
    }

    /** Returns the version that the form replaces, -1 if it names none. */
    long replaces() {
        return version.matches("\\d{1,18}") ? Long.parseLong(version) : -1;
    }

    /**
     * Returns the form with what was wrong.
     *
     * @param names fields of the form by the name that the service has for them, where they differ
     * @throws GallraException the same, if it is not about what was typed
     */
    RecordForm refused(GallraException e, Shell shell, Map<String, String> names) {
        Map<String, String> wrong = new LinkedHashMap<>();
        e.violations().forEach(v -> wrong.put(names.getOrDefault(v.field(), v.field()), shell.t(v.text())));
        int answer =
                switch (e.code()) {
                    case INVALID -> 422;
                    case CONFLICT, ERASED_PERSON -> 409;
                    default -> throw e;
                };
        return new RecordForm(answer, id, version, values, wrong, e.text(), null, typed, Map.of(), Map.of());
    }

    /** Returns the form beside what somebody else has saved; who sends it again has seen what it replaces. */
    RecordForm overtaken(long now, Map<String, String> saved, Map<String, Object> savedFree) {
        Map<String, String> other = new LinkedHashMap<>(saved);
        other.entrySet().removeIf(e -> lines(e.getValue()).equals(lines(values.getOrDefault(e.getKey(), ""))));
        return new RecordForm(
                412, id, String.valueOf(now), values, Map.of(), RecordPages.OVERTAKEN, null, typed, other, savedFree);
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").strip();
    }

    /**
     * Writes the page.
     *
     * @param owner of the free fields
     * @param more of the template's parameters, in pairs
     */
    Response page(Pages pages, Shell shell, FreeParts free, String template, String owner, @Nullable Object... more) {
        List<@Nullable Object> own = Arrays.asList(
                "free",
                free.inputs(owner, freeFields, typed, errors, shell.language()),
                "id",
                id,
                "version",
                version,
                "values",
                values,
                "errors",
                errors,
                "error",
                error,
                "theirs",
                theirs,
                "freeTheirs",
                free.details(owner, freeTheirs, shell.language()));
        return pages.page(
                status,
                shell,
                template,
                Stream.concat(own.stream(), Arrays.stream(more)).toArray());
    }
}
