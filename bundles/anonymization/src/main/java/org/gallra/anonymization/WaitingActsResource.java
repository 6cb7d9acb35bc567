package org.gallra.anonymization;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Anonymizations and deletions that wait, and how long, over REST. */
@Component(service = WaitingActsResource.class)
@JakartarsResource
@Path("waiting-acts")
@Produces(MediaType.APPLICATION_JSON)
public final class WaitingActsResource {

    private final WaitingActs waiting;

    /** Takes the service. */
    @Activate
    public WaitingActsResource(@Reference WaitingActs waiting) {
        this.waiting = waiting;
    }

    /**
     * How long acts wait from now on.
     *
     * @param byHandHours for acts by hand, 0 to 720; needed
     * @param byRuleHours for acts of rules, 0 to 720; needed
     */
    public record NewTimes(
            @Nullable Integer byHandHours, @Nullable Integer byRuleHours) {}

    /** Returns what waits. */
    @GET
    @Operation("Returns the anonymizations and deletions that wait, the next one first.")
    public List<ErasurePlan> list() {
        return waiting.list();
    }

    /** Returns how long acts wait. */
    @GET
    @Path("times")
    @Operation(
            value = "Returns how long ordered acts wait, in hours; the ETag is the version.",
            answer = WaitingActs.Times.class)
    public Response times() {
        return answer(waiting.times());
    }

    /** Changes how long acts wait. */
    @PUT
    @Path("times")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Changes how long acts wait that are ordered from now on; If-Match names the version.",
            answer = WaitingActs.Times.class)
    public Response change(@HeaderParam("If-Match") @Nullable String match, @Nullable NewTimes times) {
        waiting.times(); // the right comes before everything else
        long version = Preconditions.version(match);
        NewTimes given = Input.body(times);
        Input input = new Input();
        input.require("byHandHours", given.byHandHours());
        input.require("byRuleHours", given.byRuleHours());
        input.check();
        return answer(waiting.change(version, number(given.byHandHours()), number(given.byRuleHours())));
    }

    private static int number(@Nullable Integer checked) {
        return checked == null ? 0 : checked;
    }

    private static Response answer(WaitingActs.Times times) {
        return Response.ok(times).tag(Long.toString(times.version())).build();
    }
}
