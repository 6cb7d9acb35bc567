package org.gallra.api.selection;

import java.time.Instant;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.SqlFragment;
import org.osgi.annotation.versioning.ProviderType;

/** The criteria of all bundles as conditions of the contact list. Checks no rights: whoever lists contacts does. */
@ProviderType
public interface ListCriteria {

    /**
     * A criterion that can be chosen.
     *
     * @param id its id
     * @param bundle the symbolic name of the bundle that brings it
     * @param label the name shown to people
     * @param parameters what has to be filled in
     */
    @ProviderType
    record Offered(String id, String bundle, Text label, List<Parameter> parameters) {

        /** Copies the list. */
        public Offered {
            parameters = List.copyOf(parameters);
        }
    }

    /** Returns the criteria that the filter of the list offers ({@link SelectionCriterion#filtersLists}), by bundle and id. */
    List<Offered> offered();

    /**
     * Returns a condition in words, such as "attended an event in the last 365 days".
     *
     * @throws org.gallra.api.GallraException as {@link #condition}
     */
    Text words(CriterionFilter filter);

    /**
     * A condition as parts of a query.
     *
     * @param join follows the tables, and leaves each row there once; empty where the condition needs none
     * @param where stands among the conditions, beginning with {@code AND}
     */
    @ProviderType
    record Condition(SqlFragment join, SqlFragment where) {}

    /**
     * Returns a condition on contacts.
     *
     * @param key the SQL expression of the contact's key
     * @param alias a name that the query does not use otherwise
     * @param now the moment for which it is asked
     * @throws org.gallra.api.GallraException {@code GONE} if the criterion is not there (any more): a list without the condition would show
     *     others than were asked for; {@code INVALID} if what was filled in is wrong
     */
    Condition condition(CriterionFilter filter, String key, String alias, Instant now);
}
