package org.gallra.ui;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.access.SecondFactorService;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.ui.UiSettingsPage;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Makes pages out of templates: shell, language, headers. */
@Component(service = Pages.class)
public final class Pages {

    static final String LANGUAGE_COOKIE = "gallra_lang";

    private final TemplateEngine engine;
    private final LoginService logins;
    private final String version;

    /** Optional, for login and error pages do without. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PersonalDataRegister register;

    /** Optional for the same reason. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Parts parts;

    /** Optional for the same reason. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SecondFactorService factors;

    /** Optional for the same reason. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Guide guide;

    /** Takes the bundle's version into the addresses of assets. */
    @Activate
    public Pages(BundleContext context, @Reference LoginService logins) {
        this(
                logins,
                context.getBundle().getVersion() + "-" + context.getBundle().getLastModified());
    }

    Pages(LoginService logins, String version) {
        this.logins = logins;
        this.version = version;
        // a directory that is not null makes the engine use the given loader
        this.engine = TemplateEngine.createPrecompiled(
                Path.of("templates"), ContentType.Html, Pages.class.getClassLoader(), "org.gallra.ui.tpl");
        this.engine.setTrimControlStructures(true);
    }

    /** Returns the shell of the request on this thread. */
    Shell shell(HttpHeaders headers, UriInfo uri) {
        Optional<Login> login = logins.current();
        return new Shell(
                Messages.of(language(headers)),
                login.map(Login::caller).orElse(null),
                login.map(Login::csrf).orElse(""),
                uri.getRequestUri().getPath(),
                version,
                this::attention,
                this::entries,
                this::help,
                flash(uri.getQueryParameters().getFirst("done")),
                notice(),
                undo(uri));
    }

    Shell shell(Locale language, String path) {
        Optional<Login> login = logins.current();
        return new Shell(
                Messages.of(language),
                login.filter(l -> !l.mustChangePassword()).map(Login::caller).orElse(null),
                login.map(Login::csrf).orElse(""),
                path,
                version,
                this::attention,
                this::entries,
                this::help,
                null,
                null,
                "");
    }

    private static String undo(UriInfo uri) {
        String undo = uri.getQueryParameters().getFirst(Shell.UNDO);
        return undo != null && undo.matches("[A-Za-z0-9_-]{1,4000}") ? undo : "";
    }

    /** Returns what whoever looks has to be told of a second factor, or null. */
    private @Nullable Text notice() {
        SecondFactorService now = factors;
        return now == null ? null : now.notice().orElse(null);
    }

    /** Counts what an administrator has to look at; nothing as long as the register is not there. */
    private long attention() {
        PersonalDataRegister now = register;
        try {
            return now == null ? 0 : Coverage.attention(now.snapshot());
        } catch (StorageException e) {
            return 0; // the page about the error must not fail too
        }
    }

    /** Returns what bundles add to the menu. */
    private List<Parts.Entry> entries(UiSettingsPage.Menu menu, Caller caller) {
        Parts now = parts;
        return now == null ? List.of() : now.entries(menu, caller);
    }

    /** Returns the address of the chapter of the guide that a page is about. */
    private String help(String path, Caller caller) {
        Guide now = guide;
        return now == null ? "/ui/help" : now.of(path, caller);
    }

    /** Returns a page; the template's parameters beside {@code s} come in pairs of name and value. */
    Response page(int status, Shell shell, String template, @Nullable Object... parameters) {
        return Response.status(status)
                // as bytes: what a writer makes of a text goes through three buffers
                .entity(text(shell, template, parameters).getBytes(StandardCharsets.UTF_8))
                .type("text/html;charset=utf-8")
                .header("Cache-Control", "no-store")
                .build();
    }

    String text(Shell shell, String template, @Nullable Object... parameters) {
        Map<String, @Nullable Object> all = new HashMap<>();
        all.put("s", shell);
        for (int i = 0; i + 1 < parameters.length; i += 2) {
            all.put(String.valueOf(parameters[i]), parameters[i + 1]);
        }
        StringOutput out = new StringOutput(16 * 1024);
        engine.render(template + ".jte", all, out);
        return out.toString();
    }

    /** Sends the browser to a page of ours. */
    static Response redirect(String path) {
        return Response.status(303)
                .header("Location", path)
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Returns a path only if it is one of ours; everything else becomes the fallback. */
    static String local(@Nullable String path, String fallback) {
        if (path == null || !path.startsWith("/ui/") || path.contains("//") || path.contains("\\")) {
            return fallback;
        }
        try {
            URI uri = URI.create(path);
            return uri.getHost() == null && uri.getScheme() == null ? path : fallback;
        } catch (IllegalArgumentException e) {
            return fallback;
        }
    }

    static Locale language(HttpHeaders headers) {
        var cookie = headers.getCookies().get(LANGUAGE_COOKIE);
        if (cookie != null && ("sv".equals(cookie.getValue()) || "en".equals(cookie.getValue()))) {
            return Locale.forLanguageTag(cookie.getValue());
        }
        for (Locale accepted : headers.getAcceptableLanguages()) {
            if ("en".equals(accepted.getLanguage())) {
                return Locale.ENGLISH;
            }
            if ("sv".equals(accepted.getLanguage())) {
                return accepted;
            }
        }
        return Locale.forLanguageTag("sv");
    }

    static NewCookie cookie(String name, String value, boolean secure, int maxAge) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge(maxAge)
                .build();
    }

    private static @Nullable Text flash(@Nullable String done) {
        if (done == null) {
            return null;
        }
        return switch (done) {
            case "saved" -> new Text("Sparat.", "Saved.");
            case "created" -> new Text("Skapat.", "Created.");
            case "password" -> new Text("Lösenordet är bytt.", "The password is changed.");
            case "viewDeleted" -> new Text("Vyn är borttagen.", "The view is deleted.");
            case "viewRestored" -> new Text("Vyn är tillbaka.", "The view is back.");
            case "kept" -> new Text("Dagen är sparad.", "The day is saved.");
            case "erased" -> new Text("Uppgifterna är raderade för gott.", "The data is erased for good.");
            case "cancelled" -> new Text("Avbrutet. Allt är som det var.", "Cancelled. Everything is as it was.");
            case "verified" -> new Text("Hela kedjan är läst och hel.", "The whole chain was read and is whole.");
            case "discarded" -> new Text("Importen är borttagen.", "The import is removed.");
            default -> null;
        };
    }
}
