package org.gallra.access;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService;
import org.gallra.api.access.UserService.User;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Users over REST. */
@Component(service = UsersResource.class)
@JakartarsResource
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
public final class UsersResource {

    /**
     * What is written of a user.
     *
     * @param userName the login name; only when creating
     * @param displayName the name shown to others
     * @param email the e-mail address, or null
     * @param role the role
     * @param granted rights granted beside the role's, or null for none
     * @param active whether the user may log in; null means yes
     * @param password the first password; only when creating
     */
    public record UserDraft(
            @Nullable String userName,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable Role role,
            @Nullable Set<Permission> granted,
            @Nullable Boolean active,
            @Nullable String password) {

        /** Returns no password. */
        @Override
        public String toString() {
            return "UserDraft";
        }
    }

    /**
     * A new password.
     *
     * @param current the one that is good until now, for one's own; not needed behind a login with a one-time password
     * @param password the password
     */
    public record NewPassword(
            @Nullable String current, @Nullable String password) {

        /** Returns no password. */
        @Override
        public String toString() {
            return "NewPassword";
        }
    }

    private final UserService users;
    private final AccessControl access;

    /** Takes the services. */
    @Activate
    public UsersResource(@Reference UserService users, @Reference AccessControl access) {
        this.users = users;
        this.access = access;
    }

    /** Lists users. */
    @GET
    public List<User> list() {
        return users.list();
    }

    /** Returns the user who calls. */
    @GET
    @Path("self")
    public User self() {
        return users.self();
    }

    /** Creates a user. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Nullable UserDraft draft) {
        access.require(Permission.ADMINISTER);
        UserDraft given = body(draft);
        User created = users.create(user(given.userName(), given), text("password", given.password()));
        return Response.created(URI.create("users/" + created.userName()))
                .entity(created)
                .build();
    }

    /** Changes a user. */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public User update(@PathParam("name") String name, @Nullable UserDraft draft) {
        access.require(Permission.ADMINISTER);
        return users.update(user(name, body(draft)));
    }

    /** Sets a password; {@code self} is the user who calls. */
    @PUT
    @Path("{name}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response password(@PathParam("name") String name, @Nullable NewPassword password) {
        String chosen = text("password", body(password).password());
        if (name.equals("self") || name.equals(access.caller().userName())) {
            users.changePassword(body(password).current(), chosen);
        } else {
            users.setPassword(name, chosen);
        }
        return Response.noContent().build();
    }

    private static User user(@Nullable String name, UserDraft draft) {
        if (draft.role() == null) {
            throw GallraException.invalid("role", new Text("Välj en roll.", "Choose a role."));
        }
        return new User(
                text("userName", name),
                draft.displayName() == null ? "" : draft.displayName(),
                draft.email(),
                draft.role(),
                draft.granted() == null ? Set.of() : draft.granted(),
                draft.active() == null || draft.active(),
                false);
    }

    private static String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw GallraException.invalid(field, new Text("Värdet behövs.", "The value is needed."));
        }
        return value;
    }

    private static <T> T body(@Nullable T draft) {
        if (draft == null) {
            throw GallraException.invalid("body", new Text("Skicka uppgifterna som JSON.", "Send the values as JSON."));
        }
        return draft;
    }
}
