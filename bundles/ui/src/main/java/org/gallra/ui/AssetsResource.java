package org.gallra.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
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

    /** Returns a file. */
    @GET
    public Response file(@PathParam("file") String file) throws IOException {
        String type = TYPES.get(file);
        try (InputStream in = type == null ? null : getClass().getResourceAsStream("/assets/" + file)) {
            if (in == null) {
                throw new NotFoundException();
            }
            return Response.ok(in.readAllBytes(), type)
                    .header("Cache-Control", "public, max-age=31536000, immutable")
                    .build();
        }
    }
}
