package org.gallra.freefield;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.freefield.FieldOrder;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFieldOwner.Standard;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Values of free fields, in the tables of their owners and in their transactions. */
@Component(service = FreeFields.class)
public final class SqlFreeFields implements FreeFields {

    private final Definitions definitions;
    private final Database database;

    /** Takes the definitions. */
    @Activate
    public SqlFreeFields(@Reference Definitions definitions, @Reference Database database) {
        this.definitions = definitions;
        this.database = database;
    }

    @Override
    public List<FreeField> fields(FreeFieldOwner owner) {
        return definitions.of(owner.id());
    }

    @Override
    public Collection<String> mandatoryStandard(FreeFieldOwner owner) {
        return definitions.required(owner.id());
    }

    @Override
    public Map<Long, Map<String, Object>> values(FreeFieldOwner owner, Collection<Long> records) {
        Map<Long, Map<String, Object>> values = new HashMap<>();
        List<FreeField> fields = fields(owner);
        if (!fields.isEmpty() && !records.isEmpty()) {
            var stored = database.read(connection -> new ValueTable(owner).read(connection, records));
            stored.forEach((record, found) -> values.put(record, shown(fields, found)));
        }
        records.forEach(r -> values.putIfAbsent(r, Map.of()));
        return values;
    }

    private static Map<String, Object> shown(List<FreeField> fields, Map<String, List<String>> found) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (FreeField field : fields) {
            List<String> stored = found.get(field.key());
            if (stored != null) {
                shown.put(field.key(), Values.value(field, stored));
            }
        }
        return shown;
    }

    @Override
    public void write(
            FreeFieldOwner owner,
            long record,
            boolean created,
            @Nullable Map<String, @Nullable Object> changes,
            Map<String, @Nullable Object> standard) {
        List<FreeField> fields = fields(owner);
        List<Violation> wrong = new ArrayList<>(standard(owner, standard));
        boolean nothing = fields.isEmpty() || (!created && (changes == null || changes.isEmpty()));
        if (nothing && fields.stream().noneMatch(FreeField::mandatory)) {
            unknown(fields, changes, wrong);
            check(wrong);
            return;
        }
        database.inTransaction(connection -> {
            ValueTable table = new ValueTable(owner);
            Map<String, List<String>> had =
                    created ? Map.of() : table.read(connection, List.of(record)).getOrDefault(record, Map.of());
            Map<FreeField, List<String>> clean = clean(fields, changes, had, created, wrong);
            for (FreeField field : fields) {
                boolean there = !clean.getOrDefault(field, had.getOrDefault(field.key(), List.of()))
                        .isEmpty();
                String name = "freeFields." + field.key();
                if (field.mandatory()
                        && !there
                        && wrong.stream().noneMatch(v -> v.field().equals(name))) {
                    wrong.add(new Violation(name, missing(field.label())));
                }
            }
            check(wrong);
            write(table, connection, List.of(record), clean);
            return record;
        });
    }

    private List<Violation> standard(FreeFieldOwner owner, Map<String, @Nullable Object> standard) {
        Collection<String> required = mandatoryStandard(owner);
        return owner.standardFields().stream()
                .filter(s -> required.contains(s.name()) && standard.get(s.name()) == null)
                .map((Standard s) -> new Violation(s.name(), missing(s.label())))
                .toList();
    }

    private static Map<FreeField, List<String>> clean(
            List<FreeField> fields,
            @Nullable Map<String, @Nullable Object> changes,
            Map<String, List<String>> had,
            boolean created,
            List<Violation> wrong) {
        unknown(fields, changes, wrong);
        Map<FreeField, List<String>> clean = new LinkedHashMap<>();
        for (FreeField field : fields) {
            try {
                if (changes != null && changes.containsKey(field.key())) {
                    clean.put(
                            field,
                            Values.stored(field, changes.get(field.key()), had.getOrDefault(field.key(), List.of())));
                } else if (created && field.initial() != null) {
                    clean.put(field, Values.stored(field, field.initial(), List.of()));
                }
            } catch (GallraException e) {
                wrong.addAll(e.violations());
            }
        }
        return clean;
    }

    private static void unknown(
            List<FreeField> fields, @Nullable Map<String, @Nullable Object> changes, List<Violation> wrong) {
        if (changes == null) {
            return;
        }
        String all = String.join(", ", fields.stream().map(FreeField::key).toList());
        for (String key : changes.keySet()) {
            if (fields.stream().noneMatch(f -> f.key().equals(key))) {
                String shown = key.replaceAll("[^A-Za-z0-9_]", "?");
                wrong.add(new Violation(
                        "freeFields." + shown.substring(0, Math.min(40, shown.length())),
                        all.isEmpty()
                                ? new Text("Det finns inga fria fält här.", "There are no free fields here.")
                                : new Text(
                                        "Fältet finns inte. Det finns: " + all + ".",
                                        "There is no such field. There are: " + all + ".")));
            }
        }
    }

    private static Text missing(Text label) {
        return new Text(label.sv() + " är obligatoriskt. Fyll i det.", label.en() + " is mandatory. Fill it in.");
    }

    private static void check(List<Violation> wrong) {
        if (!wrong.isEmpty()) {
            throw GallraException.invalid(wrong);
        }
    }

    @Override
    public void assign(FreeFieldOwner owner, Collection<Long> records, Map<String, @Nullable Object> changes) {
        List<FreeField> fields = fields(owner);
        List<Violation> wrong = new ArrayList<>();
        Map<FreeField, List<String>> clean = clean(fields, changes, Map.of(), false, wrong);
        clean.forEach((field, stored) -> {
            if (field.mandatory() && stored.isEmpty()) {
                wrong.add(new Violation("freeFields." + field.key(), missing(field.label())));
            }
        });
        check(wrong);
        database.inTransaction(connection -> {
            write(new ValueTable(owner), connection, records, clean);
            return records.size();
        });
    }

    private void write(
            ValueTable table, Connection connection, Collection<Long> records, Map<FreeField, List<String>> changes)
            throws SQLException {
        if (!table.write(connection, database.kind(), records, changes)) {
            definitions.changed(); // by another node, or a moment ago
            throw GallraException.conflict(new Text(
                    "De fria fälten ändrades just nu. Inget sparades. Läs om sidan och försök igen.",
                    "The free fields were changed right now. Nothing was saved. Load the page again and try again."));
        }
    }

    @Override
    public SqlFragment where(FreeFieldOwner owner, String key, List<FieldFilter> filters) {
        SqlFragment where = SqlFragment.of("");
        Conditions conditions = new Conditions(new ValueTable(owner), fields(owner));
        for (FieldFilter filter : filters) {
            where = where.append(" AND ").append(conditions.of(filter, key));
        }
        return where;
    }

    @Override
    public FieldOrder order(FreeFieldOwner owner, String field, String key, boolean descending) {
        return new Order(new ValueTable(owner), database.kind()).by(fields(owner), field, key, descending);
    }

    @Override
    public @Nullable Object parse(FreeField field, String text) {
        Object value = Parser.parse(field, text);
        List<String> stored = value == null ? List.of() : Values.stored(field, value, List.of());
        return stored.isEmpty() ? null : Values.value(field, stored);
    }

    @Override
    public String words(FreeField field, Object value, Locale language) {
        boolean swedish = "sv".equals(language.getLanguage());
        return switch (field.type()) {
            case BOOLEAN -> Boolean.TRUE.equals(value) ? swedish ? "Ja" : "Yes" : swedish ? "Nej" : "No";
            case INTEGER, DECIMAL -> number(value, 0, language);
            case PERCENT -> number(value, 0, language) + "\u00a0%";
            case CURRENCY ->
                value instanceof Map<?, ?> money
                        ? number(Objects.requireNonNull(money.get("amount")), 2, language) + "\u00a0"
                                + money.get("currency")
                        : value.toString();
            case LIST, MULTI ->
                String.join(
                        ", ",
                        (value instanceof List<?> list ? list : List.of(value))
                                .stream()
                                        .map(key -> label(field, String.valueOf(key))
                                                .in(language))
                                        .toList());
            default -> value.toString();
        };
    }

    /** Returns the name of a choice; its key if the definition does not know it any more. */
    static Text label(FreeField field, String key) {
        return field.choices().stream()
                .filter(c -> c.key().equals(key))
                .map(FreeField.Choice::label)
                .findFirst()
                .orElseGet(() -> Text.same(key));
    }

    private static String number(Object value, int decimals, Locale language) {
        NumberFormat format = NumberFormat.getNumberInstance(language);
        BigDecimal number = value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
        format.setMaximumFractionDigits(6);
        format.setMinimumFractionDigits(number.stripTrailingZeros().scale() > 0 ? decimals : 0);
        return format.format(number);
    }
}
