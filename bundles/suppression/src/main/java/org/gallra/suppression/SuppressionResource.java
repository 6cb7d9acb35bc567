package org.gallra.suppression;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.gallra.suppression.ListAdministration.State;
import org.gallra.suppression.ListAdministration.Wanted;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The list against re-creation over REST, for system administrators. */
@Component(service = SuppressionResource.class)
@JakartarsResource
@Path("suppression")
@Produces(MediaType.APPLICATION_JSON)
public final class SuppressionResource {

    private final ListAdministration list;

    /** Takes the service. */
    @Activate
    public SuppressionResource(@Reference ListAdministration list) {
        this.list = list;
    }

    /** Returns settings and state. */
    @GET
    @Operation(
            value = "Returns the settings and the state of the suppression list; the ETag is the settings' version.",
            answer = State.class)
    public Response state() {
        return answer(list.state());
    }

    /** Changes the settings. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Changes the settings of the suppression list; If-Match names the version.",
            answer = State.class)
    public Response change(@HeaderParam("If-Match") @Nullable String match, @Nullable Wanted wanted) {
        list.state(); // the right comes before everything else
        return answer(list.change(Preconditions.version(match), Input.body(wanted)));
    }

    /** Empties the list. */
    @DELETE
    @Path("entries")
    @Operation(value = "Removes all entries of the suppression list for good.", answer = State.class)
    public Response empty() {
        return answer(list.empty());
    }

    /** Lists the readmissions. */
    @GET
    @Path("readmissions")
    @Operation("Lists why people who were erased were entered again, the newest first; not who.")
    public List<Admitted> admitted() {
        return list.admitted();
    }

    private static Response answer(State state) {
        return Response.ok(state).tag(Long.toString(state.version())).build();
    }
}
