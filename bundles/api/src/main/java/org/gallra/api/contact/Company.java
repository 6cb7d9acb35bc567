package org.gallra.api.contact;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A company or another organisation.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param name the name; needed; at most 200 characters
 * @param orgNumber the registration number such as 556677-8899; at most 30 characters
 * @param category a category such as supplier or prospect; at most 50 characters
 * @param phone the switchboard's number; at most 50 characters
 * @param email the general e-mail address; at most 254 characters
 * @param website the web address, http or https; at most 300 characters
 * @param street street and number; at most 200 characters
 * @param postalCode the postal code; at most 20 characters
 * @param city the town; at most 100 characters
 * @param country the country, ISO 3166 alpha-2 such as SE
 * @param notes free text; at most 8000 characters
 * @param owner the login name of the user who looks after the company; at most 64 characters
 * @param contacts how many contacts it has that are not anonymized
 * @param freeFields the values of free fields by key, in the order of the form, as in {@link org.gallra.api.freefield.FreeFields}
 * @param createdAt when it was created (UTC)
 * @param changedAt when it was last changed (UTC)
 */
@ProviderType
public record Company(
        CompanyId id,
        long version,
        String name,
        @Nullable String orgNumber,
        @Nullable String category,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String website,
        @Nullable String street,
        @Nullable String postalCode,
        @Nullable String city,
        @Nullable String country,
        @Nullable String notes,
        @Nullable String owner,
        long contacts,
        Map<String, Object> freeFields,
        Instant createdAt,
        Instant changedAt) {

    /** Copies the values, whose order stays. */
    public Company {
        freeFields = Collections.unmodifiableMap(new LinkedHashMap<>(freeFields));
    }

    /** Returns the values as a draft, the start of a change; free fields stay as they are. */
    public CompanyDraft draft() {
        return new CompanyDraft(
                name,
                orgNumber,
                category,
                phone,
                email,
                website,
                street,
                postalCode,
                city,
                country,
                notes,
                owner,
                null);
    }

    /** Returns the same with values of free fields. */
    public Company with(Map<String, Object> values) {
        return new Company(
                id,
                version,
                name,
                orgNumber,
                category,
                phone,
                email,
                website,
                street,
                postalCode,
                city,
                country,
                notes,
                owner,
                contacts,
                values,
                createdAt,
                changedAt);
    }

    /** Returns the id only: a company holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "Company[" + id + "]";
    }
}
