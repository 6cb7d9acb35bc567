package org.gallra.api.selection;

import java.time.Instant;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A condition on contacts that a bundle adds to the rules and to the filter of the contact list (PRIVACY.md rule 12).
 * Register it as a service.
 *
 * <p>It answers with a query, not with contacts, so that a rule over a million contacts is one statement; the core runs
 * it. The core calls it within a second a call. What it throws, a call that takes longer and a query that fails make the
 * rule refuse to run, and are named.
 */
@ConsumerType
public interface SelectionCriterion {

    /** Returns the id, {@code <owner>.<criterion>} in lower case, unique among all bundles; rules keep it for ever. */
    String id();

    /** Returns the name shown to people where criteria are chosen, such as "No contact for a while". */
    Text label();

    /** Returns what has to be filled in, in the order in which it is asked for. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Returns the condition as words in a sentence, such as "no contact in the last 30 days". */
    Text words(Arguments arguments);

    /**
     * Tells whether the filter of the contact list offers it too. Say yes for a query of a table that has an index on the contact's key:
     * embedded Derby asks it for each contact that it looks at, so that one which groups or joins much takes minutes there.
     */
    default boolean filtersLists() {
        return false;
    }

    /**
     * Tells whether {@link #select(Database.Kind, Arguments, Instant)} names those for whom the condition does <em>not</em> hold, which is the shorter way to say such
     * as "the company bought nothing": whoever is not named is hit then. Without it the condition holds for those who are named.
     */
    default boolean inverted(Arguments arguments) {
        return false;
    }

    /**
     * Returns a query with one column: the keys of the contacts for which the condition holds, each at least once; of those for
     * whom it does not hold if {@link #inverted} says so. It reads the bundle's own tables and, by key, nothing else.
     *
     * @param now the moment for which it is asked, which lies in the past or the future when a rule is tried out
     */
    SqlFragment select(Database.Kind kind, Arguments arguments, Instant now);

    /**
     * Returns the query of {@link #select(Database.Kind, Arguments, Instant)} for one contact only: asked many times in a row, to
     * foretell when a rule hits a person. Override it if the database does not reach the indexes of your tables through a filter around
     * that query; Derby does not see through {@code UNION} and {@code EXCEPT}.
     *
     * @param contact the key of the contact
     */
    default SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, long contact) {
        return SqlFragment.of("SELECT o.k FROM (")
                .append(select(kind, arguments, now))
                .append(") o (k) WHERE o.k = ?", contact);
    }

    /**
     * Returns the query of {@link #select(Database.Kind, Arguments, Instant)} for some contacts only, which are few of all: another part of
     * the condition lets nobody else through. Override it if your tables have an index on the contact's key, and begin with the contacts: a
     * filter around that query reads all of it first.
     *
     * @param contacts a query with one column: the keys of those contacts, some of them several times
     */
    default SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, SqlFragment contacts) {
        return SqlFragment.of("SELECT o.k FROM (")
                .append(select(kind, arguments, now))
                .append(") o (k) WHERE o.k IN (")
                .append(contacts)
                .append(")");
    }
}
