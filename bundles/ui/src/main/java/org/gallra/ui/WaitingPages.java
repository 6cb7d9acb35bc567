package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Anonymizations and deletions that wait, and how long. For system administrators only. */
@Component(service = WaitingPages.class)
@UiResource
@Path("waiting")
public final class WaitingPages {

    private static final int NO_NUMBER = -1;

    private final Pages pages;
    private final WaitingActs waiting;

    /** Takes the services. */
    @Activate
    public WaitingPages(@Reference Pages pages, @Reference WaitingActs waiting) {
        this.pages = pages;
        this.waiting = waiting;
    }

    /** Shows what waits. */
    @GET
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        return shown(200, null, Map.of(), null, headers, uri);
    }

    /** Cancels an act and leads back to the list. */
    @POST
    @Path("{plan}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response cancel(@PathParam("plan") String plan, @Context HttpHeaders headers, @Context UriInfo uri) {
        try {
            waiting.cancel(AnonymizePages.parse(plan));
            return Pages.redirect("/ui/waiting?done=cancelled");
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.CONFLICT) {
                throw e;
            }
            return shown(409, null, Map.of(), e, headers, uri);
        }
    }

    /** Changes how long acts wait. */
    @POST
    @Path("times")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response times(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : new String[] {"byHandHours", "byRuleHours"}) {
            values.put(name, Filters.value(form, name).strip());
        }
        try {
            waiting.change(
                    number(Filters.value(form, "version")),
                    number(values.getOrDefault("byHandHours", "")),
                    number(values.getOrDefault("byRuleHours", "")));
            return Pages.redirect("/ui/waiting?done=saved");
        } catch (GallraException e) {
            return switch (e.code()) {
                case INVALID -> shown(422, values, errors(e, headers, uri), null, headers, uri);
                case STALE -> shown(409, values, Map.of(), e, headers, uri);
                default -> throw e;
            };
        }
    }

    private Map<String, String> errors(GallraException e, HttpHeaders headers, UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        Map<String, String> errors = new LinkedHashMap<>();
        e.violations().forEach(v -> errors.put(v.field(), shell.t(v.text())));
        return errors;
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : NO_NUMBER;
    }

    private Response shown(
            int status,
            @Nullable Map<String, String> typed,
            Map<String, String> errors,
            @Nullable GallraException error,
            HttpHeaders headers,
            UriInfo uri) {
        WaitingActs.Times times = waiting.times();
        Shell shell = pages.shell(headers, uri);
        return pages.page(
                status,
                shell,
                "waiting",
                "acts",
                waiting.list().stream().map(PlanView::new).toList(),
                "times",
                times,
                "values",
                typed == null
                        ? Map.of(
                                "byHandHours", Integer.toString(times.byHandHours()),
                                "byRuleHours", Integer.toString(times.byRuleHours()))
                        : typed,
                "errors",
                errors,
                "error",
                error == null ? null : shell.t(error.text()));
    }
}
