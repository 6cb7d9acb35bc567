package org.gallra.statistics;

import java.util.List;
import java.util.Locale;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.StatisticDeclaration.Group;

/**
 * A free field by which rows are told apart.
 *
 * @param service knows its words
 * @param owner whose records have it
 * @param field the field
 */
record Split(FreeFields service, FreeFieldOwner owner, FreeField field) {

    /** Stands for the field among the columns that a statistic groups by; no column has such a name. */
    static final Group GROUP = new Group("~", Granularity.VALUE);

    private static final Locale SWEDISH = Locale.forLanguageTag("sv");

    /** Tells whether rows have at most one value of a field, and few of them in all. */
    static boolean fits(FreeField field) {
        return field.type() == FreeField.Type.LIST || field.type() == FreeField.Type.BOOLEAN;
    }

    /** Returns the SQL expression of the value; it moved from one column to the other if the field became personal. */
    String column() {
        return owner.personal()
                ? "ff.field_value"
                : "CASE WHEN ff.field_value IS NULL THEN ff.plain_value ELSE ff.field_value END";
    }

    /** Returns the join by which the value is found, of which there is one at most. */
    SqlFragment join(String key) {
        return SqlFragment.of(
                " LEFT JOIN " + owner.valueTable() + " ff ON ff.record_id = r." + key + " AND ff.field_key = ?",
                field.key());
    }

    /** Returns a stored value as people read it. */
    Text words(String stored) {
        Object value = field.type() == FreeField.Type.BOOLEAN ? Boolean.valueOf(stored) : stored;
        String swedish = service.words(field, value, SWEDISH);
        String english = service.words(field, value, Locale.ENGLISH);
        return swedish.isBlank() || english.isBlank() ? Text.same(stored) : new Text(swedish, english);
    }

    /** Returns the groups of a statistic with the field in place of whatever is neither time nor unit. */
    static List<Group> groups(List<Group> kept) {
        return java.util.stream.Stream.concat(kept.stream(), java.util.stream.Stream.of(GROUP))
                .toList();
    }
}
