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
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Registrations over REST, below {@code /api/v1}. */
@Component(service = RegistrationsResource.class)
@JakartarsResource
@Path("x/sample/registrations")
@Produces(MediaType.APPLICATION_JSON)
public final class RegistrationsResource {

    private final Registrations registrations;

    /** Takes the service. */
    @Activate
    public RegistrationsResource(@Reference Registrations registrations) {
        this.registrations = registrations;
    }

    /** Lists registrations, the newest first. */
    @GET
    public Page<Registrations.Registration> list(
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return registrations.list(contact == null ? null : ContactId.parse(contact), cursor, limit);
    }

    /** Registers a contact for an event. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(Registrations.@Nullable Draft draft) {
        Registrations.Registration created = registrations.create(Input.body(draft));
        return Response.created(URI.create("x/sample/registrations/" + created.id()))
                .entity(created)
                .build();
    }

    /** Returns a registration. */
    @GET
    @Path("{id}")
    public Registrations.Registration get(@PathParam("id") String id) {
        return registrations.get(Input.id(id, Registrations::unknown));
    }

    /** Deletes a registration. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        registrations.delete(Input.id(id, Registrations::unknown));
    }
}
