package org.gallra.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.gallra.api.ui.UiResource;
import org.osgi.service.component.annotations.Component;

/** Style and script of the UI; the address carries the version, so that browsers keep them for good. */
@Component(service = AssetsResource.class)
@UiResource
@Path("a/ui/{version}/{file}")
public final class AssetsResource {

    private static final Map<String, String> TYPES = Map.of(
            "bootstrap.css", "text/css;charset=utf-8",
            "theme.css", "text/css;charset=utf-8",
            "gallra.js", "text/javascript;charset=utf-8",
            "favicon.svg", "image/svg+xml");

    /** The parts of our style sheet, in the order in which they override each other. */
    static final List<String> THEME = List.of(
            "theme/page.css",
            "theme/parts.css",
            "theme/menus.css",
            "theme/filter.css",
            "theme/tables.css",
            "theme/dialogs.css",
            "theme/settings.css",
            "theme/narrow.css",
            "theme/statistics.css",
            "theme/rules.css",
            "theme/lists.css",
            "theme/fit.css");

    /** Returns a file; the style sheet as one, whatever it is written in. */
    @GET
    public Response file(@PathParam("file") String file) throws IOException {
        String type = TYPES.get(file);
        if (type == null) {
            throw new NotFoundException();
        }
        return Response.ok(joined(file.equals("theme.css") ? THEME : List.of(file)), type)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .build();
    }

    static byte[] joined(List<String> parts) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (String part : parts) {
            try (InputStream in = AssetsResource.class.getResourceAsStream("/assets/" + part)) {
                if (in == null) {
                    throw new NotFoundException();
                }
                in.transferTo(whole);
            }
        }
        return whole.toByteArray();
    }
}
