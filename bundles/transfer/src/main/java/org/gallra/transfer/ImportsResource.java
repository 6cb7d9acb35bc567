package org.gallra.transfer;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.transfer.ImportService;
import org.gallra.api.transfer.ImportService.Import;
import org.gallra.api.transfer.ImportService.Outcome;
import org.gallra.api.transfer.ImportService.PreviewRow;
import org.gallra.api.transfer.ImportService.Target;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Imports over REST: upload, map, preview, run. */
@Component(service = ImportsResource.class)
@JakartarsResource
@Path("imports")
@Produces(MediaType.APPLICATION_JSON)
public final class ImportsResource {

    private final ImportService imports;

    /** Takes the service. */
    @Activate
    public ImportsResource(@Reference ImportService imports) {
        this.imports = imports;
    }

    /** Lists the caller's imports, newest first. */
    @GET
    public List<Import> list() {
        return imports.list();
    }

    /** Lists the fields that a column can go to. */
    @GET
    @Path("targets")
    public List<Target> targets() {
        return imports.targets();
    }

    /** Takes in a file: its bytes as they are, or as the file of a form. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response upload(@Context HttpServletRequest request, @QueryParam("fileName") @Nullable String fileName)
            throws IOException {
        String type = request.getContentType();
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
        Import created = form ? fromForm(request) : fromBody(request, fileName);
        return Response.created(URI.create("imports/" + created.id()))
                .entity(created)
                .build();
    }

    /** Returns an import. */
    @GET
    @Path("{id}")
    public Import get(@PathParam("id") String id) {
        return imports.get(parse(id));
    }

    /** Sets which column goes to which field; columns that are missing are left out. */
    @PUT
    @Path("{id}/mapping")
    @Consumes(MediaType.APPLICATION_JSON)
    public Import map(@PathParam("id") String id, @Nullable Map<Integer, String> targets) {
        if (targets == null) {
            throw GallraException.invalid(
                    "body",
                    new Text(
                            "Skicka kolumnernas fält som JSON, till exempel {\"0\":\"contact.firstName\"}.",
                            "Send the fields of the columns as JSON, such as {\"0\":\"contact.firstName\"}."));
        }
        return imports.map(parse(id), targets);
    }

    /** Lists what would happen to each row. */
    @GET
    @Path("{id}/preview")
    public Page<PreviewRow> preview(
            @PathParam("id") String id,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return imports.preview(parse(id), outcome == null ? null : outcome(outcome), cursor, limit);
    }

    /** Runs an import; with a readmission also the rows about people who were erased. */
    @POST
    @Path("{id}/execution")
    public Import run(@PathParam("id") String id, @QueryParam("readmission") @Nullable String readmission) {
        return imports.run(
                parse(id), readmission == null ? null : Input.constant("readmission", Readmission.class, readmission));
    }

    /** Deletes an import and its file; what came in stays. */
    @DELETE
    @Path("{id}")
    public Response discard(@PathParam("id") String id) {
        imports.discard(parse(id));
        return Response.noContent().build();
    }

    private Import fromBody(HttpServletRequest request, @Nullable String fileName) throws IOException {
        InputStream body = request.getInputStream();
        try {
            return imports.upload(fileName, body);
        } catch (GallraException e) {
            if (e.code() == GallraException.Code.TOO_LARGE || e.code() == GallraException.Code.UNAVAILABLE) {
                body.skip(64L * 1024 * 1024); // so that the client gets to read the answer
            }
            throw e;
        }
    }

    private Import fromForm(HttpServletRequest request) {
        try {
            for (Part part : request.getParts()) {
                if (part.getSubmittedFileName() != null) {
                    try (InputStream file = part.getInputStream()) {
                        return imports.upload(part.getSubmittedFileName(), file);
                    }
                }
            }
        } catch (ServletException | IOException e) {
            throw GallraException.invalid(
                    "file",
                    new Text(
                            "Formuläret går inte att läsa. Skicka filen som multipart/form-data, eller dess bytes som de är.",
                            "The form cannot be read. Send the file as multipart/form-data, or its bytes as they are."));
        } catch (IllegalStateException e) {
            throw new GallraException(
                    GallraException.Code.TOO_LARGE,
                    new Text("Filen är större än 50 MB. Dela upp den.", "The file is larger than 50 MB. Split it."));
        }
        throw GallraException.invalid(
                "file", new Text("Formuläret har ingen fil. Välj en.", "The form holds no file. Choose one."));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw DatabaseImportService.unknown();
        }
    }

    private static Outcome outcome(String name) {
        return Arrays.stream(Outcome.values())
                .filter(o -> o.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> GallraException.invalid(
                        "outcome",
                        new Text(
                                "Ange ett av: new, changed, same, duplicate, bad, erased.",
                                "Give one of: new, changed, same, duplicate, bad, erased.")));
    }
}
