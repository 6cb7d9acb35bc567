package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.Permission;
import org.gallra.api.transfer.ImportService;
import org.gallra.api.transfer.ImportService.Outcome;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Import of contacts: upload, columns, preview, result. */
@Component(service = ImportPages.class)
@UiResource
@Path("imports")
public final class ImportPages {

    /** What is answered with a page of its own, and not with the form and what is wrong with the file. */
    private static final Set<GallraException.Code> ELSEWHERE =
            Set.of(GallraException.Code.FORBIDDEN, GallraException.Code.UNSUPPORTED, GallraException.Code.UNAVAILABLE);

    private static final long MOST = 64L * 1024 * 1024;

    private final Pages pages;
    private final AccessControl access;
    private final LoginService logins;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ImportService service;

    /** Takes the services. */
    @Activate
    public ImportPages(@Reference Pages pages, @Reference AccessControl access, @Reference LoginService logins) {
        this.pages = pages;
        this.access = access;
        this.logins = logins;
    }

    /** Shows the upload form and earlier imports. */
    @GET
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.IMPORT);
        return pages.page(
                200, pages.shell(headers, uri), "imports", "imports", imports().list(), "error", null);
    }

    /** Takes a file. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response upload(
            @HeaderParam("Content-Type") String type,
            InputStream body,
            @Context HttpHeaders headers,
            @Context UriInfo uri)
            throws IOException {
        access.require(Permission.IMPORT);
        try {
            return Pages.redirect("/ui/imports/"
                    + imports()
                            .upload(null, new Later(() -> content(type, body)))
                            .id());
        } catch (GallraException e) {
            if (e.code() == GallraException.Code.UNAVAILABLE) {
                body.skip(MOST); // so that the browser gets to read the answer
            }
            if (ELSEWHERE.contains(e.code())) {
                throw e;
            }
            Shell shell = pages.shell(headers, uri);
            String error = e.violations().isEmpty()
                    ? shell.t(e.text())
                    : shell.t(e.violations().get(0).text());
            return pages.page(422, shell, "imports", "imports", imports().list(), "error", error);
        }
    }

    /** Returns the file of a form of the login that sends it. */
    private InputStream content(String type, InputStream body) throws IOException {
        Upload upload = Upload.read(type, body);
        String expected = logins.current().map(LoginService.Login::csrf).orElse("");
        if (!MessageDigest.isEqual(
                upload.csrf().getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8))) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text(
                            "Formuläret hör inte till din inloggning. Öppna sidan på nytt.",
                            "The form does not belong to your login. Open the page again."));
        }
        return upload.content();
    }

    /** Shows an import: columns, counts, rows, issues. */
    @GET
    @Path("{id}")
    public Response show(
            @PathParam("id") String id,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return shown(200, parse(id), outcome(outcome), cursor, null, headers, uri);
    }

    /** Changes what goes where. */
    @POST
    @Path("{id}/mapping")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response map(
            @PathParam("id") String id,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        UUID number = parse(id);
        Map<Integer, String> targets = new HashMap<>();
        form.forEach((name, values) -> {
            if (name.matches("column-\\d{1,4}") && !values.get(0).isBlank()) {
                targets.put(Integer.valueOf(name.substring(7)), values.get(0));
            }
        });
        try {
            imports().map(number, targets);
            return Pages.redirect("/ui/imports/" + number);
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            Shell shell = pages.shell(headers, uri);
            String error = e.violations().isEmpty()
                    ? shell.t(e.text())
                    : shell.t(e.violations().get(0).text());
            return shown(422, number, null, null, error, headers, uri);
        }
    }

    /** Runs an import. */
    @POST
    @Path("{id}/run")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response run(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        return Pages.redirect(
                "/ui/imports/" + imports().run(parse(id), Readmissions.of(form)).id());
    }

    /** Removes an import and its file. */
    @POST
    @Path("{id}/discard")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response discard(@PathParam("id") String id) {
        imports().discard(parse(id));
        return Pages.redirect("/ui/imports?done=discarded");
    }

    private Response shown(
            int status,
            UUID id,
            @Nullable Outcome outcome,
            @Nullable String cursor,
            @Nullable String error,
            HttpHeaders headers,
            UriInfo uri) {
        ImportService.Import shown = imports().get(id);
        boolean ready = shown.state() == ImportService.State.READY;
        return pages.page(
                status,
                pages.shell(headers, uri),
                "import",
                "shown",
                shown,
                "targets",
                imports().targets(),
                "rows",
                ready ? imports().preview(id, outcome, cursor, 50) : null,
                "outcome",
                outcome,
                "reasons",
                Readmissions.offered(access, shown.counts().getOrDefault(Outcome.ERASED, 0L) > 0),
                "error",
                error);
    }

    private ImportService imports() {
        ImportService now = service;
        if (now == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text("Importen är inte installerad.", "The import is not installed."));
        }
        return now;
    }

    private static @Nullable Outcome outcome(@Nullable String name) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().equals(name)) {
                return outcome;
            }
        }
        return null;
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw GallraException.notFound(new Text(
                    "Importen finns inte. Ladda upp filen igen.", "There is no such import. Upload the file again."));
        }
    }
}
