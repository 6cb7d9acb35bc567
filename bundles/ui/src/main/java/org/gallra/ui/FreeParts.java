package org.gallra.ui;

import gg.jte.Content;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.ui.ListLook;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The free fields in the core's forms and lists; there are none while their bundle is away. */
@Component(service = FreeParts.class)
public final class FreeParts {

    /** What the order of a list by a free field begins with, in addresses. */
    private static final String SORT = "freeFields.";

    private static final Set<FreeField.Type> NUMBERS =
            EnumSet.of(FreeField.Type.INTEGER, FreeField.Type.DECIMAL, FreeField.Type.CURRENCY, FreeField.Type.PERCENT);

    /** What stands in a filter for "nothing is filled in". */
    static final String EMPTY = "~";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFields fields;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms forms;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<FreeFieldOwner> owners = List.of();

    /** A row of a list with its values. */
    record Row(UUID id, Map<String, Object> values) {}

    private @Nullable FreeFieldOwner owner(String id) {
        return owners.stream().filter(o -> o.id().equals(id)).findFirst().orElse(null);
    }

    /** Returns the fields of a type of record. */
    List<FreeField> fields(String id) {
        FreeFields service = fields;
        FreeFieldOwner owner = owner(id);
        return service == null || owner == null ? List.of() : service.fields(owner);
    }

    /** Returns the key of the free field by which a list is sorted, or null if it is not or there is no such field any more. */
    @Nullable
    String sorted(String id, String sort) {
        return fields(id).stream()
                .map(FreeField::key)
                .filter(key -> sort.equals(SORT + key))
                .findFirst()
                .orElse(null);
    }

    /** Draws the inputs of a form. */
    Content inputs(
            String id,
            @Nullable Map<String, Object> values,
            @Nullable Map<String, List<String>> form,
            Map<String, String> errors,
            Locale language) {
        FreeFieldForms service = forms;
        FreeFieldOwner owner = owner(id);
        StringWriter out = new StringWriter();
        if (service != null && owner != null) {
            try {
                service.inputs(owner, id, values, form, errors, language, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String markup = out.toString();
        return output -> output.writeContent(markup);
    }

    /** Draws the values that are there. */
    Content details(String id, Map<String, Object> values, Locale language) {
        StringWriter out = new StringWriter();
        FreeFieldOwner owner = owner(id);
        if (owner != null) {
            try {
                FreeFieldForms.details(forms, owner, values, language, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String markup = out.toString();
        return output -> output.writeContent(markup);
    }

    /** Reads the inputs of a form; null if it has none. */
    @Nullable
    Map<String, @Nullable Object> read(String id, Map<String, List<String>> form) {
        FreeFieldForms service = forms;
        FreeFieldOwner owner = owner(id);
        return service == null || owner == null ? null : service.read(owner, form);
    }

    /** Returns the fields that lists show, as columns that can be chosen. */
    List<ListLook.Column> choices(String id) {
        return fields(id).stream()
                .filter(FreeField::listed)
                .map(f -> new ListLook.Column(SORT + f.key(), f.label()))
                .toList();
    }

    /** Returns a column for each field that lists show and that is wanted. */
    List<Parts.Column> columns(String id, List<Row> rows, Locale language, Collection<String> wanted) {
        FreeFields service = fields;
        List<Parts.Column> columns = new ArrayList<>();
        for (FreeField field : fields(id)) {
            if (field.listed() && service != null && wanted.contains(SORT + field.key())) {
                Map<UUID, String> cells = new HashMap<>();
                for (Row row : rows) {
                    Object value = row.values().get(field.key());
                    if (value != null) {
                        cells.put(row.id(), service.words(field, value, language));
                    }
                }
                String key = SORT + field.key();
                columns.add(new Parts.Column(field.label(), cells, "", key, key, NUMBERS.contains(field.type())));
            }
        }
        return columns;
    }

    /** Returns a filter's conditions; null if there are none. */
    static @Nullable List<FieldFilter> conditions(Map<String, String> written) {
        List<FieldFilter> conditions = written.entrySet().stream()
                .map(one -> one.getValue().equals(EMPTY)
                        ? new FieldFilter(one.getKey(), FieldFilter.Is.EMPTY, null)
                        : new FieldFilter(one.getKey(), FieldFilter.Is.CONTAINS, one.getValue()))
                .toList();
        return conditions.isEmpty() ? null : conditions;
    }
}
