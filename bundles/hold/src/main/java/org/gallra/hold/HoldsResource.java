package org.gallra.hold;

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
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
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

/** Legal holds over REST. */
@Component(service = HoldsResource.class)
@JakartarsResource
@Path("holds")
@Produces(MediaType.APPLICATION_JSON)
public final class HoldsResource {

    private final HoldService holds;

    /** Takes the service. */
    @Activate
    public HoldsResource(@Reference HoldService holds) {
        this.holds = holds;
    }

    /** Lists holds, the newest first. */
    @GET
    @Operation("Lists legal holds; active=true only those that hold now.")
    public Page<Hold> list(
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("company") @Nullable String company,
            @QueryParam("active") @Nullable String active,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return holds.list(new HoldQuery(
                contact == null ? null : ContactId.parse(contact),
                company == null ? null : CompanyId.parse(company),
                yesOrNo(active),
                cursor,
                limit));
    }

    /** Places a hold. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Places a legal hold on a contact, or on a company with its contacts; for system administrators.",
            answer = Hold.class,
            status = 201)
    public Response place(@Nullable HoldDraft draft) {
        Hold placed = holds.place(Input.body(draft));
        return Response.created(URI.create("holds/" + placed.id()))
                .tag(Long.toString(placed.version()))
                .entity(placed)
                .build();
    }

    /** Returns a hold. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a legal hold; the ETag is its version.", answer = Hold.class)
    public Response get(@PathParam("id") String id) {
        return answer(holds.get(parse(id)));
    }

    /** Changes a hold that holds. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Replaces ground, reason and last day of a hold; If-Match names the version.",
            answer = Hold.class)
    public Response change(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable HoldTerms terms) {
        return answer(holds.change(parse(id), Preconditions.version(match), Input.body(terms)));
    }

    /** Lifts a hold, which stays as history. */
    @DELETE
    @Path("{id}")
    @Operation(
            value = "Lifts a hold, which stays in the list as lifted; If-Match names the version.",
            answer = Hold.class)
    public Response lift(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        return answer(holds.lift(parse(id), Preconditions.version(match)));
    }

    private static Response answer(Hold hold) {
        return Response.ok(hold).tag(Long.toString(hold.version())).build();
    }

    private static @Nullable Boolean yesOrNo(@Nullable String active) {
        if (active == null) {
            return null;
        }
        if (!active.equals("true") && !active.equals("false")) {
            throw GallraException.invalid("active", new Text("Ange true eller false.", "Give true or false."));
        }
        return Boolean.valueOf(active);
    }

    private static UUID parse(String id) {
        return Input.id(id, HoldService::unknown);
    }
}
