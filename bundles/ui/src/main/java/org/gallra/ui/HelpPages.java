package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.ui.Sealed;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The user guide, chapter by chapter, its pictures and its search. */
@Component(service = HelpPages.class)
@UiResource
@Path("help")
public final class HelpPages {

    private static final int LONGEST = 200;
    private static final String PICTURE = "/{file: [a-z0-9-]{1,50}\\.(?:webp|png)}";

    private final Pages pages;
    private final Guide guide;
    private final AccessControl access;

    /** Takes the guide. */
    @Activate
    public HelpPages(@Reference Pages pages, @Reference Guide guide, @Reference AccessControl access) {
        this.pages = pages;
        this.guide = guide;
        this.access = access;
    }

    /** Shows the first chapter, or what was found. */
    @GET
    public Response first(
            @QueryParam("q") @DefaultValue("") String token, @Context HttpHeaders headers, @Context UriInfo uri) {
        String words = Sealed.open(token);
        if (words == null) {
            return Pages.redirect("/ui/help/" + Help.CHAPTERS.get(0).id());
        }
        Shell shell = pages.shell(headers, uri);
        UiContext context = context(shell);
        return show(200, shell, context, null, "", words, guide.search(words, context));
    }

    /** Takes the form of the search; the words travel on sealed. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response search(@FormParam("text") @DefaultValue("") String text) {
        access.require(Permission.READ);
        String words = text.strip();
        return Pages.redirect(
                words.isEmpty()
                        ? "/ui/help"
                        : "/ui/help?q=" + Sealed.seal(words.length() <= LONGEST ? words : words.substring(0, LONGEST)));
    }

    /** Shows a chapter of the core. */
    @GET
    @Path("{chapter}")
    public Response chapter(@PathParam("chapter") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        UiContext context = context(shell);
        return show(200, shell, context, known(Help.chapter(id, shell.lang())), "", "", List.of());
    }

    /** Shows a chapter of a bundle. */
    @GET
    @Path("{bundle}/{chapter: [a-z0-9-]{1,50}}")
    public Response chapter(
            @PathParam("bundle") String bundle,
            @PathParam("chapter") String id,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        UiContext context = context(shell);
        try {
            return show(200, shell, context, known(guide.chapter(bundle, id, context)), "", "", List.of());
        } catch (ContributorException e) {
            return show(503, shell, context, null, e.bundle(), "", List.of());
        }
    }

    /** Returns a picture of the core. */
    @GET
    @Path("{chapter}" + PICTURE)
    public Response picture(@PathParam("file") String file, @Context HttpHeaders headers, @Context UriInfo uri)
            throws IOException {
        Shell shell = pages.shell(headers, uri);
        context(shell);
        try (InputStream in = Help.picture(file, shell.lang())) {
            return picture(file, in == null ? new byte[0] : in.readAllBytes());
        }
    }

    /** Returns a picture of a bundle. */
    @GET
    @Path("{bundle}/{chapter: [a-z0-9-]{1,50}}" + PICTURE)
    public Response picture(
            @PathParam("bundle") String bundle,
            @PathParam("chapter") String chapter,
            @PathParam("file") String file,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return picture(file, guide.picture(bundle, chapter, file, context(pages.shell(headers, uri))));
    }

    private static Response picture(String file, byte[] bytes) {
        if (bytes.length == 0) {
            throw GallraException.notFound(new Text("Hjälpen har ingen sådan bild.", "The guide has no such picture."));
        }
        return Response.ok(bytes, file.endsWith(".png") ? "image/png" : "image/webp")
                .header("Cache-Control", "private, max-age=3600")
                .header("Vary", "Cookie, Accept-Language")
                .build();
    }

    private UiContext context(Shell shell) {
        return shell.context(access.require(Permission.READ));
    }

    private static Chapter known(@Nullable Chapter chapter) {
        if (chapter == null) {
            throw GallraException.notFound(
                    new Text("Hjälpen har inget sådant kapitel.", "The guide has no such chapter."));
        }
        return chapter;
    }

    private Response show(
            int status,
            Shell shell,
            UiContext context,
            @Nullable Chapter chapter,
            String failed,
            String words,
            List<Chapter.Hit> hits) {
        return pages.page(
                status,
                shell,
                "help",
                "chapter",
                Objects.requireNonNullElseGet(chapter, () -> new Chapter("", "", "", List.of())),
                "failed",
                failed,
                "words",
                words,
                "hits",
                hits,
                "contents",
                guide.contents(context));
    }
}
