package org.gallra.api.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns what rows of a table hold into what people read, where a column's value alone says nothing: the key of a choice into its
 * name. Register it as a service.
 *
 * <p>Called for at most 1,000 rows of a record type at a time, with a time budget of a second each. Without it, or if it throws, the extract shows the
 * values as they are stored.
 */
@ConsumerType
public interface ExtractWords {

    /** Returns the ids of the record types that it explains. */
    Set<String> records();

    /**
     * Returns the rows in their order with other values; a row that holds nothing is left out by returning null in its place.
     *
     * @param record the id of the record type
     * @param rows the values by field id, as they are stored
     * @return as many as were given; a value may be an {@link Text}
     */
    List<@Nullable Map<String, @Nullable Object>> explain(String record, List<Map<String, @Nullable Object>> rows);

    /**
     * Returns the rows with the codes of one field in words; a code that has none stays as it is.
     *
     * @param field the field's id
     * @param words the words by code
     */
    static List<@Nullable Map<String, @Nullable Object>> coded(
            List<Map<String, @Nullable Object>> rows, String field, Map<String, Text> words) {
        List<@Nullable Map<String, @Nullable Object>> explained = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>(row);
            Text text = row.get(field) instanceof String code ? words.get(code) : null;
            if (text != null) {
                values.put(field, text);
            }
            explained.add(values);
        }
        return explained;
    }
}
