package org.gallra.exports;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.extract.ExportService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the page of exports. The host has checked the form's {@code _csrf}. */
@Component(service = ExportForms.class)
@UiResource
@Path("x/org.gallra.exports")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class ExportForms {

    private final ExportService exports;

    /** Takes the service. */
    @Activate
    public ExportForms(@Reference ExportService exports) {
        this.exports = exports;
    }

    /** Hands an export out; with a wrong password the page is shown again and says so. */
    @POST
    @Path("file")
    public Response file(@FormParam("link") @Nullable String link, @FormParam("password") @Nullable String password) {
        String secret = Objects.requireNonNullElse(link, "");
        try {
            return ExportsResource.file(exports.fetch(secret, Objects.requireNonNullElse(password, "")));
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            return Response.seeOther(URI.create(ExportsPage.at(secret) + "&wrong=1"))
                    .build();
        }
    }

    /** Makes a link and goes to it. */
    @POST
    @Path("exports/{id}/link")
    public Response link(@PathParam("id") String id) {
        String link = exports.link(ExportsResource.parse(id)).link();
        return Response.seeOther(URI.create(ExportsPage.at(link))).build();
    }

    /** Removes an export. */
    @POST
    @Path("exports/{id}/discard")
    public Response discard(@PathParam("id") String id) {
        exports.discard(ExportsResource.parse(id));
        return Response.seeOther(URI.create(ExportsPage.ADDRESS)).build();
    }
}
