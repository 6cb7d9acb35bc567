package org.gallra.extract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.gallra.api.rest.Operation;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The schemas of the extract's files for machines. */
@Component(service = Schemas.class)
@JakartarsResource
@Path("extract-schemas")
public final class Schemas {

    static final String PATH = "/api/v1/extract-schemas/";
    static final String JSON = "register-extract.schema.json";
    static final String XSD = "register-extract.xsd";

    private static final Map<String, String> TYPES =
            Map.of(JSON, "application/schema+json", XSD, "application/xml;charset=utf-8");

    /** Returns a schema. */
    @GET
    @Path("{name}")
    @Operation("Returns the schema of the register extract: register-extract.schema.json or register-extract.xsd.")
    public Response schema(@PathParam("name") String name) {
        String type = TYPES.get(name);
        if (type == null) {
            throw new NotFoundException();
        }
        return Response.ok(read(name), type).build();
    }

    static byte[] read(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream("/schemas/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
