package org.gallra.sample.events;

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
import org.gallra.api.Page;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
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
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns a registration. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a registration", answer = Registrations.Registration.class)
    public Response get(@PathParam("id") String id) {
        return answer(registrations.get(Input.id(id, Registrations::unknown)));
    }

    /** Changes a registration; contact and event stay. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Changes a registration; contact and event stay", answer = Registrations.Registration.class)
    public Response update(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            Registrations.@Nullable Change change) {
        return answer(registrations.update(
                Input.id(id, Registrations::unknown), Preconditions.version(match), Input.body(change)));
    }

    private static Response answer(Registrations.Registration registration) {
        return Response.ok(registration)
                .tag(Long.toString(registration.version()))
                .build();
    }

    /** Deletes a registration. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        registrations.delete(Input.id(id, Registrations::unknown));
    }
}
