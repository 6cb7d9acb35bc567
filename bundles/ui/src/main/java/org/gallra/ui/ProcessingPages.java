package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ControllerDraft;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.processing.ProcessingRecord;
import org.gallra.api.processing.ProcessingRecord.Activity;
import org.gallra.api.processing.ProcessingRecord.Gap;
import org.gallra.api.processing.ProcessingRecord.Part;
import org.gallra.api.processing.ProcessingService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The record of processing, and the form of the controller's details. */
@Component(service = ProcessingPages.class)
@UiResource
@Path("processing")
public final class ProcessingPages {

    private static final String CONTACTS = "contactDefaults";
    private static final String USERS = "userDefaults";

    private final Pages pages;
    private final AccessControl access;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ProcessingService service;

    /** Takes the services. */
    @Activate
    public ProcessingPages(@Reference Pages pages, @Reference AccessControl access) {
        this.pages = pages;
        this.access = access;
    }

    /**
     * The gaps of one activity or of the controller.
     *
     * @param anchor where on the page it stands
     * @param label its name
     * @param items what is not stated
     */
    public record GapLine(String anchor, Text label, List<Text> items) {}

    /** Shows the record. */
    @GET
    public Response record(@Context HttpHeaders headers, @Context UriInfo uri) {
        ProcessingRecord record = processing().record();
        return pages.page(
                200,
                pages.shell(headers, uri),
                "processing",
                "record",
                record,
                "gaps",
                gaps(record),
                "silent",
                parts(record, Accounting.NOT_ACCOUNTED_FOR),
                "empty",
                parts(record, Accounting.HOLDS_NOTHING));
    }

    /** Shows the form of the controller's details. */
    @GET
    @Path("controller")
    public Response form(@Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ADMINISTER);
        ControllerDetails details = processing().controller();
        return form(200, headers, uri, String.valueOf(details.version()), values(details), Map.of(), null);
    }

    /** Changes the controller's details. */
    @POST
    @Path("controller")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response update(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        String version = Filters.value(form, "version");
        Map<String, String> values = new LinkedHashMap<>();
        form.forEach((name, list) -> values.put(name, Objects.requireNonNullElse(list.get(0), "")));
        try {
            processing().update(version.matches("\\d{1,18}") ? Long.parseLong(version) : -1, draft(values));
            return Pages.redirect("/ui/processing?done=saved");
        } catch (GallraException e) {
            return switch (e.code()) {
                case INVALID -> {
                    Shell shell = pages.shell(headers, uri);
                    Map<String, String> errors = new LinkedHashMap<>();
                    e.violations().forEach(v -> errors.put(v.field(), shell.t(v.text())));
                    yield form(422, headers, uri, version, values, errors, e.text());
                }
                case STALE -> form(409, headers, uri, version, values, Map.of(), e.text());
                default -> throw e;
            };
        }
    }

    private Response form(
            int status,
            HttpHeaders headers,
            UriInfo uri,
            String version,
            Map<String, String> values,
            Map<String, String> errors,
            @Nullable Text error) {
        return pages.page(
                status,
                pages.shell(headers, uri),
                "controllerForm",
                "version",
                version,
                "values",
                values,
                "errors",
                errors,
                "error",
                error);
    }

    private ProcessingService processing() {
        ProcessingService now = service;
        if (now == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Registerförteckningen är inte installerad.",
                            "The record of processing is not installed."));
        }
        return now;
    }

    private static List<Part> parts(ProcessingRecord record, Accounting accounting) {
        return record.parts().stream()
                .filter(part -> part.accounting() == accounting)
                .toList();
    }

    private static List<GapLine> gaps(ProcessingRecord record) {
        List<GapLine> lines = new ArrayList<>();
        add(lines, "controller", ProcessingRecord.Item.CONTROLLER.label(), record, null);
        for (Activity activity : record.activities()) {
            add(lines, "a-" + activity.id(), activity.label(), record, activity.id());
        }
        return lines;
    }

    private static void add(
            List<GapLine> lines, String anchor, Text label, ProcessingRecord record, @Nullable String activity) {
        List<Text> items = record.gaps().stream()
                .filter(gap -> Objects.equals(gap.activity(), activity))
                .map(Gap::item)
                .map(ProcessingRecord.Item::label)
                .toList();
        if (!items.isEmpty()) {
            lines.add(new GapLine(anchor, label, items));
        }
    }

    private static ControllerDraft draft(Map<String, String> values) {
        return ControllerDraft.builder()
                .name(values.get("name"))
                .orgNumber(values.get("orgNumber"))
                .address(values.get("address"))
                .email(values.get("email"))
                .phone(values.get("phone"))
                .jointControllers(values.get("jointControllers"))
                .representative(values.get("representative"))
                .officerName(values.get("officerName"))
                .officerEmail(values.get("officerEmail"))
                .officerPhone(values.get("officerPhone"))
                .recipients(values.get("recipients"))
                .transfers(values.get("transfers"))
                .security(values.get("security"))
                .contactDefaults(defaults(values, CONTACTS))
                .userDefaults(defaults(values, USERS))
                .build();
    }

    private static ProcessingDefaults defaults(Map<String, String> values, String whose) {
        return new ProcessingDefaults(
                values.get(whose + ".purpose"),
                values.get(whose + ".legalBasis"),
                values.get(whose + ".source"),
                values.get(whose + ".retention"));
    }

    private static Map<String, String> values(ControllerDetails details) {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put("name", details.name());
        all.put("orgNumber", details.orgNumber());
        all.put("address", details.address());
        all.put("email", details.email());
        all.put("phone", details.phone());
        all.put("jointControllers", details.jointControllers());
        all.put("representative", details.representative());
        all.put("officerName", details.officerName());
        all.put("officerEmail", details.officerEmail());
        all.put("officerPhone", details.officerPhone());
        all.put("recipients", details.recipients());
        all.put("transfers", details.transfers());
        all.put("security", details.security());
        put(all, CONTACTS, details.contactDefaults());
        put(all, USERS, details.userDefaults());
        Map<String, String> values = new LinkedHashMap<>();
        all.forEach((name, value) -> values.put(name, Objects.requireNonNullElse(value, "")));
        return values;
    }

    private static void put(Map<String, @Nullable String> all, String whose, ProcessingDefaults defaults) {
        all.put(whose + ".purpose", defaults.purpose());
        all.put(whose + ".legalBasis", defaults.legalBasis());
        all.put(whose + ".source", defaults.source());
        all.put(whose + ".retention", defaults.retention());
    }
}
