package org.gallra.api.contact;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Translates between public ids and the internal keys that other bundles' tables hold.
 *
 * <p>A bundle stores a contact or company as its key, a BIGINT, and never shows the key to anyone. Checks no rights: it
 * is for bundles, and what it returns is shown by services that do. But it knows restrictions ({@link ContactRestrictions}):
 * for everybody but system administrators a restricted contact is not there. Runs in the current transaction. Thread-safe.
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
    @ProviderType
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
     * @throws GallraException {@code NOT_FOUND}; {@code CONFLICT} if the contact is anonymized or restricted
     */
    long contactKeyForWriting(ContactId id);

    /**
     * Returns the same for what may be added to a restricted contact too, such as a legal claim (GDPR article 18(2)).
     *
     * @throws GallraException {@code NOT_FOUND}; {@code CONFLICT} if the contact is anonymized
     */
    long contactKeyForPreserving(ContactId id);

    /**
     * Refuses to change what concerns a restricted contact, whoever calls; for records that several contacts share, whose
     * rows do not name one of them.
     *
     * @throws GallraException {@code CONFLICT} if one of the contacts is restricted
     */
    void requireUnrestricted(Collection<Long> keys);

    /** Returns the keys of those of these contacts who are restricted, whoever calls; at most 10,000 keys. */
    Set<Long> restricted(Collection<Long> keys);

    /**
     * Returns a condition that holds where a column has the key of a contact who is not there for the caller; nowhere for system
     * administrators. For sums over records of contacts, which must not count those.
     *
     * @param column the column with its table's alias, such as {@code t.contact_id}; never something that was entered
     */
    SqlFragment hidden(String column);

    /**
     * Returns the keys of those of these contacts who may be marketed to, whoever calls: neither anonymized nor restricted, and without an
     * objection to direct marketing (GDPR article 21(3)). To be asked right before something is sent.
     *
     * @param keys at most 10,000 keys
     */
    Set<Long> marketable(Collection<Long> keys);

    /** Returns a query with one column: the keys of all contacts who may be marketed to, each once, in no order. */
    SqlFragment selectMarketable();

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

    /**
     * Returns how to show the contacts with these keys; at most 10,000 keys. Unknown keys are left out, and restricted contacts
     * for whom they are not there.
     */
    Map<Long, Ref> contacts(Collection<Long> keys);

    /**
     * What identifies a contact in running text.
     *
     * @param key the contact's key
     * @param firstName the first name, or null
     * @param lastName the last name, or null
     * @param emails e-mail addresses, in no order
     * @param phones phone numbers as written, in no order
     * @param street the street address, or null
     */
    @ProviderType
    record Identifiers(
            long key,
            @Nullable String firstName,
            @Nullable String lastName,
            List<String> emails,
            List<String> phones,
            @Nullable String street) {

        /** Copies the lists. */
        public Identifiers {
            emails = List.copyOf(emails);
            phones = List.copyOf(phones);
        }

        /** Returns the class's name only: it is all personal data. */
        @Override
        public String toString() {
            return "Identifiers";
        }
    }

    /**
     * Returns what identifies the contacts with these keys and those of these companies, so that others can mask it: restricted
     * ones included, anonymized ones left out. Never to be shown.
     *
     * @param contacts keys of contacts, at most 10,000
     * @param companies keys of companies, at most 10,000
     * @param limit how many contacts at most, of which those named by key come first
     */
    List<Identifiers> identifiers(Collection<Long> contacts, Collection<Long> companies, int limit);

    /**
     * Returns the keys of the companies that a search by these words finds, for records that are found by the name of their company.
     *
     * @param words what was typed, at most 200 characters
     * @param most how many at most, 1 to 200
     * @return those first whose names begin with the words
     * @throws GallraException {@code INVALID} naming {@code text} if the words are too long
     */
    List<Long> companiesFound(String words, int most);

    /** Returns how to show the companies with these keys; unknown keys are left out; at most 10,000 keys. */
    Map<Long, Ref> companies(Collection<Long> keys);

    /**
     * Returns a query with one column: the keys of the contacts that the filter selects, in no order; never restricted ones,
     * with which nothing is to be done. Runs on the
     * connection of a {@link org.gallra.api.persistence.Database}; work over many contacts uses it as a sub-select, so
     * that keys never leave the database.
     */
    SqlFragment select(ContactFilter filter);

    /**
     * Returns a query with one column: the keys of the contacts of certain companies, anonymized ones included, in no order.
     *
     * @param companies a query with one column: the keys of the companies, each once or more
     */
    SqlFragment selectOfCompanies(SqlFragment companies);

    /**
     * Returns a query with two columns: the key of each contact that has a company, anonymized ones included, and the
     * company's key; in no order.
     */
    SqlFragment selectWithCompany();

    /**
     * Returns a query with two columns: the keys of other contacts that are like one contact, and the name of the
     * {@link Likeness}; a key may come several times, in no order. Anonymized contacts are not like anybody, and an address or a number
     * that more than three contacts have is no sign.
     */
    SqlFragment selectAlike(long contactKey);

    /**
     * Returns a query with five columns for the pairs of contacts that are like each other and of which the one with the smaller key
     * lies in a range: the smaller key, the larger key, and 1 or 0 for each {@link Likeness} in its order; a pair may come several
     * times, in no order. The same name alone counts within one company only, where it is hardly chance.
     *
     * @param from the first key of the range
     * @param through its last key
     */
    SqlFragment selectAlike(long from, long through);

    /** Returns the largest key of a contact; 0 if there is none. */
    long lastContactKey();

    /**
     * The keys that a record about a contact or a company carries.
     *
     * @param contact the contact's key, or null
     * @param company the company's key, or null
     */
    @ProviderType
    record Link(@Nullable Long contact, @Nullable Long company) {}

    /**
     * Returns the keys for a record that shall be added to a contact or a company, and keeps the contact from being
     * anonymized or deleted until the transaction ends. Without a company it is the contact's.
     *
     * @throws GallraException {@code INVALID} naming {@code contact} or {@code company} if there is none; {@code CONFLICT}
     *     if the contact is anonymized
     */
    default Link linkForWriting(@Nullable ContactId contact, @Nullable CompanyId company) {
        Long person = contact == null ? null : Input.reference("contact", () -> contactKeyForWriting(contact));
        Long firm = company != null
                ? Input.reference("company", () -> companyKey(company))
                : person == null ? null : companyKeyOfContact(person);
        return new Link(person, firm);
    }

    /**
     * Keeps the contact of an existing record from being anonymized or deleted until the transaction ends; to be called
     * before the record itself is locked, the order in which erasures lock.
     *
     * @param contactKey the contact's key, or null if the record has none
     * @throws GallraException {@code CONFLICT} if the contact is anonymized or restricted, {@code NOT_FOUND} if it was deleted
     *     meanwhile
     */
    default void lockForWriting(@Nullable Long contactKey) {
        if (contactKey != null) {
            Ref ref = contacts(List.of(contactKey)).get(contactKey);
            if (ref == null || ref.contact() == null) {
                throw ContactId.unknown();
            }
            contactKeyForWriting(ref.contact());
        }
    }
}
