package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The form of a company, new or known. */
@Component(service = CompanyFormPages.class)
@UiResource
@Path("companies")
public final class CompanyFormPages {

    private final Pages pages;
    private final CompanyService companies;
    private final AccessControl access;
    private final FreeParts free;

    /** Takes the services. */
    @Activate
    public CompanyFormPages(
            @Reference Pages pages,
            @Reference CompanyService companies,
            @Reference AccessControl access,
            @Reference FreeParts free) {
        this.pages = pages;
        this.companies = companies;
        this.access = access;
        this.free = free;
    }

    /** Shows the form of a new company. */
    @GET
    @Path("new")
    public Response form(@Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.WRITE);
        return page(RecordForm.empty(Map.of()), pages.shell(headers, uri));
    }

    /** Creates a company. */
    @POST
    @Path("new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        RecordForm typed = RecordForm.typed("", form);
        try {
            Company created = companies.create(draft(typed.values(), form));
            return Pages.redirect("/ui/companies/" + created.id() + "?done=created");
        } catch (GallraException e) {
            return refused(e, typed, pages.shell(headers, uri));
        }
    }

    /** Shows the form of a company. */
    @GET
    @Path("{id}/edit")
    public Response edit(@PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.WRITE);
        Company company = companies.get(CompanyId.parse(id));
        RecordForm saved = RecordForm.saved(company.id(), company.version(), values(company), company.freeFields());
        return page(saved, pages.shell(headers, uri));
    }

    /** Changes a company. */
    @POST
    @Path("{id}/edit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response update(
            @PathParam("id") String id,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        CompanyId company = CompanyId.parse(id);
        RecordForm typed = RecordForm.typed(company, form);
        try {
            companies.update(company, typed.replaces(), draft(typed.values(), form));
            return Pages.redirect("/ui/companies/" + company + "?done=saved");
        } catch (GallraException e) {
            return refused(e, typed, pages.shell(headers, uri));
        }
    }

    private Response refused(GallraException e, RecordForm typed, Shell shell) {
        if (e.code() == GallraException.Code.STALE) {
            Company now = companies.get(CompanyId.parse(typed.id()));
            return page(typed.overtaken(now.version(), values(now), now.freeFields()), shell);
        }
        return page(typed.refused(e, shell, Map.of()), shell);
    }

    private Response page(RecordForm form, Shell shell) {
        return form.page(pages, shell, free, "companyForm", "company");
    }

    private CompanyDraft draft(Map<String, String> values, MultivaluedMap<String, String> form) {
        return CompanyDraft.builder()
                .name(values.get("name"))
                .orgNumber(values.get("orgNumber"))
                .category(values.get("category"))
                .phone(values.get("phone"))
                .email(values.get("email"))
                .website(values.get("website"))
                .street(values.get("street"))
                .postalCode(values.get("postalCode"))
                .city(values.get("city"))
                .country(values.get("country"))
                .notes(values.get("notes"))
                .owner(values.get("owner"))
                .freeFields(free.read("company", form))
                .build();
    }

    private static Map<String, String> values(Company company) {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put("name", company.name());
        all.put("orgNumber", company.orgNumber());
        all.put("category", company.category());
        all.put("phone", company.phone());
        all.put("email", company.email());
        all.put("website", company.website());
        all.put("street", company.street());
        all.put("postalCode", company.postalCode());
        all.put("city", company.city());
        all.put("country", company.country());
        all.put("notes", company.notes());
        all.put("owner", company.owner());
        return RecordForm.values(all);
    }
}
