package org.gallra.freefield;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractWords;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows fields and choices in an extract by their names instead of their keys. */
@Component
public final class FieldWords implements ExtractWords {

    private final Owners owners;
    private final Definitions definitions;

    /** Takes the definitions. */
    @Activate
    public FieldWords(@Reference Owners owners, @Reference Definitions definitions) {
        this.owners = owners;
        this.definitions = definitions;
    }

    @Override
    public Set<String> records() {
        return owners.all().stream().map(FreeFieldOwner::valueRecord).collect(Collectors.toSet());
    }

    @Override
    public List<@Nullable Map<String, @Nullable Object>> explain(
            String record, List<Map<String, @Nullable Object>> rows) {
        List<FreeField> fields = owners.all().stream()
                .filter(o -> o.valueRecord().equals(record))
                .findFirst()
                .map(o -> definitions.of(o.id()))
                .orElse(List.of());
        List<@Nullable Map<String, @Nullable Object>> explained = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            Object key = row.get(record + ".field");
            Object value = row.get(record + ".value");
            if (value == null) { // not personal, or anonymized: nothing is left but the field's name
                explained.add(null);
                continue;
            }
            Map<String, @Nullable Object> words = new LinkedHashMap<>(row);
            Optional<FreeField> field =
                    fields.stream().filter(f -> f.key().equals(key)).findFirst();
            field.ifPresent(f -> {
                words.put(record + ".field", f.label());
                words.put(record + ".value", value(f, value.toString()));
            });
            explained.add(words);
        }
        return explained;
    }

    private static Object value(FreeField field, String stored) {
        if (field.type().chosen()) {
            return SqlFreeFields.label(field, stored);
        }
        if (field.type() == FreeField.Type.BOOLEAN) {
            return stored.equals("true") ? new Text("Ja", "Yes") : new Text("Nej", "No");
        }
        return field.type() == FreeField.Type.PERCENT ? stored + " %" : stored;
    }
}
