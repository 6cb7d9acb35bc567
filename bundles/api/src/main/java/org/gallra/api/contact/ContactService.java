package org.gallra.api.contact;

import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
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
     * Sets free fields of many contacts to the same values, in transactions of a thousand contacts each; anonymized and restricted
     * contacts are left out. Needs {@link Permission#WRITE}.
     *
     * @param contacts which ones, at most 10,000; null for those of the filter
     * @param filter which ones; null for those that are named
     * @param values by key; null clears one
     * @return how many were changed
     * @throws GallraException {@code INVALID} naming each field that is wrong
     */
    long assign(
            @Nullable List<ContactId> contacts, @Nullable ContactFilter filter, Map<String, @Nullable Object> values);

    /**
     * Returns one page of contacts. Needs {@link Permission#READ}.
     *
     * @throws GallraException {@code INVALID} for a limit or cursor that cannot be
     */
    Page<Contact> list(ContactQuery query);
}
