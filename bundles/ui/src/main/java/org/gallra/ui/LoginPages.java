package org.gallra.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.SignIn;
import org.gallra.api.access.UserService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Login, logout, the new password and the language. */
@Component(service = LoginPages.class)
@UiResource
@Path("")
public final class LoginPages {

    private static final String SESSION_COOKIE = "gallra_session";
    private static final int YEAR = 365 * 24 * 3600;

    private final Pages pages;
    private final LoginService logins;
    private final UserService users;

    /** Other ways in; they come and go. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<SignIn> signIns = List.of();

    /** Takes the logins. */
    @Activate
    public LoginPages(@Reference Pages pages, @Reference LoginService logins, @Reference UserService users) {
        this.pages = pages;
        this.logins = logins;
        this.users = users;
    }

    /** Leads to the first page. */
    @GET
    public Response home() {
        return Pages.redirect("/ui/start");
    }

    /** Shows the form. */
    @GET
    @Path("login")
    public Response form(
            @QueryParam("next") @Nullable String next,
            @QueryParam("refused") @Nullable String refused,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        String error = signIns.stream()
                .flatMap(way -> way.refusal(Objects.requireNonNullElse(refused, "")).stream())
                .map(shell::t)
                .findFirst()
                .orElse(null);
        return page(200, shell, Pages.local(next, "/ui/start"), "", error, false);
    }

    private Response page(int status, Shell shell, String next, String user, @Nullable String error, boolean code) {
        String parameter = "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        List<Way> ways = signIns.stream()
                .flatMap(way -> way.label().map(label -> new Way(shell.t(label), way.address() + parameter)).stream())
                .toList();
        return pages.page(
                status, shell, "login", "next", next, "user", user, "error", error, "code", code, "ways", ways);
    }

    /**
     * Another way to log in, as a button.
     *
     * @param label what stands on it
     * @param address where it leads
     */
    public record Way(String label, String address) {}

    /** Logs in. */
    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response login(
            @FormParam("userName") @Nullable String userName,
            @FormParam("password") @Nullable String password,
            @FormParam("code") @Nullable String code,
            @FormParam("next") @Nullable String next,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        String to = Pages.local(next, "/ui/start");
        String user = Objects.requireNonNullElse(userName, "").strip();
        try {
            LoginService.Login login = logins.login(
                    user,
                    Objects.requireNonNullElse(password, ""),
                    code == null || code.isBlank() ? null : code.strip());
            return Response.fromResponse(Pages.redirect(login.mustChangePassword() ? "/ui/password" : to))
                    .cookie(Pages.cookie(SESSION_COOKIE, login.token(), request.isSecure(), -1))
                    .build();
        } catch (GallraException e) {
            Shell shell = pages.shell(headers, uri);
            int status = e.code() == GallraException.Code.TOO_MANY ? 429 : 401;
            boolean asked = e.violations().stream().anyMatch(v -> v.field().equals("code"));
            Text error = asked ? e.violations().get(0).text() : e.text();
            return page(status, shell, to, user, shell.t(error), asked);
        }
    }

    /** Logs out. */
    @POST
    @Path("logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response logout(@Context HttpServletRequest request) {
        logins.current().ifPresent(l -> logins.logout(l.token()));
        return Response.fromResponse(Pages.redirect("/ui/login"))
                .header("Clear-Site-Data", "\"cache\", \"storage\"")
                .cookie(Pages.cookie(SESSION_COOKIE, "", request.isSecure(), 0))
                .build();
    }

    /** Shows the form for a new password. */
    @GET
    @Path("password")
    public Response password(@Context HttpHeaders headers, @Context UriInfo uri) {
        boolean forced =
                logins.current().map(LoginService.Login::mustChangePassword).orElse(false);
        return pages.page(200, pages.shell(headers, uri), "password", "forced", forced, "error", null);
    }

    /** Sets a new password. */
    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response setPassword(
            @FormParam("current") @Nullable String current,
            @FormParam("password") @Nullable String password,
            @FormParam("repeated") @Nullable String repeated,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        Shell shell = pages.shell(headers, uri);
        LoginService.Login login = logins.current()
                .orElseThrow(() -> new GallraException(
                        GallraException.Code.UNAUTHENTICATED, new Text("Logga in först.", "Log in first.")));
        String chosen = Objects.requireNonNullElse(password, "");
        if (!chosen.equals(repeated)) {
            return pages.page(
                    422,
                    shell,
                    "password",
                    "forced",
                    login.mustChangePassword(),
                    "error",
                    shell.t("password.different"));
        }
        try {
            users.changePassword(current, chosen);
        } catch (GallraException e) {
            String error = e.violations().isEmpty()
                    ? shell.t(e.text())
                    : shell.t(e.violations().get(0).text());
            return pages.page(422, shell, "password", "forced", login.mustChangePassword(), "error", error);
        }
        return Pages.redirect("/ui/contacts?done=password");
    }

    /** Changes the language of the pages. */
    @POST
    @Path("language")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response language(
            @FormParam("language") @Nullable String language,
            @FormParam("_return") @Nullable String back,
            @Context HttpServletRequest request) {
        String chosen = "en".equals(language) ? "en" : "sv";
        return Response.fromResponse(Pages.redirect(Pages.local(back, "/ui/start")))
                .cookie(Pages.cookie(Pages.LANGUAGE_COOKIE, chosen, request.isSecure(), YEAR))
                .build();
    }
}
