package org.gallra.access;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService;
import org.gallra.api.access.UserService.User;
import org.gallra.api.rest.Input;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the page of users. */
@Component(service = UserForms.class)
@UiResource
@Path("x/org.gallra.access/users")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class UserForms {

    private static final String LIST = "user-list";

    private final UserService users;
    private final AccessControl access;

    /** Takes the services. */
    @Activate
    public UserForms(@Reference UserService users, @Reference AccessControl access) {
        this.users = users;
        this.access = access;
    }

    /** Creates a user, who changes the password at the first login. */
    @POST
    public Response create(
            @FormParam("userName") @Nullable String userName,
            @FormParam("displayName") @Nullable String displayName,
            @FormParam("email") @Nullable String email,
            @FormParam("role") @Nullable String role,
            @FormParam("delete") @Nullable String delete,
            @FormParam("password") @Nullable String password,
            @FormParam(FormInput.BACK) @Nullable String back) {
        access.require(Permission.ADMINISTER);
        URI page = FormInput.done(back, LIST, FormInput.SAVED);
        users.create(
                new User(
                        text(userName),
                        text(displayName),
                        empty(email),
                        role(role),
                        delete == null ? Set.of() : Set.of(Permission.DELETE),
                        true,
                        true),
                text(password).strip());
        return Response.seeOther(page).build();
    }

    /** Changes everything but name and password; rights that the form does not show stay. */
    @POST
    @Path("change")
    public Response change(
            @FormParam("userName") @Nullable String userName,
            @FormParam("displayName") @Nullable String displayName,
            @FormParam("email") @Nullable String email,
            @FormParam("role") @Nullable String role,
            @FormParam("delete") @Nullable String delete,
            @FormParam("active") @Nullable String active,
            @FormParam(FormInput.BACK) @Nullable String back) {
        access.require(Permission.ADMINISTER);
        URI page = FormInput.done(back, LIST, FormInput.SAVED);
        String name = text(userName).strip().toLowerCase(Locale.ROOT);
        User before = users.list().stream()
                .filter(u -> u.userName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> GallraException.notFound(new Text("Användaren finns inte.", "There is no such user.")));
        Set<Permission> granted = EnumSet.noneOf(Permission.class);
        granted.addAll(before.granted());
        granted.remove(Permission.DELETE);
        if (delete != null) {
            granted.add(Permission.DELETE);
        }
        users.update(new User(
                name,
                text(displayName),
                empty(email),
                role(role),
                granted,
                active != null,
                before.mustChangePassword()));
        return Response.seeOther(page).build();
    }

    /** Sets a one-time password for somebody else, whose logins end. */
    @POST
    @Path("password")
    public Response password(
            @FormParam("userName") @Nullable String userName,
            @FormParam("password") @Nullable String password,
            @FormParam(FormInput.BACK) @Nullable String back) {
        access.require(Permission.ADMINISTER);
        URI page = FormInput.done(back, LIST, FormInput.SAVED);
        users.setPassword(text(userName), text(password).strip());
        return Response.seeOther(page).build();
    }

    private static Role role(@Nullable String role) {
        return Input.constant("role", Role.class, text(role));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String empty(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
