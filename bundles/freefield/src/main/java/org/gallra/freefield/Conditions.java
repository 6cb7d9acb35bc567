package org.gallra.freefield;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** Conditions on free fields as SQL: equal and ordered by the stored keys. */
final class Conditions {

    private final ValueTable table;
    private final List<FreeField> fields;

    Conditions(ValueTable table, List<FreeField> fields) {
        this.table = table;
        this.fields = fields;
    }

    /** Returns the condition without a word before it. */
    SqlFragment of(FieldFilter filter, String record) {
        FreeField field = fields.stream()
                .filter(f -> f.key().equals(filter.field()))
                .findFirst()
                .orElseThrow(() -> GallraException.invalid(
                        "freeFields",
                        new Text(
                                "Ett fält i urvalet finns inte (längre). Välj ett annat.",
                                "A field of the filter does not exist (any more). Choose another.")));
        return switch (filter.is()) {
            case EMPTY -> SqlFragment.of("NOT ").append(table.exists(field, record, "IS NOT NULL"));
            case FILLED -> table.exists(field, record, "IS NOT NULL");
            case EQUAL -> equal(field, record, needed(field, filter));
            case CONTAINS ->
                text(field)
                        ? like(field, record, "%" + escaped(Keys.folded(needed(field, filter))) + "%")
                        : equal(field, record, needed(field, filter));
            case AT_LEAST -> ordered(field, record, ">= ?", needed(field, filter), "");
            // an amount of money has its currency behind
            case AT_MOST -> ordered(field, record, "<= ?", needed(field, filter), "~");
        };
    }

    private static boolean text(FreeField field) {
        return !field.type().chosen() && !field.type().ordered() && field.type() != FreeField.Type.BOOLEAN;
    }

    private SqlFragment equal(FreeField field, String record, String value) {
        if (field.type().chosen()) {
            String wanted = field.choices().stream()
                    .filter(c -> c.key().equals(value)
                            || c.label().sv().equalsIgnoreCase(value)
                            || c.label().en().equalsIgnoreCase(value))
                    .map(FreeField.Choice::key)
                    .findFirst()
                    .orElse(value);
            return table.exists(field, record, "= ?", wanted);
        }
        if (field.type() == FreeField.Type.CURRENCY) {
            return like(field, record, key(field, value) + "%");
        }
        return table.exists(field, record, "= ?", key(field, value));
    }

    private SqlFragment ordered(FreeField field, String record, String condition, String value, String after) {
        if (!field.type().ordered()) {
            throw Values.refuse(
                    field,
                    "Bara tal, belopp och tider kan jämföras så.",
                    "Only numbers, amounts and times can be compared like that.");
        }
        return table.exists(
                field, record, condition, key(field, value) + (field.type() == FreeField.Type.CURRENCY ? after : ""));
    }

    private SqlFragment like(FreeField field, String record, String pattern) {
        return table.exists(field, record, "LIKE ? ESCAPE '!'", pattern);
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static String key(FreeField field, String value) {
        if (field.type() == FreeField.Type.CURRENCY) {
            Object money = Parser.parse(field, value + " SEK");
            return Keys.number(
                    money instanceof Map<?, ?> map && map.get("amount") instanceof BigDecimal amount
                            ? amount
                            : BigDecimal.ZERO);
        }
        Object parsed = Parser.parse(field, value);
        return Values.key(field, Values.stored(field, parsed, List.of()).get(0));
    }

    private static String needed(FreeField field, FieldFilter filter) {
        @Nullable String value = filter.value();
        if (value == null || value.isBlank()) {
            throw Values.refuse(field, "Ange vad fältet ska jämföras med.", "Say what the field is compared with.");
        }
        return value;
    }
}
