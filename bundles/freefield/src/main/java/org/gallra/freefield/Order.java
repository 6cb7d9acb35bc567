package org.gallra.freefield;

import java.util.ArrayList;
import java.util.Collections;
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
        String last = "'" + none(descending) + "'";
        return new FieldOrder(
                join(field, record),
                // COALESCE would say the same, but Derby takes it for a condition that a missing row cannot meet, and
                // drops those rows
                "CASE WHEN " + ALIAS + ".place IS NULL THEN " + last + " ELSE " + ALIAS + ".place END",
                runs(field, descending),
                SqlFragment.of(
                        "NOT EXISTS (SELECT 1 FROM " + table.name() + " v WHERE v.record_id = " + record
                                + " AND v.field_key = ? AND " + stored(field) + " IS NOT NULL)",
                        field.key()),
                last);
    }

    /** One place for each record, however many choices it has; PostgreSQL can look it up for the few records of a page. */
    private SqlFragment join(FreeField field, String record) {
        String places = "SELECT MIN(" + place(field) + ") AS place";
        String values = " FROM " + table.name() + " v WHERE v.field_key = ?";
        return SqlFragment.of(
                kind == Database.Kind.POSTGRESQL
                        ? " LEFT JOIN LATERAL (" + places + values + " AND v.record_id = " + record + ") " + ALIAS
                                + " ON TRUE"
                        : " LEFT JOIN (" + places + ", v.record_id" + values + " GROUP BY v.record_id) " + ALIAS
                                + " ON " + ALIAS + ".record_id = " + record,
                field.key());
    }

    private String stored(FreeField field) {
        return "v." + table.key(field);
    }

    /** Returns the expression of a value's place. */
    private String place(FreeField field) {
        String stored = stored(field);
        if (!field.type().chosen() || field.choices().isEmpty()) {
            return stored;
        }
        StringBuilder places = new StringBuilder("CASE");
        for (int i = 0; i < field.choices().size(); i++) {
            places.append(" WHEN " + stored + " = " + choice(field, i) + " THEN " + place(i));
        }
        return places.append(" ELSE ").append(stored).append(" END").toString();
    }

    private static String choice(FreeField field, int number) {
        return "'" + Owners.name(field.choices().get(number).key()) + "'";
    }

    private static String place(int choice) {
        return String.format(Locale.ROOT, "'%06d'", choice);
    }

    /**
     * Of one value, the stored keys are the order; of a choice, each is a run of its own, for one that a record has is never
     * lost. Several choices have no index of the first.
     */
    private List<FieldOrder.Run> runs(FreeField field, boolean descending) {
        List<FieldOrder.Run> runs = new ArrayList<>();
        if (field.type() == FreeField.Type.MULTI) {
            return runs;
        }
        if (field.type() != FreeField.Type.LIST) {
            runs.add(run(field, stored(field), stored(field) + " IS NOT NULL"));
            return runs;
        }
        for (int i = 0; i < field.choices().size(); i++) {
            runs.add(run(field, place(i), stored(field) + " = " + choice(field, i)));
        }
        if (descending) {
            Collections.reverse(runs);
        }
        return runs;
    }

    private FieldOrder.Run run(FreeField field, String place, String condition) {
        SqlFragment query = SqlFragment.of(
                "SELECT v.record_id AS k, " + place + " AS place FROM " + table.name() + " v WHERE v.field_key = ? AND "
                        + condition,
                field.key());
        return new FieldOrder.Run(query, !place.equals(stored(field)));
    }

    /** Returns what stands behind every value; going down, before each. Derby compares UTF-16 units, PostgreSQL code points. */
    private String none(boolean descending) {
        return descending ? "" : kind == Database.Kind.DERBY ? "\uffff" : Character.toString(0x10FFFF);
    }
}
