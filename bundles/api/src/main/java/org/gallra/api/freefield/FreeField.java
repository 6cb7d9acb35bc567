package org.gallra.api.freefield;

import java.util.List;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.personaldata.DataCategory;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A field that an administrator defined.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param owner the {@link FreeFieldOwner#id}
 * @param key its name in JSON, unique with the owner and never changed
 * @param type what can be filled in
 * @param label the name shown to people
 * @param help what to fill in, or null
 * @param position its place, lowest first
 * @param mandatory whether a record without it is refused
 * @param listed whether lists have a column for it
 * @param personal whether its values are personal data
 * @param category what kind of personal data
 * @param initial what a new record gets unless it says something else, as in JSON; or null
 * @param choices what can be chosen, for lists; in their order, retired ones included
 * @param special what the core uses it for, or null
 */
@ProviderType
public record FreeField(
        UUID id,
        long version,
        String owner,
        String key,
        Type type,
        Text label,
        @Nullable Text help,
        int position,
        boolean mandatory,
        boolean listed,
        boolean personal,
        DataCategory category,
        @Nullable Object initial,
        List<Choice> choices,
        @Nullable Special special) {

    /** Copies the list. */
    public FreeField {
        choices = List.copyOf(choices);
    }

    /** What can be filled in. */
    @ProviderType
    public enum Type {
        /** One line, at most 500 characters. JSON: a text. */
        TEXT("Text", "Text"),
        /** Running text, at most 8000 characters. JSON: a text. */
        LONG_TEXT("Lång text", "Long text"),
        /** A whole number of at most 15 digits. JSON: a number. */
        INTEGER("Heltal", "Whole number"),
        /** A number of at most 15 digits and six decimals. JSON: a number. */
        DECIMAL("Decimaltal", "Decimal number"),
        /** Money with two decimals. JSON: an object of {@code amount} and {@code currency} (ISO 4217). */
        CURRENCY("Belopp", "Amount of money"),
        /** Per cent, as a decimal number. JSON: a number. */
        PERCENT("Procent", "Per cent"),
        /** A day. JSON: a text such as 2026-01-31. */
        DATE("Datum", "Date"),
        /** A time of day. JSON: a text such as 13:30. */
        TIME("Klockslag", "Time of day"),
        /** Yes or no. JSON: true or false. */
        BOOLEAN("Ja eller nej", "Yes or no"),
        /** One of the choices. JSON: the choice's key. */
        LIST("Lista", "List"),
        /** Some of the choices. JSON: an array of keys. */
        MULTI("Lista, flera val", "List, several choices"),
        /** A web address, http or https. JSON: a text. */
        LINK("Länk", "Link"),
        /** An e-mail address. JSON: a text. */
        EMAIL("E-postadress", "E-mail address"),
        /** A phone number, as written. JSON: a text. */
        PHONE("Telefonnummer", "Phone number");

        private final Text label;

        Type(String sv, String en) {
            this.label = new Text(sv, en);
        }

        /** Returns the name shown to people. */
        public Text label() {
            return label;
        }

        /** Tells whether there is something to choose from. */
        public boolean chosen() {
            return this == LIST || this == MULTI;
        }

        /** Tells whether one value is more or less than another. */
        public boolean ordered() {
            return this == INTEGER
                    || this == DECIMAL
                    || this == CURRENCY
                    || this == PERCENT
                    || this == DATE
                    || this == TIME;
        }
    }

    /** What the core uses a ready-made field for. */
    @ProviderType
    public enum Special {
        /** Why the contact is stored (PRIVACY.md rule 29). */
        PURPOSE,
        /** When that is to be looked at again. */
        NEXT_REVIEW,
        /** When it was last looked at. */
        LAST_REVIEW
    }

    /** A legal basis of GDPR article 6(1). */
    @ProviderType
    public enum LegalBasis {
        /** Article 6(1)(a). */
        CONSENT("Samtycke", "Consent"),
        /** Article 6(1)(b). */
        CONTRACT("Avtal", "Contract"),
        /** Article 6(1)(c). */
        LEGAL_OBLIGATION("Rättslig förpliktelse", "Legal obligation"),
        /** Article 6(1)(d). */
        VITAL_INTERESTS("Grundläggande intressen", "Vital interests"),
        /** Article 6(1)(e). */
        PUBLIC_TASK("Allmänt intresse eller myndighetsutövning", "Public task"),
        /** Article 6(1)(f). */
        LEGITIMATE_INTERESTS("Berättigat intresse", "Legitimate interests");

        private final Text label;

        LegalBasis(String sv, String en) {
            this.label = new Text(sv, en);
        }

        /** Returns the name shown to people. */
        public Text label() {
            return label;
        }
    }

    /**
     * Something that can be chosen.
     *
     * @param key its name in JSON, unique within the field and never changed
     * @param label the name shown to people
     * @param retired whether it cannot be chosen any more; records that have it keep it
     * @param legalBasis the legal basis of a purpose, or null
     * @param source where data for a purpose comes from, in words, or null
     * @param retentionMonths how long a purpose keeps a contact after it was created or last reviewed, or null
     */
    @ProviderType
    public record Choice(
            String key,
            Text label,
            boolean retired,
            @Nullable LegalBasis legalBasis,
            @Nullable String source,
            @Nullable Integer retentionMonths) {}
}
