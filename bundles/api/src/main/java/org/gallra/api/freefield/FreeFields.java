package org.gallra.api.freefield;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The values of free fields, for the bundle that owns the records. Runs in the current transaction and checks no rights: the
 * owner has. An owner takes it as an optional service and does without it as if no field was defined. Thread-safe.
 *
 * <p>Values are as in JSON: {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean}, a list of texts for several choices, a map of
 * {@code amount} and {@code currency} for money; by the key of the field.
 */
@ProviderType
public interface FreeFields {

    /** Returns the definitions in their order. */
    List<FreeField> fields(FreeFieldOwner owner);

    /** Returns the names of the owner's standard fields that are mandatory. */
    Collection<String> mandatoryStandard(FreeFieldOwner owner);

    /**
     * Returns the values of records by their keys, in the order of the fields; one query however many there are. A record without
     * values has an empty map. At most 10,000 keys.
     */
    Map<Long, Map<String, Object>> values(FreeFieldOwner owner, Collection<Long> records);

    /**
     * Writes values of a record and checks that whatever is mandatory is there.
     *
     * @param created whether the record is new, so that it gets initial values
     * @param changes values by key; null clears one, those not named stay; null changes nothing
     * @param standard the record's standard fields by name, as they are now
     * @throws GallraException {@code INVALID} naming each field that is wrong, free ones as {@code freeFields.<key>}
     */
    void write(
            FreeFieldOwner owner,
            long record,
            boolean created,
            @Nullable Map<String, @Nullable Object> changes,
            Map<String, @Nullable Object> standard);

    /**
     * Writes the same values to many records; does not check what else is mandatory, but refuses to clear a mandatory field.
     *
     * @param records at most 10,000 keys
     */
    void assign(FreeFieldOwner owner, Collection<Long> records, Map<String, @Nullable Object> changes);

    /**
     * Returns " AND ..." for each condition.
     *
     * @param key the SQL expression of the record's key
     * @throws GallraException {@code INVALID} for a field that is not there and a value that it cannot have
     */
    SqlFragment where(FreeFieldOwner owner, String key, List<FieldFilter> filters);

    /**
     * Returns the order of a list by a field.
     *
     * @param field the field's key
     * @param key the SQL expression of the record's key
     * @param descending which way the list will be ordered
     * @throws GallraException {@code INVALID} naming {@code sort} for a field that is not there
     */
    FieldOrder order(FreeFieldOwner owner, String field, String key, boolean descending);

    /**
     * Reads what people write.
     *
     * @return the value as in JSON, or null for an empty text
     * @throws GallraException {@code INVALID} naming {@code freeFields.<key>}
     */
    @Nullable
    Object parse(FreeField field, String text);

    /** Returns a value as people read it: choices by their label, numbers and yes or no as the language has them. */
    String words(FreeField field, Object value, Locale language);

    /**
     * Writes the values of a record, if there is a service; without one, values are refused.
     *
     * @throws GallraException as {@link #write}
     */
    static void write(
            @Nullable FreeFields service,
            FreeFieldOwner owner,
            long record,
            boolean created,
            @Nullable Map<String, @Nullable Object> changes) {
        if (service == null) {
            none(changes);
        } else {
            service.write(owner, record, created, changes, Map.of());
        }
    }

    /** Returns the values of records, if there is a service; otherwise an empty map. */
    static Map<Long, Map<String, Object>> values(
            @Nullable FreeFields service, FreeFieldOwner owner, Collection<Long> records) {
        return service == null || records.isEmpty() ? Map.of() : service.values(owner, records);
    }

    /**
     * Refuses values where no service takes them.
     *
     * @throws GallraException {@code INVALID} naming the first
     */
    static void none(@Nullable Map<String, @Nullable Object> changes) {
        if (changes != null && !changes.isEmpty()) {
            throw GallraException.invalid(
                    "freeFields",
                    new Text("Det finns inga fria fält. Utelämna dem.", "There are no free fields. Leave them out."));
        }
    }
}
