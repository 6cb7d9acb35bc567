package org.gallra.residue;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.gallra.api.residue.ResidueService;
import org.gallra.api.residue.ResidueService.Setting;
import org.gallra.api.residue.ResidueService.State;
import org.gallra.api.residue.ResidueService.When;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The residue task over REST, for system administrators. */
@Component(service = ResidueResource.class)
@JakartarsResource
@Path("residue")
@Produces(MediaType.APPLICATION_JSON)
public final class ResidueResource {

    private final ResidueService residue;

    /** Takes the service. */
    @Activate
    public ResidueResource(@Reference ResidueService residue) {
        this.residue = residue;
    }

    /**
     * Settings as somebody wants them.
     *
     * @param when needed
     * @param hour 0 to 23; needed
     */
    public record Wanted(@Nullable When when, @Nullable Integer hour) {}

    /** Returns settings, what waits and the last run. */
    @GET
    @Operation(
            value =
                    "Returns the settings of the residue task, the tables that wait for it and its last run; the ETag is the"
                            + " settings' version.",
            answer = State.class)
    public Response state() {
        return answer(200, residue.state());
    }

    /** Changes the settings. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Changes the settings of the residue task; If-Match names the version.", answer = State.class)
    public Response change(@HeaderParam("If-Match") @Nullable String match, @Nullable Wanted wanted) {
        residue.state(); // the right comes before everything else
        Wanted body = Input.body(wanted);
        long version = Preconditions.version(match);
        Input input = new Input();
        input.require("when", body.when());
        input.require("hour", body.hour());
        input.check();
        When when = body.when();
        Integer hour = body.hour();
        return answer(200, when == null || hour == null ? residue.state() : residue.change(version, when, hour));
    }

    /** Begins a run. */
    @POST
    @Path("runs")
    @Operation(value = "Begins a run of the residue task; 409 if one goes on.", status = 202, answer = State.class)
    public Response begin() {
        return answer(202, residue.begin());
    }

    /** Returns the settings that keep copies. */
    @GET
    @Path("settings")
    @Operation("Lists the settings of the database and the server by which copies of erased values may be kept.")
    public List<Setting> settings() {
        return residue.settings();
    }

    private static Response answer(int status, State state) {
        return Response.status(status)
                .entity(state)
                .tag(Long.toString(state.plan().version()))
                .build();
    }
}
