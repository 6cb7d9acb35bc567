package org.gallra.api.contact;

import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ProviderType;

/** Contacts: the people in the CRM. Checks the caller's rights. Each change is one transaction. Thread-safe. */
@ProviderType
public interface ContactService {

    /**
     * Creates a contact. Needs {@link Permission#WRITE}.
     *
     * @throws GallraException {@code INVALID} naming each field that is wrong, unknown company included
     */
    Contact create(ContactDraft draft);

    /**
     * Returns a contact, an anonymized one included. Needs {@link Permission#READ}.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    Contact get(ContactId id);

    /**
     * Replaces all values of a contact. Needs {@link Permission#WRITE}.
     *
     * @param version the version that the change is based on
     * @throws GallraException {@code NOT_FOUND}, {@code INVALID}, {@code STALE} if the version is not the current one,
     *     {@code CONFLICT} if the contact is anonymized
     */
    Contact update(ContactId id, long version, ContactDraft draft);

    /**
     * Returns one page of contacts. Needs {@link Permission#READ}.
     *
     * @throws GallraException {@code INVALID} for a limit or cursor that cannot be
     */
    Page<Contact> list(ContactQuery query);
}
