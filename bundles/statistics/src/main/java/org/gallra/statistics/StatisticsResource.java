package org.gallra.statistics;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.sheet.Sheet;
import org.gallra.api.sheet.SheetFormat;
import org.gallra.api.statistic.StatisticService;
import org.gallra.api.statistic.StatisticService.Answer;
import org.gallra.api.statistic.StatisticService.CompanyBy;
import org.gallra.api.statistic.StatisticService.Query;
import org.gallra.api.statistic.StatisticService.Report;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Statistics over REST. */
@Component(service = StatisticsResource.class)
@JakartarsResource
@Path("statistics")
@Produces(MediaType.APPLICATION_JSON)
public final class StatisticsResource {

    private final StatisticService statistics;
    private final Map<String, SheetFormat> formats = new ConcurrentHashMap<>();

    /** Takes the service. */
    @Activate
    public StatisticsResource(@Reference StatisticService statistics) {
        this.statistics = statistics;
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

    /** Returns what can be asked for. */
    @GET
    @Operation("Returns the reports that can be drawn.")
    public List<Report> reports() {
        return statistics.reports();
    }

    /** Draws a report. */
    @GET
    @Path("{id}")
    @Operation(
            value =
                    "Draws a report over live and anonymized rows: json in both languages, csv and xlsx in one. Months as 2026-03;"
                            + " companies by company, category or city; field is a free field to split by.",
            answer = Answer.class)
    public Response read(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("through") @Nullable String through,
            @QueryParam("company") @DefaultValue("company") String company,
            @QueryParam("field") @Nullable String field,
            @QueryParam("format") @DefaultValue("json") String format,
            @QueryParam("lang") @Nullable String lang,
            @HeaderParam("Accept-Language") @Nullable String accepted) {
        Locale language = Input.language(lang, accepted);
        String type = type(format);
        Answer answer =
                statistics.read(new Query(id, month("from", from), month("through", through), by(company), field));
        if (format.equals("json")) {
            return Response.ok(answer).build();
        }
        SheetFormat writer = formats.get(format);
        if (writer == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Tillägget som skriver formatet är inte igång. Välj ett annat format.",
                            "The bundle that writes the format does not run. Choose another format."));
        }
        Sheet sheet = Tables.of(answer, language);
        StreamingOutput body = out -> writer.write(List.of(sheet), out);
        return Response.ok(body, type)
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"" + sheet.id() + "." + format + "\"")
                .header("Content-Language", language.getLanguage())
                .build();
    }

    private static String type(String format) {
        return switch (format) {
            case "json" -> MediaType.APPLICATION_JSON;
            case "csv" -> "text/csv;charset=utf-8";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            default ->
                throw GallraException.invalid(
                        "format",
                        new Text(
                                "Formatet finns inte. Det finns: csv, json, xlsx.",
                                "There is no such format. There are: csv, json, xlsx."));
        };
    }

    private static CompanyBy by(String company) {
        try {
            return CompanyBy.valueOf(company.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw GallraException.invalid(
                    "company", new Text("Ange company, category eller city.", "Give company, category or city."));
        }
    }

    private static @Nullable YearMonth month(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            YearMonth month = YearMonth.parse(text.strip());
            if (month.getYear() >= 1900 && month.getYear() <= 9998) {
                return month;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw GallraException.invalid(name, new Text("Skriv månaden som 2026-03.", "Write the month as 2026-03."));
    }
}
