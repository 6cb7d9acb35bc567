package org.gallra.audit;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.audit.AuditKind;
import org.gallra.api.audit.AuditTrail.Entry;
import org.gallra.api.audit.AuditTrail.Query;
import org.gallra.api.audit.AuditTrail.State;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.sheet.SheetFormat;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The audit log over REST, for system administrators. */
@Component(service = AuditResource.class)
@JakartarsResource
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {

    private final SqlAuditTrail trail;
    private final Map<String, SheetFormat> formats = new ConcurrentHashMap<>();

    /** Takes the log. */
    @Activate
    public AuditResource(@Reference SqlAuditTrail trail) {
        this.trail = trail;
    }

    /** A format comes. Several, so that the log itself needs none of the bundles that write files. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFormat(SheetFormat format, Map<String, Object> properties) {
        formats.put(String.valueOf(properties.get(SheetFormat.FORMAT)), format);
    }

    /** A format goes. */
    public void removeFormat(SheetFormat format, Map<String, Object> properties) {
        formats.remove(String.valueOf(properties.get(SheetFormat.FORMAT)), format);
    }

    /**
     * The settings as somebody wants them.
     *
     * @param keptYears 1 to 30, or null for always
     */
    public record Wanted(@Nullable Integer keptYears) {}

    /** Lists entries, the newest first. */
    @GET
    @Operation(
            "Lists entries of the audit log, the newest first; from and before are UTC instants, kind is ERASURE, EXPORT,"
                    + " RULE, HOLD, RIGHTS, LOGIN or SETTING.")
    public Page<Entry> list(
            @QueryParam("from") @Nullable String from,
            @QueryParam("before") @Nullable String before,
            @QueryParam("user") @Nullable String user,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("act") @Nullable String act,
            @QueryParam("record") @Nullable String record,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return trail.list(new Query(
                Input.instant("from", from),
                Input.instant("before", before),
                user,
                kind(kind),
                act,
                record,
                cursor,
                limit));
    }

    /** Hands the entries out as a file for spreadsheets. */
    @GET
    @Path("file")
    @Operation(
            value = "Returns entries of the audit log as csv, the newest first, at most a million.",
            answer = byte[].class)
    public Response file(
            @QueryParam("from") @Nullable String from,
            @QueryParam("before") @Nullable String before,
            @QueryParam("user") @Nullable String user,
            @QueryParam("by") @Nullable String by,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("act") @Nullable String act,
            @QueryParam("record") @Nullable String record,
            @QueryParam("lang") @Nullable String lang) {
        Query query = new Query(
                Input.instant("from", from),
                Input.instant("before", before),
                by == null ? user : String.valueOf(trail.userOf(by)),
                kind(kind),
                act,
                record,
                null,
                TrailSheet.PAGE);
        SheetFormat csv = formats.get("csv");
        if (csv == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Tillägget som skriver formatet är inte igång. Försök igen senare.",
                            "The bundle that writes the format does not run. Try again later."));
        }
        trail.exported();
        Locale language = Input.language(lang, null);
        StreamingOutput body = out -> csv.write(List.of(TrailSheet.of(trail, query, language)), out);
        return Response.ok(body, "text/csv;charset=utf-8")
                .header("Cache-Control", "no-store")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"granskningslogg-" + LocalDate.now(ZoneOffset.UTC) + ".csv\"")
                .build();
    }

    /** Returns the state. */
    @GET
    @Path("state")
    @Operation(
            value =
                    "Returns the state of the audit log: entries, head of the chain, settings; the ETag is their version.",
            answer = State.class)
    public Response state() {
        return answer(trail.state());
    }

    /** Changes the settings. */
    @PUT
    @Path("state")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Changes how many years entries of the audit log are kept; If-Match names the version.",
            answer = State.class)
    public Response change(@HeaderParam("If-Match") @Nullable String match, @Nullable Wanted wanted) {
        trail.state(); // the right comes before everything else
        return answer(
                trail.change(Preconditions.version(match), Input.body(wanted).keptYears()));
    }

    /** Verifies the chain. */
    @POST
    @Path("verification")
    @Operation(value = "Reads the whole chain of the audit log and says whether it is whole.", answer = State.class)
    public Response verify() {
        return answer(trail.verify());
    }

    private static Response answer(State state) {
        return Response.ok(state).tag(Long.toString(state.version())).build();
    }

    private static @Nullable AuditKind kind(@Nullable String kind) {
        return kind == null || kind.isEmpty() ? null : Input.constant("kind", AuditKind.class, kind);
    }
}
