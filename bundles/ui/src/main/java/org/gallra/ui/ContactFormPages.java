package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.CompanyQuery;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The form of a contact, new or known. */
@Component(service = ContactFormPages.class)
@UiResource
@Path("contacts")
public final class ContactFormPages {

    private final Pages pages;
    private final ContactService contacts;
    private final CompanyService companies;
    private final AccessControl access;
    private final FreeParts free;

    /** Takes the services. */
    @Activate
    public ContactFormPages(
            @Reference Pages pages,
            @Reference ContactService contacts,
            @Reference CompanyService companies,
            @Reference AccessControl access,
            @Reference FreeParts free) {
        this.pages = pages;
        this.contacts = contacts;
        this.companies = companies;
        this.access = access;
        this.free = free;
    }

    /** Shows the form of a new contact. */
    @GET
    @Path("new")
    public Response form(
            @QueryParam("company") @Nullable String company, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.WRITE);
        Map<String, String> values = new LinkedHashMap<>();
        if (company != null) {
            values.put("companyName", companies.get(CompanyId.parse(company)).name());
            values.put("companyId", company);
        }
        return page(RecordForm.empty(values), pages.shell(headers, uri), false);
    }

    /** Creates a contact. */
    @POST
    @Path("new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        RecordForm typed = RecordForm.typed("", form);
        try {
            Contact created = contacts.create(draft(typed.values(), form), Readmissions.of(form));
            return Pages.redirect("/ui/contacts/" + created.id() + "?done=created");
        } catch (GallraException e) {
            return refused(e, typed, pages.shell(headers, uri));
        }
    }

    /** Shows the form of a contact. */
    @GET
    @Path("{id}/edit")
    public Response edit(@PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.WRITE);
        Contact contact = contacts.get(ContactId.parse(id));
        RecordForm saved = RecordForm.saved(contact.id(), contact.version(), values(contact), contact.freeFields());
        return page(saved, pages.shell(headers, uri), false);
    }

    /** Changes a contact. */
    @POST
    @Path("{id}/edit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response update(
            @PathParam("id") String id,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        ContactId contact = ContactId.parse(id);
        RecordForm typed = RecordForm.typed(contact, form);
        try {
            contacts.update(contact, typed.replaces(), draft(typed.values(), form), Readmissions.of(form));
            return Pages.redirect("/ui/contacts/" + contact + "?done=saved");
        } catch (GallraException e) {
            return refused(e, typed, pages.shell(headers, uri));
        }
    }

    private Response refused(GallraException e, RecordForm typed, Shell shell) {
        if (e.code() == GallraException.Code.STALE) {
            Contact now = contacts.get(ContactId.parse(typed.id()));
            return page(typed.overtaken(now.version(), values(now), now.freeFields()), shell, false);
        }
        RecordForm refused = typed.refused(e, shell, Map.of("company", "companyName"));
        return page(refused, shell, e.code() == GallraException.Code.ERASED_PERSON);
    }

    private Response page(RecordForm form, Shell shell, boolean erased) {
        return form.page(pages, shell, free, "contactForm", "contact", "reasons", Readmissions.offered(access, erased));
    }

    /** Finds the company that the form names; makes it if the form says so. */
    private ContactDraft draft(Map<String, String> values, MultivaluedMap<String, String> form) {
        access.require(Permission.WRITE);
        Map<String, @Nullable Object> freeFields = free.read("contact", form);
        String name = values.getOrDefault("companyName", "");
        CompanyId company = null;
        if (!name.isBlank()) {
            company = company(name, values.getOrDefault("companyId", ""), "on".equals(values.get("companyNew")));
        }
        return ContactDraft.builder()
                .company(company)
                .firstName(values.get("firstName"))
                .lastName(values.get("lastName"))
                .title(values.get("title"))
                .department(values.get("department"))
                .email(values.get("email"))
                .mobile(values.get("mobile"))
                .phone(values.get("phone"))
                .street(values.get("street"))
                .postalCode(values.get("postalCode"))
                .city(values.get("city"))
                .country(values.get("country"))
                .website(values.get("website"))
                .notes(values.get("notes"))
                .owner(values.get("owner"))
                .freeFields(freeFields)
                .build();
    }

    private CompanyId company(String name, String id, boolean create) {
        if (!id.isBlank()) {
            Company known = companies.get(CompanyId.parse(id));
            if (known.name().equalsIgnoreCase(name)) {
                return known.id();
            }
        }
        String words = name.length() > 200 ? name.substring(0, 200) : name;
        List<Company> found =
                companies
                        .list(new CompanyQuery(words, null, null, CompanyQuery.Sort.NAME, false, null, 200))
                        .items()
                        .stream()
                        .filter(c -> c.name().equalsIgnoreCase(name))
                        .toList();
        if (found.size() == 1) {
            return found.get(0).id();
        }
        if (found.isEmpty() && create) {
            return companies.create(CompanyDraft.builder().name(name).build()).id();
        }
        throw GallraException.invalid(
                "companyName",
                found.isEmpty()
                        ? new Text(
                                "Företaget finns inte. Välj ett ur listan eller kryssa i att det ska skapas.",
                                "There is no such company. Choose one from the list, or tick that it shall be created.")
                        : new Text(
                                "Flera företag heter så. Öppna rätt företag och lägg till kontaktpersonen där.",
                                "Several companies have that name. Open the right one and add the contact there."));
    }

    private static Map<String, String> values(Contact contact) {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put(
                "companyId",
                contact.company() == null ? null : contact.company().toString());
        all.put("companyName", contact.companyName());
        all.put("firstName", contact.firstName());
        all.put("lastName", contact.lastName());
        all.put("title", contact.title());
        all.put("department", contact.department());
        all.put("email", contact.email());
        all.put("mobile", contact.mobile());
        all.put("phone", contact.phone());
        all.put("street", contact.street());
        all.put("postalCode", contact.postalCode());
        all.put("city", contact.city());
        all.put("country", contact.country());
        all.put("website", contact.website());
        all.put("notes", contact.notes());
        all.put("owner", contact.owner());
        return RecordForm.values(all);
    }
}
