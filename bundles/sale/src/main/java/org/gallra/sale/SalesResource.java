package org.gallra.sale;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.UUID;
import org.gallra.api.Page;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.ui.FormInput;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Sales over REST. */
@Component(service = SalesResource.class)
@JakartarsResource
@Path("sales")
@Produces(MediaType.APPLICATION_JSON)
public final class SalesResource {

    private final SaleService sales;

    /** Takes the service. */
    @Activate
    public SalesResource(@Reference SaleService sales) {
        this.sales = sales;
    }

    /** Lists sales, the latest first. */
    @GET
    @Operation("Lists sales.")
    public Page<Sale> list(
            @QueryParam("q") @Nullable String text,
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("company") @Nullable String company,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("sort") @DefaultValue("-sold") String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        boolean descending = sort.startsWith("-");
        return sales.list(new SaleQuery(
                contact == null ? null : ContactId.parse(contact),
                company == null ? null : CompanyId.parse(company),
                owner,
                text,
                FormInput.day("from", from),
                FormInput.day("to", to),
                Input.constant("sort", SaleQuery.Sort.class, descending ? sort.substring(1) : sort),
                descending,
                cursor,
                limit));
    }

    /** Creates a sale. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Creates a sale.", answer = Sale.class, status = 201)
    public Response create(@Nullable SaleDraft draft) {
        Sale created = sales.create(Input.body(draft));
        return Response.created(URI.create("sales/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns a sale. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a sale; the ETag is its version.", answer = Sale.class)
    public Response get(@PathParam("id") String id) {
        return answer(sales.get(parse(id)));
    }

    /** Replaces the values of a sale. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Replaces the values of a sale; If-Match names the version.", answer = Sale.class)
    public Response update(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable SaleDraft draft) {
        return answer(sales.update(parse(id), Preconditions.version(match), Input.body(draft)));
    }

    /** Deletes a sale. */
    @DELETE
    @Path("{id}")
    @Operation(value = "Deletes a sale; If-Match names the version.", status = 204)
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        sales.delete(parse(id), Preconditions.version(match));
    }

    private static Response answer(Sale one) {
        return Response.ok(one).tag(Long.toString(one.version())).build();
    }

    private static UUID parse(String id) {
        return Input.id(id, SaleService::unknown);
    }
}
