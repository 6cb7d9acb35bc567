package org.gallra.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Login and logout over REST. */
@Component(service = SessionResource.class)
@JakartarsResource
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {

    /**
     * What a login needs.
     *
     * @param userName the login name
     * @param password the password
     * @param code the code of the second factor, or null
     */
    public record Credentials(
            String userName, String password, @Nullable String code) {

        /** Returns no password. */
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    /**
     * A login as it is answered.
     *
     * @param token for {@code Authorization: Bearer}
     * @param csrf for {@code X-Gallra-Csrf} when the cookie is used
     * @param userName the login name
     * @param role the role
     * @param permissions all rights
     * @param mustChangePassword whether everything but a new password is refused
     * @param expires when it ends at the latest
     */
    public record Session(
            @Nullable String token,
            String csrf,
            String userName,
            Role role,
            Set<Permission> permissions,
            boolean mustChangePassword,
            Instant expires) {

        static Session of(Login login, boolean withToken) {
            return new Session(
                    withToken ? login.token() : null,
                    login.csrf(),
                    login.caller().userName(),
                    login.caller().role(),
                    login.caller().permissions(),
                    login.mustChangePassword(),
                    login.expires());
        }

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Session";
        }
    }

    private final LoginService logins;

    /** Takes the logins. */
    @Activate
    public SessionResource(@Reference LoginService logins) {
        this.logins = logins;
    }

    /** Logs in. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response login(@Nullable Credentials credentials, @Context HttpServletRequest request) {
        if (credentials == null || credentials.userName() == null || credentials.password() == null) {
            throw GallraException.invalid(
                    "userName", new Text("Skicka userName och password.", "Send userName and password."));
        }
        Login login = logins.login(credentials.userName(), credentials.password(), credentials.code());
        return Response.ok(Session.of(login, true))
                .header("Cache-Control", "no-store")
                .cookie(cookie(login.token(), request.isSecure(), -1))
                .build();
    }

    /** Returns the login of this request, without its token. */
    @GET
    public Response current() {
        return Response.ok(Session.of(logins.current().orElseThrow(SessionResource::none), false))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Logs out. */
    @DELETE
    public Response logout(@Context HttpServletRequest request) {
        logins.logout(logins.current().orElseThrow(SessionResource::none).token());
        return Response.noContent().cookie(cookie("", request.isSecure(), 0)).build();
    }

    static NewCookie cookie(String value, boolean secure, int maxAge) {
        return new NewCookie.Builder(AccessFilter.COOKIE)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge(maxAge)
                .build();
    }

    private static GallraException none() {
        return new GallraException(
                GallraException.Code.UNAUTHENTICATED,
                new Text(
                        "Ingen är inloggad. Logga in med POST /api/v1/session.",
                        "Nobody is logged in. Log in with POST /api/v1/session."));
    }
}
