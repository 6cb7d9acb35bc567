package org.gallra.access;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.access.IntegrationTokens.Wanted;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.rest.Input;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the account page and of the administrators' one, and leads back to it. */
@Component(service = AccountForms.class)
@UiResource
@Path("x/org.gallra.access")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class AccountForms {

    private final Logins logins;
    private final SecondFactors factors;
    private final IntegrationTokens tokens;
    private final Callers callers;

    /** Takes the services. */
    @Activate
    public AccountForms(
            @Reference Logins logins,
            @Reference SecondFactors factors,
            @Reference IntegrationTokens tokens,
            @Reference Callers callers) {
        this.logins = logins;
        this.factors = factors;
        this.tokens = tokens;
        this.callers = callers;
    }

    /** Begins to switch on the second factor. */
    @POST
    @Path("factor/enrol")
    public Response enrol(@FormParam("password") @Nullable String password) {
        return proved(() -> {
            logins.confirm(text(password));
            factors.enrol(callers.person().userName());
        });
    }

    /** Switches it on. */
    @POST
    @Path("factor/on")
    public Response switchOn(@FormParam("code") @Nullable String code) {
        return proved(() -> factors.switchOn(callers.person().userName(), code));
    }

    /** Switches it off. */
    @POST
    @Path("factor/off")
    public Response switchOff(
            @FormParam("password") @Nullable String password, @FormParam("code") @Nullable String code) {
        return proved(() -> {
            logins.confirm(text(password), code);
            factors.switchOff(callers.person().userName());
        });
    }

    /** Takes somebody's away. */
    @POST
    @Path("factor/reset")
    public Response reset(
            @FormParam("userName") @Nullable String userName, @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "factors");
        factors.reset(text(userName));
        return Response.seeOther(page).build();
    }

    /** Ends a login. */
    @POST
    @Path("logins/end")
    public Response end(
            @FormParam("userName") @Nullable String userName,
            @FormParam("id") @Nullable String id,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "logins");
        logins.end(text(userName), Input.id(text(id), AccountForms::gone));
        return Response.seeOther(page).build();
    }

    /** Ends all logins but this one. */
    @POST
    @Path("logins/others")
    public Response endOthers(@FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "logins");
        logins.endLogins(callers.person().userName());
        return Response.seeOther(page).build();
    }

    /** Makes a token, which the page shows once. */
    @POST
    @Path("tokens")
    public Response create(
            @FormParam("name") @Nullable String name,
            @FormParam("scope") @Nullable List<String> scopes,
            @FormParam("expires") @Nullable String expires,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "tokens");
        Set<Permission> chosen = Objects.requireNonNullElse(scopes, List.<String>of()).stream()
                .map(scope -> Input.constant("scopes", Permission.class, scope))
                .collect(Collectors.toSet());
        tokens.createForPage(new Wanted(name, chosen, FormInput.day("expires", expires)));
        return Response.seeOther(page).build();
    }

    /** Revokes a token. */
    @POST
    @Path("tokens/revocation")
    public Response revoke(
            @FormParam("userName") @Nullable String userName,
            @FormParam("id") @Nullable String id,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "tokens");
        tokens.revoke(text(userName), Input.id(text(id), AccountForms::gone));
        return Response.seeOther(page).build();
    }

    /** Does what needs a password or a code; the page says which of them was wrong. */
    private static Response proved(Runnable change) {
        String wrong = "";
        try {
            change.run();
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID || e.violations().isEmpty()) {
                throw e;
            }
            wrong = "?wrong=" + (e.violations().get(0).field().equals("password") ? "password" : "code");
        }
        return Response.seeOther(URI.create(AccountPage.ADDRESS + wrong + "#factor"))
                .build();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static GallraException gone() {
        return GallraException.notFound(new Text("Den finns inte (längre).", "It is not there (any more)."));
    }
}
