package org.gallra.processing;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import org.gallra.api.Text;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ControllerDraft;
import org.gallra.api.processing.ProcessingRecord;
import org.gallra.api.processing.ProcessingService;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.sheet.Sheet;
import org.gallra.api.sheet.SheetFormat;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The record of processing and the controller's details over REST. */
@Component(service = ProcessingResource.class)
@JakartarsResource
@Path("processing")
@Produces(MediaType.APPLICATION_JSON)
public final class ProcessingResource {

    private final ProcessingService processing;
    private final Map<String, SheetFormat> formats = new ConcurrentHashMap<>();

    /** Takes the service. */
    @Activate
    public ProcessingResource(@Reference ProcessingService processing) {
        this.processing = processing;
    }

    /** Makes the record; JSON holds both languages. */
    @GET
    @Operation(
            value = "Returns the record of processing (GDPR article 30): json in both languages, csv and xlsx in one.",
            answer = ProcessingRecord.class)
    public Response record(
            @QueryParam("format") @DefaultValue("json") String format,
            @QueryParam("lang") @Nullable String lang,
            @HeaderParam("Accept-Language") @Nullable String accepted) {
        Locale language = Input.language(lang, accepted);
        return switch (format) {
            case "json" -> answer(processing.record(), MediaType.APPLICATION_JSON, "json", null);
            case "csv" ->
                file(
                        format,
                        List.of(new Tables(processing.record(), language).whole()),
                        "text/csv;charset=utf-8",
                        language);
            case "xlsx" ->
                file(
                        format,
                        sheets(new Tables(processing.record(), language), language),
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        language);
            default ->
                throw GallraException.invalid(
                        "format",
                        new Text(
                                "Formatet finns inte. Det finns: csv, json, xlsx.",
                                "There is no such format. There are: csv, json, xlsx."));
        };
    }

    /** A format comes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFormat(SheetFormat format, Map<String, Object> properties) {
        formats.put(String.valueOf(properties.get(SheetFormat.FORMAT)), format);
    }

    /** A format goes. */
    public void removeFormat(SheetFormat format, Map<String, Object> properties) {
        formats.remove(String.valueOf(properties.get(SheetFormat.FORMAT)), format);
    }

    private Response file(String format, List<Sheet> sheets, String type, Locale language) {
        SheetFormat writer = formats.get(format);
        if (writer == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Tillägget som skriver formatet är inte igång. Välj ett annat format.",
                            "The bundle that writes the format does not run. Choose another format."));
        }
        StreamingOutput body = out -> writer.write(sheets, out);
        return answer(body, type, format, language);
    }

    /** Returns the controller's details. */
    @GET
    @Path("controller")
    @Operation(value = "Returns the controller's details; the ETag is their version.", answer = ControllerDetails.class)
    public Response controller() {
        return answer(processing.controller());
    }

    /** Replaces the controller's details. */
    @PUT
    @Path("controller")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Replaces the controller's details; If-Match names the version.",
            answer = ControllerDetails.class)
    public Response update(@HeaderParam("If-Match") @Nullable String match, @Nullable ControllerDraft draft) {
        return answer(processing.update(Preconditions.version(match), Input.body(draft)));
    }

    private static List<Sheet> sheets(Tables tables, Locale language) {
        return List.of(
                tables.general(new Text("Personuppgiftsansvarig", "Controller").in(language)),
                tables.activities(new Text("Behandlingar", "Processing").in(language)),
                tables.parts(new Text("Tillägg", "Bundles").in(language)));
    }

    private static Response answer(ControllerDetails details) {
        return Response.ok(details).tag(Long.toString(details.version())).build();
    }

    private static Response answer(Object body, String type, String extension, @Nullable Locale language) {
        String name = "registerforteckning-" + LocalDate.now(ZoneOffset.UTC) + "." + extension;
        Response.ResponseBuilder response = Response.ok(body, type)
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        if (language != null) {
            response.header("Content-Language", language.getLanguage());
        }
        return response.build();
    }
}
