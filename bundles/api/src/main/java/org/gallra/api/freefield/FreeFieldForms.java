package org.gallra.api.freefield;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Draws free fields in forms and on cards, and reads forms; the same everywhere. Thread-safe. */
@ProviderType
public interface FreeFieldForms {

    /**
     * Writes a group of inputs, or nothing if no field is defined. The names of the inputs are this service's own.
     *
     * @param id a prefix of element ids, unique on the page
     * @param values what a record has; null for a new one, which shows initial values
     * @param form what was sent before and refused, or null
     * @param errors texts by field, of which {@code freeFields.<key>} are shown
     */
    void inputs(
            FreeFieldOwner owner,
            String id,
            @Nullable Map<String, Object> values,
            @Nullable Map<String, List<String>> form,
            Map<String, String> errors,
            Locale language,
            Writer out)
            throws IOException;

    /**
     * Reads the inputs of a form.
     *
     * @return changes for {@link FreeFields#write}; null if the form had none
     * @throws org.gallra.api.GallraException {@code INVALID} naming each field that cannot be read
     */
    @Nullable
    Map<String, @Nullable Object> read(FreeFieldOwner owner, Map<String, List<String>> form);

    /** Writes the values that are there as a list of descriptions, or nothing. */
    void details(FreeFieldOwner owner, Map<String, Object> values, Locale language, Writer out) throws IOException;

    /** Returns the fields for which lists have a column, in their order. */
    List<FreeField> listed(FreeFieldOwner owner);

    /** Writes one value, a link as a link; nothing if it is not there. */
    void value(FreeField field, Map<String, Object> values, Locale language, Writer out) throws IOException;

    /** Returns the fields for which lists have a column, if there is a service; otherwise none. */
    static List<FreeField> listed(@Nullable FreeFieldForms service, FreeFieldOwner owner) {
        return service == null ? List.of() : service.listed(owner);
    }

    /** Writes the inputs of a new record, if there is a service. */
    static void inputs(@Nullable FreeFieldForms service, FreeFieldOwner owner, String id, Locale language, Writer out)
            throws IOException {
        if (service != null) {
            service.inputs(owner, id, null, null, Map.of(), language, out);
        }
    }

    /** Reads the inputs of a form, if there is a service; otherwise null. */
    static @Nullable Map<String, @Nullable Object> read(
            @Nullable FreeFieldForms service, FreeFieldOwner owner, Map<String, List<String>> form) {
        return service == null ? null : service.read(owner, form);
    }

    /** Writes the values that are there, if there is a service. */
    static void details(
            @Nullable FreeFieldForms service,
            FreeFieldOwner owner,
            Map<String, Object> values,
            Locale language,
            Writer out)
            throws IOException {
        if (service != null && !values.isEmpty()) {
            service.details(owner, values, language, out);
        }
    }
}
