package org.gallra.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** A field that a column can go to, in the order of the form. */
final class Field {

    private static final Map<String, Field> ALL = new LinkedHashMap<>();

    static final Field FIRST_NAME = standard("contact.firstName", "Förnamn", "First name");
    static final Field MIDDLE_NAME = standard("contact.middleName", "Mellannamn", "Middle name");
    static final Field LAST_NAME = standard("contact.lastName", "Efternamn", "Last name");
    static final Field FULL_NAME = standard("contact.fullName", "Hela namnet", "Full name");
    static final Field TITLE = standard("contact.title", "Titel", "Title");
    static final Field DEPARTMENT = standard("contact.department", "Avdelning", "Department");
    static final Field EMAIL = standard("contact.email", "E-post", "E-mail");
    static final Field MORE_EMAIL = standard("contact.moreEmail", "Fler e-postadresser", "More e-mail addresses", true);
    static final Field MOBILE = standard("contact.mobile", "Mobil", "Mobile");
    static final Field PHONE = standard("contact.phone", "Telefon", "Phone");
    static final Field MORE_PHONE = standard("contact.morePhone", "Fler telefonnummer", "More phone numbers", true);
    static final Field STREET = standard("contact.street", "Gatuadress", "Street");
    static final Field STREET_2 = standard("contact.street2", "Gatuadress, rad 2", "Street, line 2");
    static final Field POSTAL_CODE = standard("contact.postalCode", "Postnummer", "Postal code");
    static final Field CITY = standard("contact.city", "Ort", "City");
    static final Field COUNTRY = standard("contact.country", "Land", "Country");
    static final Field WEBSITE = standard("contact.website", "Webbplats", "Website");
    static final Field NOTES = standard("contact.notes", "Anteckningar", "Notes");
    static final Field MORE_NOTES =
            standard("contact.moreNotes", "Läggs till i anteckningarna", "Added to the notes", true);
    static final Field COMPANY_NAME = standard("company.name", "Företag: namn", "Company: name");
    static final Field ORG_NUMBER =
            standard("company.orgNumber", "Företag: organisationsnummer", "Company: registration number");
    static final Field CATEGORY = standard("company.category", "Företag: kategori", "Company: category");
    static final Field COMPANY_PHONE = standard("company.phone", "Företag: telefon", "Company: phone");
    static final Field COMPANY_EMAIL = standard("company.email", "Företag: e-post", "Company: e-mail");
    static final Field COMPANY_WEBSITE = standard("company.website", "Företag: webbplats", "Company: website");
    static final Field COMPANY_STREET = standard("company.street", "Företag: gatuadress", "Company: street");
    static final Field COMPANY_STREET_2 =
            standard("company.street2", "Företag: gatuadress, rad 2", "Company: street, line 2");
    static final Field COMPANY_POSTAL_CODE =
            standard("company.postalCode", "Företag: postnummer", "Company: postal code");
    static final Field COMPANY_CITY = standard("company.city", "Företag: ort", "Company: city");
    static final Field COMPANY_COUNTRY = standard("company.country", "Företag: land", "Company: country");
    static final Field COMPANY_NOTES = standard("company.notes", "Företag: anteckningar", "Company: notes");

    private static final Map<Field, Field> OF_COMPANY = Map.ofEntries(
            Map.entry(FULL_NAME, COMPANY_NAME),
            Map.entry(EMAIL, COMPANY_EMAIL),
            Map.entry(PHONE, COMPANY_PHONE),
            Map.entry(STREET, COMPANY_STREET),
            Map.entry(STREET_2, COMPANY_STREET_2),
            Map.entry(POSTAL_CODE, COMPANY_POSTAL_CODE),
            Map.entry(CITY, COMPANY_CITY),
            Map.entry(COUNTRY, COMPANY_COUNTRY),
            Map.entry(WEBSITE, COMPANY_WEBSITE),
            Map.entry(NOTES, COMPANY_NOTES));
    private static final Pattern FREE = Pattern.compile("(contact|company)\\.free\\.([a-z0-9_]{1,40})");

    final String target;
    final Text label;

    /** Whether several columns can go to it. */
    final boolean many;

    private Field(String target, Text label, boolean many) {
        this.target = target;
        this.label = label;
        this.many = many;
    }

    private static Field standard(String target, String sv, String en) {
        return standard(target, sv, en, false);
    }

    private static Field standard(String target, String sv, String en, boolean many) {
        Field field = new Field(target, new Text(sv, en), many);
        ALL.put(target, field);
        return field;
    }

    /** Returns the fields that there always are, in the order of the form. */
    static List<Field> values() {
        return List.copyOf(ALL.values());
    }

    /** Returns a free field of contacts or companies. */
    static Field free(String owner, String key, Text label) {
        return new Field(owner + ".free." + key, label, false);
    }

    /** Returns the field of this name, or null if there is none; whether a free one is defined is not asked. */
    static @Nullable Field named(String target) {
        Field field = ALL.get(target);
        Matcher free = FREE.matcher(target);
        return field != null
                ? field
                : free.matches() ? free(free.group(1), free.group(2), Text.same(free.group(2))) : null;
    }

    /** Returns the key of a free field, or null if it is none. */
    @Nullable
    String freeKey() {
        Matcher free = FREE.matcher(target);
        return free.matches() ? free.group(2) : null;
    }

    /** Returns the field of the company that holds what this one holds of the person, or null. */
    @Nullable
    Field ofCompany() {
        return OF_COMPANY.get(this);
    }

    boolean company() {
        return target.startsWith("company.");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Field field && field.target.equals(target);
    }

    @Override
    public int hashCode() {
        return target.hashCode();
    }

    @Override
    public String toString() {
        return target;
    }
}
