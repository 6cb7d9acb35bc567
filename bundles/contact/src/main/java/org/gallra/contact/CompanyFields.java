package org.gallra.contact;

import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;

/** Companies take free fields. */
@Component
public final class CompanyFields implements FreeFieldOwner {

    static final FreeFieldOwner OWNER = new CompanyFields();

    private static final List<Standard> STANDARD = List.of(
            new Standard("orgNumber", new Text("Organisationsnummer", "Registration number"), "org_number"),
            new Standard("category", new Text("Kategori", "Category"), "category"),
            new Standard("phone", new Text("Telefon", "Phone"), "phone"),
            new Standard("email", new Text("E-post", "E-mail"), "email"),
            new Standard("website", new Text("Webbplats", "Website"), "website"),
            new Standard("street", new Text("Gatuadress", "Street"), "street"),
            new Standard("city", new Text("Ort", "City"), "city"),
            new Standard("country", new Text("Land", "Country"), "country"),
            new Standard("owner", new Text("Ägare", "Owner"), "owner"));

    @Override
    public String id() {
        return "company";
    }

    @Override
    public Text label() {
        return new Text("Företag", "Companies");
    }

    @Override
    public String valueRecord() {
        return "contact.companyfield";
    }

    @Override
    public String valueTable() {
        return "company_field";
    }

    @Override
    public String recordTable() {
        return "company";
    }

    @Override
    public List<Standard> standardFields() {
        return STANDARD;
    }
}
