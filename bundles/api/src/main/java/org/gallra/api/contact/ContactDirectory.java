package org.gallra.api.contact;

import java.util.Collection;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Translates between public ids and the internal keys that other bundles' tables hold.
 *
 * <p>A bundle stores a contact or company as its key, a BIGINT, and never shows the key to anyone. Checks no rights: it
 * is for bundles, and what it returns is shown by services that do. Runs in the current transaction. Thread-safe.
 */
@ProviderType
public interface ContactDirectory {

    /**
     * How a bundle names a contact or company to people.
     *
     * @param contact the contact, or null if it is a company
     * @param company the company itself, or the contact's; or null
     * @param name the name to show; the placeholder if anonymized
     * @param anonymized whether the contact is anonymized
     */
    record Ref(@Nullable ContactId contact, @Nullable CompanyId company, String name, boolean anonymized) {

        /** Returns the ids only. */
        @Override
        public String toString() {
            return "Ref[" + contact + ", " + company + "]";
        }
    }

    /**
     * Returns the key of a contact, an anonymized one included.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    long contactKey(ContactId id);

    /**
     * Returns the key of a contact to which something shall be added, and keeps the contact from being anonymized or
     * deleted until the transaction ends.
     *
     * @throws GallraException {@code NOT_FOUND}; {@code CONFLICT} if the contact is anonymized
     */
    long contactKeyForWriting(ContactId id);

    /**
     * Returns the key of a company.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    long companyKey(CompanyId id);

    /** Returns the key of a contact's company, or null if it has none. */
    @Nullable
    Long companyKeyOfContact(long contactKey);

    /** Returns the keys of those ids that exist; at most 10,000 ids. */
    Map<ContactId, Long> contactKeys(Collection<ContactId> ids);

    /** Returns how to show the contacts with these keys; unknown keys are left out; at most 10,000 keys. */
    Map<Long, Ref> contacts(Collection<Long> keys);

    /** Returns how to show the companies with these keys; unknown keys are left out; at most 10,000 keys. */
    Map<Long, Ref> companies(Collection<Long> keys);

    /**
     * Returns a query with one column: the keys of the contacts that the filter selects, in no order. Runs on the
     * connection of a {@link org.gallra.api.persistence.Database}; work over many contacts uses it as a sub-select, so
     * that keys never leave the database.
     */
    SqlFragment select(ContactFilter filter);
}
