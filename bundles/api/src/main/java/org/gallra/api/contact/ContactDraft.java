package org.gallra.api.contact;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a caller writes of a contact; whatever is null is empty afterwards.
 *
 * <p>Texts are trimmed, blank ones become null. Control characters other than line breaks in notes are refused.
 *
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
 * @param freeFields values of free fields by key, as in {@link org.gallra.api.freefield.FreeFields}; null for a value clears it, what is
 *     not named stays, and so does everything if it is null
 */
@ProviderType
public record ContactDraft(
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
        @Nullable Map<String, @Nullable Object> freeFields) {

    /** Returns a builder with everything empty. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.company = company;
        builder.firstName = firstName;
        builder.lastName = lastName;
        builder.title = title;
        builder.department = department;
        builder.email = email;
        builder.mobile = mobile;
        builder.phone = phone;
        builder.street = street;
        builder.postalCode = postalCode;
        builder.city = city;
        builder.country = country;
        builder.website = website;
        builder.notes = notes;
        builder.owner = owner;
        builder.freeFields = freeFields;
        return builder;
    }

    /** Collects the values. */
    @ProviderType
    public static final class Builder {

        private @Nullable CompanyId company;
        private @Nullable String firstName;
        private @Nullable String lastName;
        private @Nullable String title;
        private @Nullable String department;
        private @Nullable String email;
        private @Nullable String mobile;
        private @Nullable String phone;
        private @Nullable String street;
        private @Nullable String postalCode;
        private @Nullable String city;
        private @Nullable String country;
        private @Nullable String website;
        private @Nullable String notes;
        private @Nullable String owner;
        private @Nullable Map<String, @Nullable Object> freeFields;

        private Builder() {}

        /** Sets the company the person works for. */
        public Builder company(@Nullable CompanyId value) {
            this.company = value;
            return this;
        }

        /** Sets the given name. */
        public Builder firstName(@Nullable String value) {
            this.firstName = value;
            return this;
        }

        /** Sets the family name. */
        public Builder lastName(@Nullable String value) {
            this.lastName = value;
            return this;
        }

        /** Sets the title or role. */
        public Builder title(@Nullable String value) {
            this.title = value;
            return this;
        }

        /** Sets the department. */
        public Builder department(@Nullable String value) {
            this.department = value;
            return this;
        }

        /** Sets the e-mail address. */
        public Builder email(@Nullable String value) {
            this.email = value;
            return this;
        }

        /** Sets the mobile number. */
        public Builder mobile(@Nullable String value) {
            this.mobile = value;
            return this;
        }

        /** Sets the phone number. */
        public Builder phone(@Nullable String value) {
            this.phone = value;
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

        /** Sets the person's own web address. */
        public Builder website(@Nullable String value) {
            this.website = value;
            return this;
        }

        /** Sets free text. */
        public Builder notes(@Nullable String value) {
            this.notes = value;
            return this;
        }

        /** Sets the login name of the user who looks after the contact. */
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
        public ContactDraft build() {
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
                    freeFields);
        }
    }
}
