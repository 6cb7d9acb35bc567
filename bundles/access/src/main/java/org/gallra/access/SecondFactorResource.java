package org.gallra.access;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.SecondFactorService;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The second factor over REST: everybody's own, and for system administrators taking somebody's away. */
@Component(service = SecondFactorResource.class)
@JakartarsResource
@Path("users/{name}/second-factor")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SecondFactorResource {

    /**
     * What a change needs.
     *
     * @param password the user's own password; for all but the first code
     * @param code the code of the app
     */
    public record Proof(@Nullable String password, @Nullable String code) {

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Proof";
        }
    }

    /**
     * What a user has.
     *
     * @param on whether codes are asked for
     * @param since since when (UTC), or null
     * @param recoveryCodesLeft how many recovery codes are left
     */
    public record State(boolean on, @Nullable Instant since, long recoveryCodesLeft) {}

    /**
     * New recovery codes.
     *
     * @param recoveryCodes each good for one login without the app; never shown again
     */
    public record Codes(List<String> recoveryCodes) {

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Codes";
        }
    }

    private final Logins logins;
    private final SecondFactors factors;
    private final SecondFactorService administration;
    private final Callers callers;

    /** Takes the services. */
    @Activate
    public SecondFactorResource(
            @Reference Logins logins,
            @Reference SecondFactors factors,
            @Reference SecondFactorService administration,
            @Reference Callers callers) {
        this.logins = logins;
        this.factors = factors;
        this.administration = administration;
        this.callers = callers;
    }

    /** Returns whether it is on. */
    @GET
    @Operation("Returns whether somebody has a second factor; self is the user who calls.")
    public State state(@PathParam("name") String name) {
        SecondFactors.State state = factors.state(logins.addressed(name));
        return new State(state.on(), state.since(), state.codesLeft());
    }

    /** Begins to switch it on. */
    @POST
    @Operation(
            value =
                    "Makes a secret for the user's app and recovery codes, after the password; PUT with a code switches it on.",
            answer = SecondFactors.Enrolment.class)
    public Response enrol(@PathParam("name") String name, @Nullable Proof proof) {
        String user = callers.own(name);
        logins.confirm(password(proof));
        return secret(factors.enrol(user));
    }

    /** Switches it on. */
    @PUT
    @Operation("Switches the second factor on with the first code of the app.")
    public State switchOn(@PathParam("name") String name, @Nullable Proof proof) {
        String user = callers.own(name);
        factors.switchOn(user, Input.body(proof).code());
        return state("self");
    }

    /** Makes new recovery codes. */
    @POST
    @Path("codes")
    @Operation(value = "Makes new recovery codes, after password and code; the old ones end.", answer = Codes.class)
    public Response codes(@PathParam("name") String name, @Nullable Proof proof) {
        String user = callers.own(name);
        logins.confirm(password(proof), Input.body(proof).code());
        return secret(new Codes(factors.renew(user)));
    }

    /** Switches it off. */
    @POST
    @Path("removal")
    @Operation(value = "Switches the own second factor off, after password and code.", status = 204)
    public Response switchOff(@PathParam("name") String name, @Nullable Proof proof) {
        String user = callers.own(name);
        logins.confirm(password(proof), Input.body(proof).code());
        factors.switchOff(user);
        return Response.noContent().build();
    }

    /** Takes somebody's away. */
    @DELETE
    @Operation(
            value = "Takes a user's second factor away, for system administrators; ends the user's logins.",
            status = 204)
    public Response reset(@PathParam("name") String name) {
        administration.reset(name.equals("self") ? callers.caller().userName() : name);
        return Response.noContent().build();
    }

    private static String password(@Nullable Proof proof) {
        String password = Input.body(proof).password();
        if (password == null || password.isEmpty()) {
            throw GallraException.invalid("password", new Text("Lösenordet behövs.", "The password is needed."));
        }
        return password;
    }

    private static Response secret(Object answer) {
        return Response.ok(answer).header("Cache-Control", "no-store").build();
    }
}
