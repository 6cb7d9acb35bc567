package org.gallra.rules;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.CriterionFilter;
import org.gallra.api.selection.ListCriteria;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The criteria of the rules as conditions of the contact list. */
@Component(service = ListCriteria.class)
public final class FilterCriteria implements ListCriteria {

    private final Supplier<Criteria> criteria;
    private final Database database;

    /**
     * Takes the criteria, which are looked up when they are asked for first: they need bundles' services, which need the contacts, which
     * need this.
     */
    @Activate
    public FilterCriteria(@Reference ComponentServiceObjects<Criteria> criteria, @Reference Database database) {
        this(criteria::getService, database);
    }

    FilterCriteria(Supplier<Criteria> criteria, Database database) {
        this.criteria = criteria;
        this.database = database;
    }

    @Override
    public List<Offered> offered() {
        return criteria.get().snapshot().offered().values().stream()
                .filter(Criteria.Offered::filtersLists)
                .map(one -> new Offered(one.id(), one.bundle(), one.label(), one.parameters()))
                .toList();
    }

    @Override
    public Text words(CriterionFilter filter) {
        Criteria.Offered one = offered(filter);
        Text words = asked(() -> one.words(arguments(one, filter)));
        return filter.holds() ? words : new Text("inte: " + words.sv(), "not: " + words.en());
    }

    @Override
    public Condition condition(CriterionFilter filter, String key, String alias, Instant now) {
        Criteria.Offered one = offered(filter);
        Arguments arguments = arguments(one, filter);
        boolean named = asked(() -> one.inverted(arguments)) != filter.holds();
        SqlFragment select = asked(() -> one.select(database.kind(), arguments, now));
        if (database.kind() == Database.Kind.POSTGRESQL) {
            return new Condition(
                    SqlFragment.of(""),
                    SqlFragment.of(" AND " + key + (named ? " IN" : " NOT IN") + " (SELECT o.k FROM (")
                            .append(select)
                            .append(") o (k) WHERE o.k IS NOT NULL)"));
        }
        // Derby would ask the query once for each contact
        return new Condition(
                SqlFragment.of(" LEFT JOIN (SELECT DISTINCT o.k FROM (")
                        .append(select)
                        .append(") o (k)) " + alias + " ON " + alias + ".k = " + key),
                SqlFragment.of(" AND " + alias + ".k IS " + (named ? "NOT NULL" : "NULL")));
    }

    private Criteria.Offered offered(CriterionFilter filter) {
        return criteria.get()
                .snapshot()
                .find(filter.criterion())
                .orElseThrow(() -> new GallraException(
                        GallraException.Code.GONE,
                        new Text(
                                "Filtret har ett villkor som inte finns längre: tillägget med det är borta eller stoppat."
                                        + " Öppna listan utan filter.",
                                "The filter has a condition that is not there any more: its bundle is gone or stopped."
                                        + " Open the list without a filter.")));
    }

    private static Arguments arguments(Criteria.Offered one, CriterionFilter filter) {
        return Arguments.of(one.id(), one.parameters(), new TreeMap<>(filter.arguments()));
    }

    /** Answers for a bundle that fails: the list cannot be shown with its condition. */
    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ContributorException e) {
            throw new GallraException(GallraException.Code.UNAVAILABLE, e.text());
        }
    }
}
