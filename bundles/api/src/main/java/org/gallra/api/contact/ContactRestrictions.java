package org.gallra.api.contact;

import org.gallra.api.persistence.SqlFragment;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Restricts contacts: they are stored and nothing else is done with them (GDPR article 18), such as those whose erasure is
 * ordered and not yet executed.
 *
 * <p>The mark lies beside the contact, which stays as it is, its version included. A restricted contact is shown to system
 * administrators only; everybody else meets it nowhere: {@link ContactService} and {@link ContactDirectory} see to that, so
 * that bundles respect it without code of their own. Writes are refused with {@code CONFLICT}. A contact may be restricted for
 * several causes at once. Checks no rights: it is for the services that decide. Runs in the current transaction.
 * Thread-safe.
 */
@ProviderType
public interface ContactRestrictions {

    /**
     * Restricts contacts for a cause; those that already are for the same one stay so.
     *
     * @param cause names what restricts them, at most 60 characters and nothing personal
     * @param contacts a query with one column: the keys of the contacts
     */
    void restrict(String cause, SqlFragment contacts);

    /** Ends what a cause restricts. */
    void release(String cause);

    /**
     * Forgets all restrictions of contacts that are erased.
     *
     * @param contacts a query with one column: the keys of the contacts
     */
    void forget(SqlFragment contacts);
}
