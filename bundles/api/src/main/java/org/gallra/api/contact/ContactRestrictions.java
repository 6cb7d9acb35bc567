package org.gallra.api.contact;

import org.gallra.api.persistence.SqlFragment;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Limits what is done with contacts, in one of two ways: they are restricted, that is stored and nothing else is done with them (GDPR article
 * 18), such as those whose erasure is ordered and not yet executed, or those who dispute what is held; or they are not marketed to (article 21(3)).
 *
 * <p>The marks lie beside the contact, which stays as it is, its version included. A restricted contact is shown to system
 * administrators only; everybody else meets it nowhere: {@link ContactService} and {@link ContactDirectory} see to that, so
 * that bundles respect it without code of their own. Writes are refused with {@code CONFLICT}. Whoever is not to be marketed to is met as
 * everybody else; bundles that send something ask {@link ContactDirectory#marketable}. A contact may be limited for
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

    /**
     * Keeps contacts from being marketed to for a cause; those that already are for the same one stay so.
     *
     * @param cause names what keeps them, at most 60 characters and nothing personal
     * @param contacts a query with one column: the keys of the contacts
     */
    void optOut(String cause, SqlFragment contacts);

    /** Ends what a cause limits. */
    void release(String cause);

    /**
     * Forgets all marks of contacts that are erased.
     *
     * @param contacts a query with one column: the keys of the contacts
     */
    void forget(SqlFragment contacts);
}
