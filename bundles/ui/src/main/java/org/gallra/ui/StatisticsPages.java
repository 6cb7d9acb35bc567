package org.gallra.ui;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.statistic.StatisticService;
import org.gallra.api.statistic.StatisticService.Answer;
import org.gallra.api.statistic.StatisticService.CompanyBy;
import org.gallra.api.statistic.StatisticService.DimensionKind;
import org.gallra.api.statistic.StatisticService.Query;
import org.gallra.api.statistic.StatisticService.Report;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The figures of all bundles as charts and tables. */
@Component(service = StatisticsPages.class)
@UiResource
@Path("statistics")
public final class StatisticsPages {

    private final Pages pages;
    private final Clock clock = Clock.systemUTC();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable StatisticService service;

    /** Takes the services. */
    @Activate
    public StatisticsPages(@Reference Pages pages) {
        this.pages = pages;
    }

    /**
     * What the page is about; its parts stand in the address.
     *
     * @param id the report
     * @param from the first month, or null
     * @param through the last, or null
     * @param company how companies are told apart
     * @param sums whether sums are shown
     * @param field the free field by which rows are told apart, or empty
     */
    public record Choice(
            String id,
            @Nullable YearMonth from,
            @Nullable YearMonth through,
            CompanyBy company,
            boolean sums,
            String field) {

        /** Returns the address with another period. */
        public String during(@Nullable YearMonth first, @Nullable YearMonth last) {
            return new Choice(id, first, last, company, sums, field).address();
        }

        /** Returns the address that shows numbers or sums. */
        public String showing(boolean otherSums) {
            return new Choice(id, from, through, company, otherSums, field).address();
        }

        /** Returns the address of the page. */
        public String address() {
            return "/ui/statistics/" + id + "?" + query() + "&show=" + (sums ? "sum" : "number");
        }

        /** Returns the address of a chart as a picture. */
        public String picture(int chart) {
            return "/ui/statistics/" + id + "/picture?" + query() + "&show=" + (sums ? "sum" : "number") + "&chart="
                    + chart;
        }

        /** Returns the address of a file. */
        public String file(String format, String lang) {
            return "/api/v1/statistics/" + id + "?" + query() + "&format=" + format + "&lang=" + lang;
        }

        private String query() {
            return "from=" + text(from) + "&through=" + text(through) + "&company="
                    + company.name().toLowerCase(Locale.ROOT)
                    + (field.isEmpty() ? "" : "&field=" + field);
        }

        /** Returns a month for a form. */
        public static String text(@Nullable YearMonth month) {
            return month == null ? "" : month.toString();
        }
    }

    /**
     * A period to choose.
     *
     * @param label its name
     * @param from its first month, or null
     * @param through its last, or null
     */
    public record Period(
            Text label, @Nullable YearMonth from, @Nullable YearMonth through) {

        /** Tells whether it is the one that is shown. */
        public boolean of(Choice choice) {
            return java.util.Objects.equals(from, choice.from()) && java.util.Objects.equals(through, choice.through());
        }
    }

    /** Shows the first report. */
    @GET
    public Response first(@Context HttpHeaders headers, @Context UriInfo uri) {
        List<Report> reports = statistics().reports();
        if (reports.isEmpty()) {
            return pages.page(200, pages.shell(headers, uri), "figures", "reports", Map.of());
        }
        Report first = reports.stream()
                .filter(Report::timed)
                .filter(Report::sums)
                .findFirst()
                .orElse(reports.get(0));
        return Pages.redirect("/ui/statistics/" + first.id());
    }

    /** Shows a report. */
    @GET
    @Path("{id}")
    public Response show(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("through") @Nullable String through,
            @QueryParam("company") @Nullable String company,
            @QueryParam("show") @Nullable String show,
            @QueryParam("field") @Nullable String field,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        YearMonth now = YearMonth.now(clock.withZone(ZoneOffset.UTC));
        Choice choice = choice(id, from, through, company, show, field);
        Answer answer = read(choice);
        boolean sums = choice.sums() && answer.report().sums();
        return pages.page(
                200,
                pages.shell(headers, uri),
                "figures",
                "reports",
                byRecord(statistics().reports()),
                "answer",
                answer,
                "figures",
                Figures.of(answer, sums),
                "choice",
                new Choice(id, choice.from(), choice.through(), choice.company(), sums, choice.field()),
                "periods",
                periods(now),
                "companies",
                answer.report().has(DimensionKind.COMPANY));
    }

    /** Returns a chart as a picture to keep. */
    @GET
    @Path("{id}/picture")
    public Response picture(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("through") @Nullable String through,
            @QueryParam("company") @Nullable String company,
            @QueryParam("show") @Nullable String show,
            @QueryParam("field") @Nullable String field,
            @QueryParam("chart") @DefaultValue("0") int number,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Choice choice = choice(id, from, through, company, show, field);
        Answer answer = read(choice);
        boolean sums = choice.sums() && answer.report().sums();
        Figures figures = Figures.of(answer, sums);
        if (number < 0 || number >= figures.charts().size()) {
            throw GallraException.notFound(new Text("Diagrammet finns inte.", "There is no such chart."));
        }
        Shell shell = pages.shell(headers, uri);
        Figures.Chart chart = figures.charts().get(number);
        String unit = chart.unit() == null || chart.unit().isEmpty() ? "" : " (" + chart.unit() + ")";
        String measure = shell.t(sums ? "figures.sum" : "figures.number") + (sums ? unit : "");
        String period = answer.report().timed()
                ? ", " + Choice.text(choice.from()) + " – " + Choice.text(choice.through())
                : "";
        String picture = ChartPicture.of(shell, shell.t(answer.report().label()), measure + period, figures, chart);
        return Response.ok(picture, "image/svg+xml;charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"" + id.replaceAll("[^a-z0-9-]", "-") + ".svg\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** A field that is gone since the address was written is left out. */
    private Answer read(Choice choice) {
        boolean there = statistics().reports().stream()
                .filter(r -> r.id().equals(choice.id()))
                .flatMap(r -> r.fields().stream())
                .anyMatch(f -> f.key().equals(choice.field()));
        return statistics()
                .read(new Query(
                        choice.id(), choice.from(), choice.through(), choice.company(), there ? choice.field() : null));
    }

    private Choice choice(
            String id,
            @Nullable String from,
            @Nullable String through,
            @Nullable String company,
            @Nullable String show,
            @Nullable String field) {
        YearMonth now = YearMonth.now(clock.withZone(ZoneOffset.UTC));
        boolean asked = from != null || through != null;
        return new Choice(
                id,
                asked ? month("from", from) : now.minusMonths(11),
                month("through", through),
                by(company),
                !"number".equals(show),
                field != null && field.matches("[a-z0-9_]{1,40}") ? field : "");
    }

    private static List<Period> periods(YearMonth now) {
        YearMonth january = now.withMonth(1);
        return List.of(
                new Period(new Text("12 månader", "12 months"), now.minusMonths(11), null),
                new Period(new Text("I år", "This year"), january, january.plusMonths(11)),
                new Period(new Text("I fjol", "Last year"), january.minusYears(1), january.minusMonths(1)),
                new Period(new Text("Allt", "Everything"), null, null));
    }

    private static Map<Text, List<Report>> byRecord(List<Report> reports) {
        Map<Text, List<Report>> grouped = new LinkedHashMap<>();
        reports.forEach(
                r -> grouped.computeIfAbsent(r.record(), k -> new ArrayList<>()).add(r));
        return grouped;
    }

    private static CompanyBy by(@Nullable String company) {
        for (CompanyBy by : CompanyBy.values()) {
            if (by.name().equalsIgnoreCase(company)) {
                return by;
            }
        }
        return CompanyBy.COMPANY;
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

    private StatisticService statistics() {
        StatisticService present = service;
        if (present == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text("Tillägget för statistik är inte igång.", "The bundle of statistics does not run."));
        }
        return present;
    }
}
