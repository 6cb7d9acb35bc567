package org.gallra.access;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.LoginService;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The logins of a user over REST; {@code self} is the user who calls. */
@Component(service = LoginsResource.class)
@JakartarsResource
@Path("users/{name}/logins")
@Produces(MediaType.APPLICATION_JSON)
public final class LoginsResource {

    /**
     * A login in force.
     *
     * @param id its id
     * @param userName whose it is
     * @param from from where it came, in coarse words
     * @param since when it began (UTC)
     * @param lastUsed when it was used last, to the minute (UTC)
     * @param current whether it is the one that asks
     */
    public record ActiveLogin(UUID id, String userName, Text from, Instant since, Instant lastUsed, boolean current) {}

    private final Logins logins;

    /** Takes the logins. */
    @Activate
    public LoginsResource(@Reference Logins logins) {
        this.logins = logins;
    }

    /** Lists logins. */
    @GET
    @Operation("Lists the logins in force of a user, those used last first; self is the user who calls.")
    public List<ActiveLogin> list(@PathParam("name") String name) {
        String mine = logins.current().map(LoginService.Login::csrf).orElse("");
        return logins.inForce(logins.addressed(name)).stream()
                .map(row -> new ActiveLogin(
                        row.id(),
                        row.userName(),
                        row.door().words(),
                        row.since(),
                        row.lastUsed(),
                        row.csrf().equals(mine)))
                .toList();
    }

    /** Ends a login. */
    @DELETE
    @Path("{id}")
    @Operation(value = "Ends a login of a user.", status = 204)
    public Response end(@PathParam("name") String name, @PathParam("id") String id) {
        logins.end(logins.addressed(name), Input.id(id, LoginsResource::unknown));
        return Response.noContent().build();
    }

    /** Ends all logins but the one that asks. */
    @DELETE
    @Operation(value = "Ends all logins of a user but the one that asks.", status = 204)
    public Response endAll(@PathParam("name") String name) {
        logins.endLogins(logins.addressed(name));
        return Response.noContent().build();
    }

    private static GallraException unknown() {
        return GallraException.notFound(new Text("Inloggningen är redan avslutad.", "The login has ended already."));
    }
}
