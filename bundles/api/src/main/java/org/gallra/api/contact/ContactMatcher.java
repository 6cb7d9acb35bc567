package org.gallra.api.contact;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds which contacts and companies many drafts may mean, in few statements: for imports and the like.
 *
 * <p>Checks no rights: it is for bundles, and what it returns is shown by services that do. Anonymized contacts are never
 * found. Restricted ones are ({@link Contact#restricted}): who asks does not create them once more, and shows nothing of them to
 * anybody who does not meet them. All come with their free fields. Runs in the current transaction. Each collection holds at most 10,000 keys; keys that nothing has are missing in
 * the answer; each list is ordered by age, oldest first. Thread-safe.
 */
@ProviderType
public interface ContactMatcher {

    /**
     * Returns the draft in the form in which it would be stored.
     *
     * @throws GallraException {@code INVALID} naming each field that is wrong
     */
    ContactDraft clean(ContactDraft draft);

    /**
     * Returns the draft in the form in which it would be stored.
     *
     * @throws GallraException {@code INVALID} naming each field that is wrong
     */
    CompanyDraft clean(CompanyDraft draft);

    /** Returns the form in which names are compared; a company's name goes in as last name; empty without letters. */
    String nameKey(@Nullable String firstName, @Nullable String lastName);

    /** Returns the form in which registration numbers are compared; empty without letters and digits. */
    String orgNumberKey(@Nullable String orgNumber);

    /**
     * What would be written of a person.
     *
     * @param draft the values, {@linkplain #clean cleaned}
     * @param existing the contact as it is, or null for a new one
     */
    @ProviderType
    record Entrance(ContactDraft draft, @Nullable Contact existing) {

        /** Returns the id only. */
        @Override
        public String toString() {
            return "Entrance[" + (existing == null ? null : existing.id()) + "]";
        }
    }

    /**
     * Returns the places in the list of those that {@link ContactService} would refuse with {@code ERASED_PERSON}, ascending.
     */
    List<Integer> erased(List<Entrance> entrances);

    /** Returns the contacts that have these e-mail addresses; keys in lower case. */
    Map<String, List<Contact>> contactsByEmail(Collection<String> emails);

    /** Returns the contacts that have these {@linkplain #nameKey name keys}. */
    Map<String, List<Contact>> contactsByName(Collection<String> nameKeys);

    /** Returns the companies that have these {@linkplain #nameKey name keys}. */
    Map<String, List<Company>> companiesByName(Collection<String> nameKeys);

    /** Returns the companies that have these {@linkplain #orgNumberKey registration numbers}. */
    Map<String, List<Company>> companiesByOrgNumber(Collection<String> orgNumberKeys);
}
