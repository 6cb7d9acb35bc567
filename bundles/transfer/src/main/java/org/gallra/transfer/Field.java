package org.gallra.transfer;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** A field that a column can go to, in the order of the form. */
enum Field {
    FIRST_NAME("contact.firstName", "Förnamn", "First name"),
    MIDDLE_NAME("contact.middleName", "Mellannamn", "Middle name"),
    LAST_NAME("contact.lastName", "Efternamn", "Last name"),
    FULL_NAME("contact.fullName", "Hela namnet", "Full name"),
    TITLE("contact.title", "Titel", "Title"),
    DEPARTMENT("contact.department", "Avdelning", "Department"),
    EMAIL("contact.email", "E-post", "E-mail"),
    MORE_EMAIL("contact.moreEmail", "Fler e-postadresser", "More e-mail addresses", true),
    MOBILE("contact.mobile", "Mobil", "Mobile"),
    PHONE("contact.phone", "Telefon", "Phone"),
    MORE_PHONE("contact.morePhone", "Fler telefonnummer", "More phone numbers", true),
    STREET("contact.street", "Gatuadress", "Street"),
    STREET_2("contact.street2", "Gatuadress, rad 2", "Street, line 2"),
    POSTAL_CODE("contact.postalCode", "Postnummer", "Postal code"),
    CITY("contact.city", "Ort", "City"),
    COUNTRY("contact.country", "Land", "Country"),
    WEBSITE("contact.website", "Webbplats", "Website"),
    NOTES("contact.notes", "Anteckningar", "Notes"),
    MORE_NOTES("contact.moreNotes", "Läggs till i anteckningarna", "Added to the notes", true),
    COMPANY_NAME("company.name", "Företag: namn", "Company: name"),
    ORG_NUMBER("company.orgNumber", "Företag: organisationsnummer", "Company: registration number"),
    CATEGORY("company.category", "Företag: kategori", "Company: category"),
    COMPANY_PHONE("company.phone", "Företag: telefon", "Company: phone"),
    COMPANY_EMAIL("company.email", "Företag: e-post", "Company: e-mail"),
    COMPANY_WEBSITE("company.website", "Företag: webbplats", "Company: website"),
    COMPANY_STREET("company.street", "Företag: gatuadress", "Company: street"),
    COMPANY_STREET_2("company.street2", "Företag: gatuadress, rad 2", "Company: street, line 2"),
    COMPANY_POSTAL_CODE("company.postalCode", "Företag: postnummer", "Company: postal code"),
    COMPANY_CITY("company.city", "Företag: ort", "Company: city"),
    COMPANY_COUNTRY("company.country", "Företag: land", "Company: country"),
    COMPANY_NOTES("company.notes", "Företag: anteckningar", "Company: notes");

    private static final Map<String, Field> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(f -> f.target, Function.identity()));

    final String target;
    final Text label;

    /** Whether several columns can go to it. */
    final boolean many;

    Field(String target, String sv, String en) {
        this(target, sv, en, false);
    }

    Field(String target, String sv, String en, boolean many) {
        this.target = target;
        this.label = new Text(sv, en);
        this.many = many;
    }

    /** Returns the field of this name, or null if there is none. */
    static @Nullable Field named(String target) {
        return BY_NAME.get(target);
    }

    /** Returns the field of the company that holds what this one holds of the person, or null. */
    @Nullable
    Field ofCompany() {
        return switch (this) {
            case FULL_NAME -> COMPANY_NAME;
            case EMAIL -> COMPANY_EMAIL;
            case PHONE -> COMPANY_PHONE;
            case STREET -> COMPANY_STREET;
            case STREET_2 -> COMPANY_STREET_2;
            case POSTAL_CODE -> COMPANY_POSTAL_CODE;
            case CITY -> COMPANY_CITY;
            case COUNTRY -> COMPANY_COUNTRY;
            case WEBSITE -> COMPANY_WEBSITE;
            case NOTES -> COMPANY_NOTES;
            default -> null;
        };
    }

    boolean company() {
        return target.startsWith("company.");
    }
}
