package org.gallra.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.freefield.FieldOrder;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The free fields of contacts and companies; without the bundle of free fields there are none. */
@Component(service = FreeValues.class)
public final class FreeValues {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFields service;

    /**
     * A record as it is read, with its key.
     *
     * @param <T> the record
     */
    record Keyed<T>(long key, T record) {}

    void write(long contact, boolean created, ContactDraft draft) {
        Map<String, @Nullable Object> standard = new HashMap<>();
        standard.put("firstName", draft.firstName());
        standard.put("lastName", draft.lastName());
        standard.put("company", draft.company());
        standard.put("title", draft.title());
        standard.put("department", draft.department());
        standard.put("email", draft.email());
        standard.put("mobile", draft.mobile());
        standard.put("phone", draft.phone());
        standard.put("city", draft.city());
        standard.put("country", draft.country());
        standard.put("owner", draft.owner());
        write(ContactFields.OWNER, contact, created, draft.freeFields(), standard);
    }

    void write(long company, boolean created, CompanyDraft draft) {
        Map<String, @Nullable Object> standard = new HashMap<>();
        standard.put("orgNumber", draft.orgNumber());
        standard.put("category", draft.category());
        standard.put("phone", draft.phone());
        standard.put("email", draft.email());
        standard.put("website", draft.website());
        standard.put("street", draft.street());
        standard.put("city", draft.city());
        standard.put("country", draft.country());
        standard.put("owner", draft.owner());
        write(CompanyFields.OWNER, company, created, draft.freeFields(), standard);
    }

    private void write(
            FreeFieldOwner owner,
            long record,
            boolean created,
            @Nullable Map<String, @Nullable Object> changes,
            Map<String, @Nullable Object> standard) {
        FreeFields fields = service;
        if (fields == null) {
            FreeFields.none(changes);
        } else {
            fields.write(owner, record, created, changes, standard);
        }
    }

    void assign(List<Long> contacts, Map<String, @Nullable Object> changes) {
        FreeFields fields = service;
        if (fields == null) {
            FreeFields.none(changes);
        } else {
            fields.assign(ContactFields.OWNER, contacts, changes);
        }
    }

    /** Returns the records with their values, in their order. */
    <T> List<T> read(FreeFieldOwner owner, List<Keyed<T>> rows, BiFunction<T, Map<String, Object>, T> with) {
        FreeFields fields = service;
        List<T> records = new ArrayList<>();
        Map<Long, Map<String, Object>> values = fields == null || rows.isEmpty()
                ? Map.of()
                : fields.values(owner, rows.stream().map(Keyed::key).toList());
        for (Keyed<T> row : rows) {
            Map<String, Object> own = values.getOrDefault(row.key(), Map.of());
            records.add(own.isEmpty() ? row.record() : with.apply(row.record(), own));
        }
        return records;
    }

    /**
     * Returns the order of a list by a free field.
     *
     * @param record the SQL expression of the record's key
     */
    FieldOrder order(FreeFieldOwner owner, String field, String record, boolean descending) {
        FreeFields fields = service;
        if (fields == null) {
            throw GallraException.invalid(
                    "sort",
                    new Text("Det finns inga fria fält att sortera efter.", "There are no free fields to sort by."));
        }
        return fields.order(owner, field, record, descending);
    }

    /** Returns the condition of a filter on contacts with the alias {@code c}. */
    SqlFragment where(@Nullable List<FieldFilter> filters) {
        return where(ContactFields.OWNER, "c.id", filters);
    }

    /** Returns the condition of a filter on records, whose key is an SQL expression. */
    SqlFragment where(FreeFieldOwner owner, String record, @Nullable List<FieldFilter> filters) {
        return where(service, owner, record, filters);
    }

    static SqlFragment where(@Nullable FreeFields fields, @Nullable List<FieldFilter> filters) {
        return where(fields, ContactFields.OWNER, "c.id", filters);
    }

    private static SqlFragment where(
            @Nullable FreeFields fields, FreeFieldOwner owner, String record, @Nullable List<FieldFilter> filters) {
        if (filters == null || filters.isEmpty()) {
            return SqlFragment.of("");
        }
        if (fields == null) {
            FreeFields.none(Map.of("filter", filters.size()));
            return SqlFragment.of("");
        }
        return fields.where(owner, record, filters);
    }
}
