package org.gallra.contact;

import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;

/** Contacts take free fields. */
@Component
public final class ContactFields implements FreeFieldOwner {

    static final FreeFieldOwner OWNER = new ContactFields();

    private static final List<Standard> STANDARD = List.of(
            new Standard("firstName", new Text("Förnamn", "First name"), "first_name"),
            new Standard("lastName", new Text("Efternamn", "Last name"), "last_name"),
            new Standard("company", new Text("Företag", "Company"), "company_id"),
            new Standard("title", new Text("Titel", "Title"), "title"),
            new Standard("department", new Text("Avdelning", "Department"), "department"),
            new Standard("email", new Text("E-post", "E-mail"), "email"),
            new Standard("mobile", new Text("Mobil", "Mobile"), "mobile"),
            new Standard("phone", new Text("Telefon", "Phone"), "phone"),
            new Standard("city", new Text("Ort", "City"), "city"),
            new Standard("country", new Text("Land", "Country"), "country"),
            new Standard("owner", new Text("Ägare", "Owner"), "owner"));

    @Override
    public String id() {
        return "contact";
    }

    @Override
    public Text label() {
        return new Text("Kontaktpersoner", "Contacts");
    }

    @Override
    public String valueRecord() {
        return "contact.field";
    }

    @Override
    public String valueTable() {
        return "contact_field";
    }

    @Override
    public String recordTable() {
        return "contact";
    }

    @Override
    public String living() {
        return "anonymized_at IS NULL";
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public List<Standard> standardFields() {
        return STANDARD;
    }
}
