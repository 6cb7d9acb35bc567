package ${package};

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

/** The REST resource, below {@code /api/v1}. */
@Component(service = ${record}Resource.class)
@JakartarsResource
@Path("x/${vendor}/${records}")
@Produces(MediaType.APPLICATION_JSON)
public final class ${record}Resource {

    private final ${record}Service service;

    /** Takes the service. */
    @Activate
    public ${record}Resource(@Reference ${record}Service service) {
        this.service = service;
    }

    /** Lists, the newest first. */
    @GET
    @Operation("Lists ${records}, the newest first")
    public Page<${record}Service.${record}> list(
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(contact == null ? null : ContactId.parse(contact), cursor, limit);
    }

    /** Creates one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Creates one", answer = ${record}Service.${record}.class, status = 201)
    public Response create(${record}Service.@Nullable Draft draft) {
        ${record}Service.${record} created = service.create(Input.body(draft));
        return Response.created(URI.create("x/${vendor}/${records}/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns one. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns one; the ETag is its version", answer = ${record}Service.${record}.class)
    public Response get(@PathParam("id") String id) {
        return answer(service.get(Input.id(id, ${record}Service::unknown)));
    }

    /** Changes one; its contact stays. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Changes one", answer = ${record}Service.${record}.class)
    public Response update(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            ${record}Service.@Nullable Change change) {
        return answer(service.update(
                Input.id(id, ${record}Service::unknown), Preconditions.version(match), Input.body(change)));
    }

    private static Response answer(${record}Service.${record} one) {
        return Response.ok(one).tag(Long.toString(one.version())).build();
    }

    /** Deletes one. */
    @DELETE
    @Path("{id}")
    @Operation(value = "Deletes one", status = 204)
    public void delete(@PathParam("id") String id) {
        service.delete(Input.id(id, ${record}Service::unknown));
    }
}
