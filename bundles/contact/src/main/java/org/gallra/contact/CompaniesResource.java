package org.gallra.contact;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.gallra.api.Page;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.CompanyQuery;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Companies over REST. */
@Component(service = CompaniesResource.class)
@JakartarsResource
@Path("companies")
@Produces(MediaType.APPLICATION_JSON)
public final class CompaniesResource {

    private final CompanyService companies;
    private final ContactService contacts;

    /** Takes the services. */
    @Activate
    public CompaniesResource(@Reference CompanyService companies, @Reference ContactService contacts) {
        this.companies = companies;
        this.contacts = contacts;
    }

    /** Lists companies. */
    @GET
    @Operation("Lists companies; sort is name, created, changed or freeFields.<key>, with - before it turned round.")
    public Page<Company> list(
            @QueryParam("q") @Nullable String text,
            @QueryParam("category") @Nullable String category,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return companies.list(query(new Filter(text, category, owner, null), sort, cursor, limit));
    }

    /**
     * Which companies a search is about; whatever is null does not matter.
     *
     * @param text words that must each be found
     * @param category the category
     * @param owner the login name of the owner
     * @param freeFields conditions on free fields
     */
    public record Filter(
            @Nullable String text,
            @Nullable String category,
            @Nullable String owner,
            @Nullable List<FieldFilter> freeFields) {

        /** Returns nothing of what is sought. */
        @Override
        public String toString() {
            return "Filter";
        }
    }

    /** Lists companies by a filter in the body, so that nothing that is sought stands in an address. */
    @POST
    @Path("search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Searches companies, by free fields too, so that nothing that is sought stands in an address.")
    public Page<Company> search(
            @Nullable Filter filter,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return companies.list(query(filter == null ? new Filter(null, null, null, null) : filter, sort, cursor, limit));
    }

    private static CompanyQuery query(Filter filter, String sort, @Nullable String cursor, int limit) {
        boolean descending = sort.startsWith("-");
        String by = descending ? sort.substring(1) : sort;
        String field = ContactsResource.Sorts.field(by);
        var order = field == null
                ? ContactsResource.Sorts.parse("sort", CompanyQuery.Sort.class, by)
                : CompanyQuery.Sort.NAME;
        return new CompanyQuery(
                filter.text(),
                filter.category(),
                filter.owner(),
                order,
                descending,
                cursor,
                limit,
                filter.freeFields(),
                field);
    }

    /** Lists the categories in use. */
    @GET
    @Path("categories")
    @Operation("Lists the categories in use.")
    public List<String> categories() {
        return companies.categories();
    }

    /** Creates a company. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Creates a company.", answer = Company.class, status = 201)
    public Response create(@Nullable CompanyDraft draft) {
        Company created = companies.create(ContactsResource.body(draft));
        return Response.created(URI.create("companies/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns a company. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a company; the ETag is its version.", answer = Company.class)
    public Response get(@PathParam("id") String id) {
        return answer(companies.get(CompanyId.parse(id)));
    }

    /** Lists a company's contacts by name. */
    @GET
    @Path("{id}/contacts")
    @Operation("Lists a company's contacts by name.")
    public Page<Contact> contacts(
            @PathParam("id") String id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        CompanyId company = companies.get(CompanyId.parse(id)).id();
        return contacts.list(new ContactQuery(ContactFilter.of(company), ContactQuery.Sort.NAME, false, cursor, limit));
    }

    /** Replaces a company's values. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Replaces a company's values; If-Match names the version.", answer = Company.class)
    public Response update(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable CompanyDraft draft) {
        return answer(
                companies.update(CompanyId.parse(id), Preconditions.version(match), ContactsResource.body(draft)));
    }

    private static Response answer(Company company) {
        return Response.ok(company).tag(Long.toString(company.version())).build();
    }
}
