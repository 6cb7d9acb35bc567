package org.gallra.api.contact;

import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.Permission;
import org.gallra.api.suppression.Readmission;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Contacts: the people in the CRM. Checks the caller's rights. Each change is one transaction. Thread-safe. */
@ProviderType
public interface ContactService {

    /**
     * Creates a contact. Needs {@link Permission#WRITE}.
     *
     * @throws GallraException {@code INVALID} naming each field that is wrong, unknown company included; {@code
     *     ERASED_PERSON} if the address or a number is that of somebody who was erased, and of nobody else who is there
     */
    default Contact create(ContactDraft draft) {
        return create(draft, null);
    }

    /**
     * Creates a contact although somebody with that address or number was erased. The reason is noted; without anything to
     * recognize it is not needed and not noted.
     *
     * @param readmission why, or null to be refused; needs {@link Permission#ADMINISTER} too if it is needed
     * @throws GallraException as {@link #create(ContactDraft)}, and {@code FORBIDDEN}
     */
    Contact create(ContactDraft draft, @Nullable Readmission readmission);

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
     *     {@code CONFLICT} if the contact is anonymized; {@code ERASED_PERSON} if an address or number that it did not have
     *     is that of somebody who was erased, and of nobody else who is there
     */
    default Contact update(ContactId id, long version, ContactDraft draft) {
        return update(id, version, draft, null);
    }

    /**
     * Replaces all values of a contact although somebody with the new address or number was erased.
     *
     * @param readmission as for {@link #create(ContactDraft, Readmission)}
     * @throws GallraException as {@link #update(ContactId, long, ContactDraft)}, and {@code FORBIDDEN}
     */
    Contact update(ContactId id, long version, ContactDraft draft, @Nullable Readmission readmission);

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

    /**
     * Returns the contacts that somebody might mean who types: first those whose last name begins with it, then those who hold
     * each word somewhere in names, title, addresses, numbers or the company's. Anonymized ones are left out. Quicker than
     * {@link #list(ContactQuery)}, for nothing is counted. Needs {@link Permission#READ}.
     *
     * @param text the words; nobody is found by an empty text
     * @param most how many at most, 1 to 200
     * @return in the order of names, twice; without free fields
     * @throws GallraException {@code INVALID} for a text of more than 200 characters
     */
    List<Contact> find(String text, int most);
}
