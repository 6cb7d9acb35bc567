package org.gallra.exports;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExportService;
import org.gallra.api.extract.ExportService.Export;
import org.gallra.api.extract.ExportService.Linked;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Exports of many people over REST: ordered, looked at, and fetched once with the secret and the password. */
@Component(service = ExportsResource.class)
@JakartarsResource
@Path("exports")
@Produces(MediaType.APPLICATION_JSON)
public final class ExportsResource {

    private final ExportService exports;

    /** Takes the service. */
    @Activate
    public ExportsResource(@Reference ExportService exports) {
        this.exports = exports;
    }

    /**
     * How an export is wanted.
     *
     * @param contacts ids of contacts; null for those of the filter
     * @param filter which contacts; null for those that are named
     * @param format the id of the format; null is {@code json}
     * @param lang {@code sv} or {@code en}; null is what the caller prefers
     * @param request the number of a request
     * @param identity the name of an {@link ExtractOrder.IdentityCheck}
     * @param otherCards whether other cards of the same people are part of it; null is true
     * @param leftOut ids of what is not wanted; null is nothing
     */
    public record Wanted(
            @Nullable List<String> contacts,
            @Nullable ContactFilter filter,
            @Nullable String format,
            @Nullable String lang,
            @Nullable String request,
            @Nullable String identity,
            @Nullable Boolean otherCards,
            @Nullable Set<String> leftOut) {

        /** Returns nothing of whom it is about. */
        @Override
        public String toString() {
            return "Wanted";
        }
    }

    /**
     * By what an export is fetched.
     *
     * @param link the secret
     * @param password the caller's password
     */
    public record Proof(@Nullable String link, @Nullable String password) {

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Proof";
        }
    }

    /** Orders an export. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Orders register extracts of many contacts; answers the link by which they are fetched once.")
    public Response order(@HeaderParam("Accept-Language") @Nullable String accepted, @Nullable Wanted body) {
        Wanted wanted = Input.body(body);
        if ((wanted.contacts() == null) == (wanted.filter() == null)) {
            throw GallraException.invalid(
                    "contacts", new Text("Ange contacts eller filter.", "Say either contacts or filter."));
        }
        Linked linked = exports.order(
                wanted.contacts() == null
                        ? null
                        : wanted.contacts().stream().map(ContactId::parse).toList(),
                wanted.filter(),
                Objects.requireNonNullElse(wanted.format(), "json"),
                new ExtractOrder(
                        Input.language(wanted.lang(), accepted),
                        wanted.request(),
                        ExtractOrder.IdentityCheck.of(wanted.identity()),
                        false,
                        null,
                        !Boolean.FALSE.equals(wanted.otherCards()),
                        wanted.leftOut() == null ? Set.of() : wanted.leftOut()));
        return Response.accepted(linked)
                .header("Cache-Control", "no-store")
                .header("Location", "/api/v1/exports/" + linked.export().id())
                .build();
    }

    /** Lists exports. */
    @GET
    @Operation("Lists the caller's exports, the latest first; everybody's for system administrators.")
    public List<Export> list() {
        return exports.list();
    }

    /** Returns one export. */
    @GET
    @Path("{id}")
    @Operation("Returns how far an export has come.")
    public Export get(@PathParam("id") String id) {
        return exports.get(parse(id));
    }

    /** Makes another link. */
    @POST
    @Path("{id}/link")
    @Operation("Makes another link to an export of one's own; the one before leads nowhere any more.")
    public Response link(@PathParam("id") String id) {
        return Response.ok(exports.link(parse(id)))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Hands an export out. */
    @POST
    @Path("file")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({"application/zip", MediaType.APPLICATION_JSON})
    @Operation("Returns the export as a zip, once, for the link and the caller's password.")
    public Response file(@Nullable Proof body) {
        Proof proof = Input.body(body);
        return file(exports.fetch(
                Objects.requireNonNullElse(proof.link(), ""), Objects.requireNonNullElse(proof.password(), "")));
    }

    static Response file(ExportService.Fetching fetching) {
        StreamingOutput body = fetching::write;
        return Response.ok(body, "application/zip")
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"" + fetching.fileName() + "\"")
                .build();
    }

    /** Removes an export. */
    @DELETE
    @Path("{id}")
    @Operation("Removes what an export holds.")
    public Response discard(@PathParam("id") String id) {
        exports.discard(parse(id));
        return Response.noContent().build();
    }

    static UUID parse(String id) {
        return Input.id(id, DatabaseExportService::unknown);
    }
}
