package org.gallra.freefield;

import java.util.List;
import java.util.Locale;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FieldOrder;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;

/** The order of a list by a free field as SQL: the stored keys are made to be ordered, but for choices, whose place counts. */
final class Order {

    /** The alias of the joined values; long, so that it is no other's. */
    private static final String ALIAS = "free_field_order";

    private final ValueTable table;
    private final Database.Kind kind;

    Order(ValueTable table, Database.Kind kind) {
        this.table = table;
        this.kind = kind;
    }

    FieldOrder by(List<FreeField> fields, String key, String record, boolean descending) {
        FreeField field = fields.stream()
                .filter(f -> f.key().equals(key))
                .findFirst()
                .orElseThrow(() -> GallraException.invalid(
                        "sort",
                        new Text(
                                "Fältet som listan ska sorteras efter finns inte (längre).",
                                "The field that the list is sorted by does not exist (any more).")));
        // one place for each record, however many choices it has
        String join = " LEFT JOIN (SELECT v.record_id, MIN(" + place(field) + ") AS place FROM " + table.name()
                + " v WHERE v.field_key = ? GROUP BY v.record_id) " + ALIAS + " ON " + ALIAS + ".record_id = " + record;
        return new FieldOrder(
                SqlFragment.of(join, field.key()),
                // COALESCE would say the same, but Derby takes it for a condition that a missing row cannot meet, and
                // drops those rows
                "CASE WHEN " + ALIAS + ".place IS NULL THEN '" + none(descending) + "' ELSE " + ALIAS + ".place END");
    }

    /** Returns the expression of a value's place. */
    private String place(FreeField field) {
        String stored = "v." + table.key(field);
        if (!field.type().chosen() || field.choices().isEmpty()) {
            return stored;
        }
        StringBuilder places = new StringBuilder("CASE");
        for (int i = 0; i < field.choices().size(); i++) {
            places.append(" WHEN " + stored + " = '")
                    .append(Owners.name(field.choices().get(i).key()))
                    .append("' THEN '")
                    .append(String.format(Locale.ROOT, "%06d", i))
                    .append('\'');
        }
        return places.append(" ELSE ").append(stored).append(" END").toString();
    }

    /** Returns what stands behind every value; going down, before each. Derby compares UTF-16 units, PostgreSQL code points. */
    private String none(boolean descending) {
        return descending ? "" : kind == Database.Kind.DERBY ? "\uffff" : Character.toString(0x10FFFF);
    }
}
