package org.gallra.api.contact;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A contact: one person, the data subject.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param company the company the person works for, or null
 * @param firstName the given name; at least one of first and last name is needed; at most 100 characters
 * @param lastName the family name; at most 100 characters
 * @param title the title or role; at most 100 characters
 * @param department the department; at most 100 characters
 * @param email the e-mail address; at most 254 characters
 * @param mobile the mobile number; any usual spelling, kept in international form where it can be read; at most 50 characters
 * @param phone the phone number; like mobile
 * @param street street and number, further lines separated by line breaks; at most 200 characters
 * @param postalCode the postal code; at most 20 characters
 * @param city the town; at most 100 characters
 * @param country the country, ISO 3166 alpha-2 such as SE
 * @param website the person's own web address, http or https; at most 300 characters
 * @param notes free text; at most 8000 characters
 * @param owner the login name of the user who looks after the contact; at most 64 characters
 * @param companyName the company's name, or null without a company
 * @param displayName first and last name, or the placeholder of an anonymized contact
 * @param anonymizedAt when the contact was anonymized (UTC), or null; an anonymized contact refuses every change
 * @param restricted whether nothing but storing it is allowed; only system administrators meet such a contact
 * @param freeFields the values of free fields by key, in the order of the form, as in {@link org.gallra.api.freefield.FreeFields}
 * @param createdAt when it was created (UTC)
 * @param changedAt when it was last changed (UTC)
 */
@ProviderType
public record Contact(
        ContactId id,
        long version,
        @Nullable CompanyId company,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String title,
        @Nullable String department,
        @Nullable String email,
        @Nullable String mobile,
        @Nullable String phone,
        @Nullable String street,
        @Nullable String postalCode,
        @Nullable String city,
        @Nullable String country,
        @Nullable String website,
        @Nullable String notes,
        @Nullable String owner,
        @Nullable String companyName,
        String displayName,
        @Nullable Instant anonymizedAt,
        boolean restricted,
        Map<String, Object> freeFields,
        Instant createdAt,
        Instant changedAt) {

    /** Copies the values, whose order stays. */
    public Contact {
        freeFields = Collections.unmodifiableMap(new LinkedHashMap<>(freeFields));
    }

    /** Returns the values as a draft, the start of a change; free fields stay as they are. */
    public ContactDraft draft() {
        return new ContactDraft(
                company,
                firstName,
                lastName,
                title,
                department,
                email,
                mobile,
                phone,
                street,
                postalCode,
                city,
                country,
                website,
                notes,
                owner,
                null);
    }

    /** Returns the same with values of free fields. */
    public Contact with(Map<String, Object> values) {
        return new Contact(
                id,
                version,
                company,
                firstName,
                lastName,
                title,
                department,
                email,
                mobile,
                phone,
                street,
                postalCode,
                city,
                country,
                website,
                notes,
                owner,
                companyName,
                displayName,
                anonymizedAt,
                restricted,
                values,
                createdAt,
                changedAt);
    }

    /** Returns the id only: a contact holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "Contact[" + id + "]";
    }
}
