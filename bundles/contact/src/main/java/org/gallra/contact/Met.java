package org.gallra.contact;

import java.time.Instant;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.CriterionFilter;
import org.gallra.api.selection.ListCriteria;
import org.gallra.api.selection.ListCriteria.Condition;
import org.jspecify.annotations.Nullable;

/** The conditions of a filter that bundles bring. */
final class Met {

    private Met() {}

    /** Returns them on contacts with the alias {@code c}; both parts are empty if the filter has none. */
    static Condition of(@Nullable ListCriteria criteria, ContactFilter filter, Instant now) {
        SqlFragment join = SqlFragment.of("");
        SqlFragment where = SqlFragment.of("");
        if (filter.criteria() == null || filter.criteria().isEmpty()) {
            return new Condition(join, where);
        }
        if (criteria == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Tilläggens villkor kan inte läsas just nu. Försök igen om en stund.",
                            "The conditions of bundles cannot be read right now. Try again in a moment."));
        }
        int place = 0;
        for (CriterionFilter one : filter.criteria()) {
            Condition condition = criteria.condition(one, "c.id", "met" + place++, now);
            join = join.append(condition.join());
            where = where.append(condition.where());
        }
        return new Condition(join, where);
    }
}
