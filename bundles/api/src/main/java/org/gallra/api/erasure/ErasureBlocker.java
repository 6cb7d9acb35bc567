package org.gallra.api.erasure;

import java.time.Instant;
import java.util.Optional;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A veto: contacts that must not be forgotten yet, such as those with an open claim. Register it as a service.
 *
 * <p>It answers with a query, not with contacts, so that an act over a hundred thousand contacts stays one statement; what
 * only code or another system knows, the bundle keeps in a table of its own. All blockers are asked when a plan is made, and
 * again before each batch. Blocked contacts are left out and named with the reason; a company is not deleted while one of
 * its contacts is blocked. The core calls it within a second a call; a blocker that cannot be asked stops the act until an
 * administrator accepts that.
 */
@ConsumerType
public interface ErasureBlocker {

    /** Returns the id, {@code <owner>.<blocker>} in lower case, unique among all bundles. */
    String id();

    /** Returns the reason shown to people, such as "Open claim"; without personal data. */
    Text reason();

    /**
     * Returns a query with two columns: the key of a contact that is blocked, and until when (a timestamp in UTC; null if
     * nobody knows). Empty if it blocks no contact by this action.
     */
    Optional<SqlFragment> contacts(Database.Kind kind, ErasureAction action, Instant now);

    /** Returns the same for companies that must not be deleted. */
    default Optional<SqlFragment> companies(Database.Kind kind, Instant now) {
        return Optional.empty();
    }
}
