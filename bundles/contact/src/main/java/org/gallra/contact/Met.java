package org.gallra.contact;

import java.time.Instant;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.CriterionFilter;
import org.gallra.api.selection.ListCriteria;
import org.jspecify.annotations.Nullable;

/** The conditions of a filter that bundles bring. */
final class Met {

    private Met() {}

    /** Returns them on contacts with the alias {@code c}, beginning with {@code AND}; an empty text if the filter has none. */
    static SqlFragment where(@Nullable ListCriteria criteria, ContactFilter filter, Instant now) {
        SqlFragment where = SqlFragment.of("");
        if (filter.criteria() == null || filter.criteria().isEmpty()) {
            return where;
        }
        if (criteria == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Tilläggens villkor kan inte läsas just nu. Försök igen om en stund.",
                            "The conditions of bundles cannot be read right now. Try again in a moment."));
        }
        for (CriterionFilter one : filter.criteria()) {
            where = where.append(criteria.where(one, "c.id", now));
        }
        return where;
    }
}
