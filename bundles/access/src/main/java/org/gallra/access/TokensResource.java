package org.gallra.access;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.gallra.access.IntegrationTokens.Fresh;
import org.gallra.access.IntegrationTokens.Token;
import org.gallra.access.IntegrationTokens.Wanted;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Tokens for integrations over REST; {@code self} is the user who calls. */
@Component(service = TokensResource.class)
@JakartarsResource
@Path("users/{name}/tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class TokensResource {

    private final IntegrationTokens tokens;
    private final Logins logins;
    private final Callers callers;

    /** Takes the services. */
    @Activate
    public TokensResource(@Reference IntegrationTokens tokens, @Reference Logins logins, @Reference Callers callers) {
        this.tokens = tokens;
        this.logins = logins;
        this.callers = callers;
    }

    /** Lists tokens. */
    @GET
    @Operation("Lists a user's tokens for integrations, without their secrets; self is the user who calls.")
    public List<Token> list(@PathParam("name") String name) {
        return tokens.list(logins.addressed(name));
    }

    /** Makes a token. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value =
                    "Makes a token for integrations with some of the caller's own rights, for at most a year; its secret is"
                            + " answered once.",
            answer = Fresh.class,
            status = 201)
    public Response create(@PathParam("name") String name, @Nullable Wanted wanted) {
        callers.own(name);
        Fresh fresh = tokens.create(Input.body(wanted));
        return Response.created(URI.create("users/self/tokens/" + fresh.token().id()))
                .header("Cache-Control", "no-store")
                .entity(fresh)
                .build();
    }

    /** Revokes a token. */
    @DELETE
    @Path("{id}")
    @Operation(value = "Revokes a token for integrations.", status = 204)
    public Response revoke(@PathParam("name") String name, @PathParam("id") String id) {
        tokens.revoke(logins.addressed(name), Input.id(id, TokensResource::unknown));
        return Response.noContent().build();
    }

    private static GallraException unknown() {
        return GallraException.notFound(new Text("Nyckeln finns inte (längre).", "There is no such token (any more)."));
    }
}
