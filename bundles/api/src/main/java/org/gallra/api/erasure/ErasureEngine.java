package org.gallra.api.erasure;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plans and executes anonymizations and deletions over the tables of all bundles.
 *
 * <p>One engine for by hand, bulk, rules and deletion, so that what is previewed, done and proved cannot drift apart.
 * Anonymizing needs {@link Permission#ANONYMIZE}, deleting {@link Permission#DELETE}. Thread-safe.
 */
@ProviderType
public interface ErasureEngine {

    /**
     * Counts what the request would do. Changes nothing.
     *
     * @throws GallraException {@code FORBIDDEN}; {@code INVALID} for unknown fields or a selection that is empty,
     *     ambiguous or too large; {@code NOT_FOUND} if none of the people exists
     */
    ErasurePlan plan(ErasureRequest request);

    /**
     * Returns a plan with its state.
     *
     * @throws GallraException {@code FORBIDDEN}; {@code NOT_FOUND}
     */
    ErasurePlan get(UUID plan);

    /**
     * Returns the first of those whom a plan is about, those who came first first.
     *
     * @param limit how many at most, 1 to 1,000
     * @return contacts who can still be seen; fewer if some have gone, none once the plan is done, cancelled or too old
     * @throws GallraException {@code FORBIDDEN}; {@code NOT_FOUND}
     */
    List<ContactId> people(UUID plan, int limit);

    /**
     * Counts what is left after a plan that anonymizes and can single somebody out, over the whole tables. Changes nothing; takes
     * about as long as one pass over each table that holds such a thing.
     *
     * @param limit the smallest group that is large enough, 2 to 1,000
     * @throws GallraException {@code FORBIDDEN}; {@code NOT_FOUND}; {@code INVALID} naming {@code limit}; {@code CONFLICT} if the
     *     plan deletes, is being executed, done, cancelled or too old
     */
    SinglingOut singlingOut(UUID plan, int limit);

    /**
     * Counts a plan that anonymizes and is not ordered yet anew, with measures against singling out: it has another digest
     * afterwards, and what was shown of it before can no longer be executed.
     *
     * @param measures ids of {@link SinglingOut.Trait}s whose measure is taken. Measures of {@code @SinglesOut} that are not named
     *     are given up; a field, once chosen, stays so
     * @throws GallraException as {@link #singlingOut}; {@code INVALID} naming {@code measures}
     */
    ErasurePlan generalize(UUID plan, Set<String> measures);

    /**
     * Forgets a plan that was not executed, with the keys of its people. Does nothing if it is being executed, waits or is done.
     *
     * @throws GallraException {@code FORBIDDEN}; {@code NOT_FOUND}
     */
    void discard(UUID plan);

    /**
     * Executes a plan: per batch of contacts one transaction over all bundles' tables. Waits up to ten seconds for the
     * end; a longer run goes on in the background. Executing a plan that is done or waits changes nothing and returns it.
     *
     * <p>Where a waiting time is set ({@link WaitingActs.Times}), the plan is checked, its contacts are restricted at once, and
     * it is executed when the time is over. What has changed by then is planned again: blockers that came meanwhile are
     * respected and named.
     *
     * @param digest the digest of the plan as it was shown
     * @param acceptGaps whether to go on although a blocker could not be asked
     * @return the plan, {@code DONE} with its receipt, {@code RUNNING} or {@code WAITING}
     * @throws StalePlanException if the digest is another one, or data or bundles have changed; nothing is changed
     * @throws GallraException {@code FORBIDDEN}; {@code NOT_FOUND}; {@code CONFLICT} if a blocker could not be asked and that
     *     is not accepted; {@code UNAVAILABLE} if a batch failed and was rolled back
     */
    ErasurePlan execute(UUID plan, String digest, boolean acceptGaps);

    /**
     * Returns what holds a contact today against an action: what would leave it out of a plan. A blocker that cannot be asked is left
     * out; a plan names it.
     *
     * @return one per blocker that holds, in the order in which they are asked; needs {@link Permission#READ}
     * @throws GallraException {@code FORBIDDEN}; {@code NOT_FOUND}
     */
    List<ErasurePlan.Exclusion> holds(ContactId contact, ErasureAction action);
}
