package org.gallra.api.contact;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a caller writes of a company; whatever is null is empty afterwards.
 *
 * <p>Texts are trimmed, blank ones become null. Control characters other than line breaks in notes are refused.
 *
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
 * @param freeFields values of free fields by key, as in {@link org.gallra.api.freefield.FreeFields}; null for a value clears it, what is
 *     not named stays, and so does everything if it is null
 */
@ProviderType
public record CompanyDraft(
        @Nullable String name,
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
        @Nullable Map<String, @Nullable Object> freeFields) {

    /** Returns a builder with everything empty. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.orgNumber = orgNumber;
        builder.category = category;
        builder.phone = phone;
        builder.email = email;
        builder.website = website;
        builder.street = street;
        builder.postalCode = postalCode;
        builder.city = city;
        builder.country = country;
        builder.notes = notes;
        builder.owner = owner;
        builder.freeFields = freeFields;
        return builder;
    }

    /** Collects the values. */
    @ProviderType
    public static final class Builder {

        private @Nullable String name;
        private @Nullable String orgNumber;
        private @Nullable String category;
        private @Nullable String phone;
        private @Nullable String email;
        private @Nullable String website;
        private @Nullable String street;
        private @Nullable String postalCode;
        private @Nullable String city;
        private @Nullable String country;
        private @Nullable String notes;
        private @Nullable String owner;
        private @Nullable Map<String, @Nullable Object> freeFields;

        private Builder() {}

        /** Sets the name. */
        public Builder name(@Nullable String value) {
            this.name = value;
            return this;
        }

        /** Sets the registration number such as 556677-8899. */
        public Builder orgNumber(@Nullable String value) {
            this.orgNumber = value;
            return this;
        }

        /** Sets a category such as supplier or prospect. */
        public Builder category(@Nullable String value) {
            this.category = value;
            return this;
        }

        /** Sets the switchboard's number. */
        public Builder phone(@Nullable String value) {
            this.phone = value;
            return this;
        }

        /** Sets the general e-mail address. */
        public Builder email(@Nullable String value) {
            this.email = value;
            return this;
        }

        /** Sets the web address. */
        public Builder website(@Nullable String value) {
            this.website = value;
            return this;
        }

        /** Sets street and number. */
        public Builder street(@Nullable String value) {
            this.street = value;
            return this;
        }

        /** Sets the postal code. */
        public Builder postalCode(@Nullable String value) {
            this.postalCode = value;
            return this;
        }

        /** Sets the town. */
        public Builder city(@Nullable String value) {
            this.city = value;
            return this;
        }

        /** Sets the country. */
        public Builder country(@Nullable String value) {
            this.country = value;
            return this;
        }

        /** Sets free text. */
        public Builder notes(@Nullable String value) {
            this.notes = value;
            return this;
        }

        /** Sets the login name of the user who looks after the company. */
        public Builder owner(@Nullable String value) {
            this.owner = value;
            return this;
        }

        /** Sets the values of free fields that change. */
        public Builder freeFields(@Nullable Map<String, @Nullable Object> value) {
            this.freeFields = value;
            return this;
        }

        /** Makes the draft. */
        public CompanyDraft build() {
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
                    freeFields);
        }
    }
}
