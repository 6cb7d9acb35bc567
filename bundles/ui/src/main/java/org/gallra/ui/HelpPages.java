package org.gallra.ui;

import gg.jte.Content;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.UiResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The user guide, chapter by chapter. */
@Component(service = HelpPages.class)
@UiResource
@Path("help")
public final class HelpPages {

    private final Pages pages;
    private final AccessControl access;

    /** Takes the pages. */
    @Activate
    public HelpPages(@Reference Pages pages, @Reference AccessControl access) {
        this.pages = pages;
        this.access = access;
    }

    /** Shows the first chapter. */
    @GET
    public Response first() {
        return Pages.redirect("/ui/help/" + Help.CHAPTERS.get(0));
    }

    /** Shows a chapter. */
    @GET
    @Path("{chapter}")
    public Response show(@PathParam("chapter") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.READ);
        Shell shell = pages.shell(headers, uri);
        Help.Chapter chapter = Help.chapter(id, shell.lang());
        if (chapter == null) {
            throw GallraException.notFound(
                    new Text("Hjälpen har inget sådant kapitel.", "The guide has no such chapter."));
        }
        Content body = out -> out.writeContent(chapter.body());
        return pages.page(
                200,
                shell,
                "help",
                "chapter",
                chapter.id(),
                "title",
                chapter.title(),
                "body",
                body,
                "chapters",
                Help.CHAPTERS.stream()
                        .map(c -> Objects.requireNonNull(Help.chapter(c, shell.lang())))
                        .toList());
    }
}
