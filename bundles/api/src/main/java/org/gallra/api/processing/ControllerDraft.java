package org.gallra.api.processing;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an administrator writes of the controller; whatever is null is empty afterwards.
 *
 * <p>Texts are trimmed, blank ones become null. Control characters other than line breaks in longer texts are refused.
 *
 * @param name the controller's name; needed; at most 200 characters
 * @param orgNumber its registration number such as 556677-8899; at most 30 characters
 * @param address its postal address; at most 500 characters
 * @param email its e-mail address; at most 254 characters
 * @param phone its phone number; at most 50 characters
 * @param jointControllers who decides with it about purposes and means, with contact details; at most 2000 characters
 * @param representative its representative in the Union, with contact details; at most 1000 characters
 * @param officerName the data protection officer's name; at most 200 characters
 * @param officerEmail the officer's e-mail address; at most 254 characters
 * @param officerPhone the officer's phone number; at most 50 characters
 * @param recipients who receives data of every kind, such as the supplier that runs Gallra; at most 4000
 *     characters
 * @param transfers to which third countries data goes, and the safeguards; at most 4000 characters
 * @param security the technical and organisational security measures in general; at most 8000 characters
 * @param contactDefaults what holds for contacts where no declaration says it; null for nothing
 * @param userDefaults what holds for users of Gallra where no declaration says it; null for nothing
 */
@ProviderType
public record ControllerDraft(
        @Nullable String name,
        @Nullable String orgNumber,
        @Nullable String address,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String jointControllers,
        @Nullable String representative,
        @Nullable String officerName,
        @Nullable String officerEmail,
        @Nullable String officerPhone,
        @Nullable String recipients,
        @Nullable String transfers,
        @Nullable String security,
        @Nullable ProcessingDefaults contactDefaults,
        @Nullable ProcessingDefaults userDefaults) {

    /** Returns a builder with everything empty. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns no value: the officer is a person. */
    @Override
    public String toString() {
        return "ControllerDraft";
    }

    /** Collects the values. */
    @ProviderType
    public static final class Builder {

        private @Nullable String name;
        private @Nullable String orgNumber;
        private @Nullable String address;
        private @Nullable String email;
        private @Nullable String phone;
        private @Nullable String jointControllers;
        private @Nullable String representative;
        private @Nullable String officerName;
        private @Nullable String officerEmail;
        private @Nullable String officerPhone;
        private @Nullable String recipients;
        private @Nullable String transfers;
        private @Nullable String security;
        private @Nullable ProcessingDefaults contactDefaults;
        private @Nullable ProcessingDefaults userDefaults;

        private Builder() {}

        /** Sets the controller's name. */
        public Builder name(@Nullable String value) {
            this.name = value;
            return this;
        }

        /** Sets the registration number such as 556677-8899. */
        public Builder orgNumber(@Nullable String value) {
            this.orgNumber = value;
            return this;
        }

        /** Sets the postal address. */
        public Builder address(@Nullable String value) {
            this.address = value;
            return this;
        }

        /** Sets the e-mail address. */
        public Builder email(@Nullable String value) {
            this.email = value;
            return this;
        }

        /** Sets the phone number. */
        public Builder phone(@Nullable String value) {
            this.phone = value;
            return this;
        }

        /** Sets who decides with it, with contact details. */
        public Builder jointControllers(@Nullable String value) {
            this.jointControllers = value;
            return this;
        }

        /** Sets the representative in the Union, with contact details. */
        public Builder representative(@Nullable String value) {
            this.representative = value;
            return this;
        }

        /** Sets the data protection officer's name. */
        public Builder officerName(@Nullable String value) {
            this.officerName = value;
            return this;
        }

        /** Sets the officer's e-mail address. */
        public Builder officerEmail(@Nullable String value) {
            this.officerEmail = value;
            return this;
        }

        /** Sets the officer's phone number. */
        public Builder officerPhone(@Nullable String value) {
            this.officerPhone = value;
            return this;
        }

        /** Sets who receives data of every kind, such as the supplier that runs Gallra. */
        public Builder recipients(@Nullable String value) {
            this.recipients = value;
            return this;
        }

        /** Sets to which third countries data goes, and the safeguards. */
        public Builder transfers(@Nullable String value) {
            this.transfers = value;
            return this;
        }

        /** Sets the technical and organisational security measures in general. */
        public Builder security(@Nullable String value) {
            this.security = value;
            return this;
        }

        /** Sets what holds for contacts where no declaration says it. */
        public Builder contactDefaults(@Nullable ProcessingDefaults value) {
            this.contactDefaults = value;
            return this;
        }

        /** Sets what holds for users of Gallra where no declaration says it. */
        public Builder userDefaults(@Nullable ProcessingDefaults value) {
            this.userDefaults = value;
            return this;
        }

        /** Makes the draft. */
        public ControllerDraft build() {
            return new ControllerDraft(
                    name,
                    orgNumber,
                    address,
                    email,
                    phone,
                    jointControllers,
                    representative,
                    officerName,
                    officerEmail,
                    officerPhone,
                    recipients,
                    transfers,
                    security,
                    contactDefaults,
                    userDefaults);
        }
    }
}
