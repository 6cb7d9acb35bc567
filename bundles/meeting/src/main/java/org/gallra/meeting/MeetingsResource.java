package org.gallra.meeting;

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

/** Meetings over REST. */
@Component(service = MeetingsResource.class)
@JakartarsResource
@Path("meetings")
@Produces(MediaType.APPLICATION_JSON)
public final class MeetingsResource {

    private final MeetingService meetings;

    /** Takes the service. */
    @Activate
    public MeetingsResource(@Reference MeetingService meetings) {
        this.meetings = meetings;
    }

    /** Whether a meeting was held. */
    private enum State {
        PLANNED,
        HELD
    }

    /** Lists meetings, the latest first. */
    @GET
    @Operation("Lists meetings.")
    public Page<Meeting> list(
            @QueryParam("q") @Nullable String text,
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("company") @Nullable String company,
            @QueryParam("state") @Nullable String state,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("sort") @DefaultValue("-start") String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        boolean descending = sort.startsWith("-");
        return meetings.list(new MeetingQuery(
                contact == null ? null : ContactId.parse(contact),
                company == null ? null : CompanyId.parse(company),
                state == null ? null : Input.constant("state", State.class, state) == State.HELD,
                owner,
                text,
                Input.instant("from", from),
                Input.instant("to", to),
                Input.constant("sort", MeetingQuery.Sort.class, descending ? sort.substring(1) : sort),
                descending,
                cursor,
                limit));
    }

    /** Creates a meeting. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Creates a meeting.", answer = Meeting.class, status = 201)
    public Response create(@Nullable MeetingDraft draft) {
        Meeting created = meetings.create(Input.body(draft));
        return Response.created(URI.create("meetings/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns a meeting. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a meeting; the ETag is its version.", answer = Meeting.class)
    public Response get(@PathParam("id") String id) {
        return answer(meetings.get(parse(id)));
    }

    /** Replaces a meeting's values, its participants included. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Replaces a meeting's values, its participants included; If-Match names the version.",
            answer = Meeting.class)
    public Response update(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable MeetingDraft draft) {
        return answer(meetings.update(parse(id), Preconditions.version(match), Input.body(draft)));
    }

    /** Deletes a meeting. */
    @DELETE
    @Path("{id}")
    @Operation(value = "Deletes a meeting; If-Match names the version.", status = 204)
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        meetings.delete(parse(id), Preconditions.version(match));
    }

    /** Says that a meeting was held; again changes nothing. */
    @POST
    @Path("{id}/held")
    @Operation(value = "Says that a meeting was held, when it began.", answer = Meeting.class)
    public Response held(@PathParam("id") String id) {
        return answer(meetings.held(parse(id)));
    }

    private static Response answer(Meeting meeting) {
        return Response.ok(meeting).tag(Long.toString(meeting.version())).build();
    }

    static UUID parse(String id) {
        return Input.id(id, MeetingService::unknown);
    }
}
