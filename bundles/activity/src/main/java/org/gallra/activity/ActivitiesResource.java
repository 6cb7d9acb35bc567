package org.gallra.activity;

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
import org.gallra.api.rest.Preconditions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Activities over REST. */
@Component(service = ActivitiesResource.class)
@JakartarsResource
@Path("activities")
@Produces(MediaType.APPLICATION_JSON)
public final class ActivitiesResource {

    private final ActivityService activities;

    /** Takes the service. */
    @Activate
    public ActivitiesResource(@Reference ActivityService activities) {
        this.activities = activities;
    }

    /** Whether an activity is done. */
    private enum State {
        OPEN,
        DONE
    }

    /** Lists activities, the latest first. */
    @GET
    public Page<Activity> list(
            @QueryParam("q") @Nullable String text,
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("company") @Nullable String company,
            @QueryParam("type") @Nullable String type,
            @QueryParam("state") @Nullable String state,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("sort") @DefaultValue("-created") String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        boolean descending = sort.startsWith("-");
        return activities.list(new ActivityQuery(
                contact == null ? null : ContactId.parse(contact),
                company == null ? null : CompanyId.parse(company),
                type == null ? null : Input.constant("type", ActivityType.class, type),
                state == null ? null : Input.constant("state", State.class, state) == State.DONE,
                owner,
                text,
                Input.constant("sort", ActivityQuery.Sort.class, descending ? sort.substring(1) : sort),
                descending,
                cursor,
                limit));
    }

    /** Creates an activity. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Nullable ActivityDraft draft) {
        Activity created = activities.create(Input.body(draft));
        return Response.created(URI.create("activities/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns an activity. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return answer(activities.get(parse(id)));
    }

    /** Replaces an activity's values. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response update(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            @Nullable ActivityDraft draft) {
        return answer(activities.update(parse(id), Preconditions.version(match), Input.body(draft)));
    }

    /** Deletes an activity. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        activities.delete(parse(id), Preconditions.version(match));
    }

    /** Says that an activity is done; again changes nothing. */
    @POST
    @Path("{id}/done")
    public Response done(@PathParam("id") String id) {
        return answer(activities.done(parse(id)));
    }

    private static Response answer(Activity activity) {
        return Response.ok(activity).tag(Long.toString(activity.version())).build();
    }

    static UUID parse(String id) {
        return Input.id(id, ActivityService::unknown);
    }
}
