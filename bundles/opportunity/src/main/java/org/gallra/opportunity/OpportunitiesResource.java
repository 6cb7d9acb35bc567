package org.gallra.opportunity;

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
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Opportunities over REST. */
@Component(service = OpportunitiesResource.class)
@JakartarsResource
@Path("opportunities")
@Produces(MediaType.APPLICATION_JSON)
public final class OpportunitiesResource {

    private final OpportunityService opportunities;

    /** Takes the service. */
    @Activate
    public OpportunitiesResource(@Reference OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    /** Whether an opportunity is still open. */
    private enum State {
        OPEN,
        CLOSED
    }

    /** Lists opportunities, the latest first. */
    @GET
    @Operation("Lists opportunities.")
    public Page<Opportunity> list(
            @QueryParam("q") @Nullable String text,
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("company") @Nullable String company,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("stage") @Nullable String stage,
            @QueryParam("state") @Nullable String state,
            @QueryParam("sort") @DefaultValue("-created") String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        boolean descending = sort.startsWith("-");
        return opportunities.list(new OpportunityQuery(
                contact == null ? null : ContactId.parse(contact),
                company == null ? null : CompanyId.parse(company),
                owner,
                text,
                stage == null ? null : Input.constant("stage", Stage.class, stage),
                state == null ? null : Input.constant("state", State.class, state) == State.OPEN,
                Input.constant("sort", OpportunityQuery.Sort.class, descending ? sort.substring(1) : sort),
                descending,
                cursor,
                limit));
    }

    /** Creates an opportunity. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Creates an opportunity.", answer = Opportunity.class, status = 201)
    public Response create(@Nullable OpportunityDraft draft) {
        Opportunity created = opportunities.create(Input.body(draft));
        return Response.created(URI.create("opportunities/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns an opportunity. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns an opportunity; the ETag is its version.", answer = Opportunity.class)
    public Response get(@PathParam("id") String id) {
        return answer(opportunities.get(parse(id)));
    }

    /** Replaces the values of an opportunity. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Replaces the values of an opportunity; If-Match names the version.", answer = Opportunity.class)
    public Response update(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            @Nullable OpportunityDraft draft) {
        return answer(opportunities.update(parse(id), Preconditions.version(match), Input.body(draft)));
    }

    /** Deletes an opportunity. */
    @DELETE
    @Path("{id}")
    @Operation(value = "Deletes an opportunity; If-Match names the version.", status = 204)
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        opportunities.delete(parse(id), Preconditions.version(match));
    }

    private static Response answer(Opportunity one) {
        return Response.ok(one).tag(Long.toString(one.version())).build();
    }

    static UUID parse(String id) {
        return Input.id(id, OpportunityService::unknown);
    }
}
