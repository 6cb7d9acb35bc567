package org.gallra.sample.events;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.gallra.api.Page;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Events over REST, below {@code /api/v1}. */
@Component(service = EventsResource.class)
@JakartarsResource
@Path("x/sample/events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventsResource {

    private final Events events;

    /** Takes the service. */
    @Activate
    public EventsResource(@Reference Events events) {
        this.events = events;
    }

    /** Lists events, the newest first. */
    @GET
    public Page<Events.Event> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("50") int limit) {
        return events.list(cursor, limit);
    }

    /** Creates an event. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(Events.@Nullable EventDraft draft) {
        Events.Event created = events.create(Input.body(draft));
        return Response.created(URI.create("x/sample/events/" + created.id()))
                .entity(created)
                .build();
    }

    /** Returns an event. */
    @GET
    @Path("{id}")
    public Events.Event get(@PathParam("id") String id) {
        return events.get(Input.id(id, Events::unknown));
    }

    /** Deletes an event without registrations. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        events.delete(Input.id(id, Events::unknown));
    }
}
