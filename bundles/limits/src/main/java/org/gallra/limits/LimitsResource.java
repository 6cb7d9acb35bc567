package org.gallra.limits;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Restrictions and objections over REST. */
@Component(service = LimitsResource.class)
@JakartarsResource
@Path("limits")
@Produces(MediaType.APPLICATION_JSON)
public final class LimitsResource {

    private final LimitService limits;

    /** Takes the service. */
    @Activate
    public LimitsResource(@Reference LimitService limits) {
        this.limits = limits;
    }

    /**
     * That a limit ends.
     *
     * @param reason why, and that the person was told
     */
    public record Lift(@Nullable String reason) {

        /** Returns nothing that somebody wrote. */
        @Override
        public String toString() {
            return "Lift";
        }
    }

    /** Lists limits, the latest first. */
    @GET
    @Operation("Lists restrictions of processing and objections; active=true only those in force.")
    public Page<Limit> list(
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("active") @Nullable String active,
            @QueryParam("restricts") @Nullable String restricts,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return limits.list(new LimitQuery(
                contact == null ? null : ContactId.parse(contact),
                yesOrNo("active", active),
                yesOrNo("restricts", restricts),
                cursor,
                limit));
    }

    /** Sets a limit. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Restricts a contact (for system administrators), or notes an objection to direct marketing.",
            answer = Limit.class,
            status = 201)
    public Response place(@Nullable LimitDraft draft) {
        Limit placed = limits.place(Input.body(draft));
        return Response.created(URI.create("limits/" + placed.id()))
                .tag(Long.toString(placed.version()))
                .entity(placed)
                .build();
    }

    /** Returns a limit. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a restriction or objection; the ETag is its version.", answer = Limit.class)
    public Response get(@PathParam("id") String id) {
        return answer(limits.get(parse(id)));
    }

    /** Lifts a limit, which stays as history. */
    @POST
    @Path("{id}/lifting")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Lifts a restriction or objection, which stays as history; for system administrators.",
            answer = Limit.class)
    public Response lift(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Lift lift) {
        return answer(limits.lift(
                parse(id), Preconditions.version(match), Input.body(lift).reason()));
    }

    private static Response answer(Limit limit) {
        return Response.ok(limit).tag(Long.toString(limit.version())).build();
    }

    private static @Nullable Boolean yesOrNo(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw GallraException.invalid(name, new Text("Ange true eller false.", "Give true or false."));
        }
        return Boolean.valueOf(value);
    }

    private static UUID parse(String id) {
        return Input.id(id, LimitService::unknown);
    }
}
