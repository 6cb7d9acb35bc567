package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Anonymization: choose fields, look at the counts, confirm, receipt. For system administrators only. */
@Component(service = AnonymizePages.class)
@UiResource
@Path("anonymize")
public final class AnonymizePages {

    private final Pages pages;
    private final AnonymizationService anonymization;
    private final ContactService contacts;
    private final AccessControl access;
    private final Requested requested;
    private final OtherCards otherCards;

    /** Takes the services. */
    @Activate
    public AnonymizePages(
            @Reference Pages pages,
            @Reference AnonymizationService anonymization,
            @Reference ContactService contacts,
            @Reference AccessControl access,
            @Reference Requested requested,
            @Reference OtherCards otherCards) {
        this.requested = requested;
        this.pages = pages;
        this.anonymization = anonymization;
        this.contacts = contacts;
        this.access = access;
        this.otherCards = otherCards;
    }

    /** Shows the choice of fields for the contacts that were marked. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response choose(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ANONYMIZE);
        return choosing(200, form, Set.of(), null, headers, uri);
    }

    private Response choosing(
            int status,
            MultivaluedMap<String, String> form,
            Set<String> chosen,
            @Nullable String error,
            HttpHeaders headers,
            UriInfo uri) {
        List<ContactId> ids = Marked.ticked(form, "id");
        ContactFilter filter = Marked.all(form);
        long count = ids.size();
        boolean capped = false;
        if (filter != null) {
            var page = contacts.list(new ContactQuery(filter, ContactQuery.Sort.NAME, false, null, 1));
            count = page.total();
            capped = page.totalCapped();
        }
        Shell shell = pages.shell(headers, uri);
        if (count == 0) {
            return pages.page(
                    422, shell, "message", "title", shell.t("anonymize.title"), "text", shell.t("nothing.marked"));
        }
        String single = null;
        if (filter == null && ids.size() == 1) {
            Contact contact = contacts.get(ids.get(0));
            single = contact.displayName();
        }
        return pages.page(
                status,
                shell,
                "anonymize",
                "categories",
                anonymization.categories(),
                "ids",
                filter == null ? ids : List.of(),
                "all",
                filter != null,
                "f",
                Objects.requireNonNullElse(form.getFirst("f"), ""),
                Origin.FIELD,
                Origin.of(form),
                "request",
                requested.checked(form.getFirst("request"), filter == null ? ids : List.of()),
                "count",
                count,
                "capped",
                capped,
                "single",
                single,
                "cards",
                filter == null && form.getFirst("cards") == null ? otherCards.of(ids) : List.of(),
                "chosen",
                chosen,
                "error",
                error);
    }

    /** Makes the plan and leads to its counts. */
    @POST
    @Path("preview")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response preview(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ANONYMIZE);
        Set<String> fields = new TreeSet<>(form.getOrDefault("field", List.of()));
        ContactFilter filter = Marked.all(form);
        List<ContactId> ids = filter == null ? List.copyOf(new LinkedHashSet<>(Marked.ticked(form, "id"))) : List.of();
        try {
            String request = requested.checked(form.getFirst("request"), ids);
            ErasurePlan plan = anonymization.plan(ids, filter, fields, form.getFirst("reason"));
            requested.planned(request, plan.id());
            return Pages.redirect(Origin.with("/ui/anonymize/" + plan.id(), Origin.of(form)));
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            Shell shell = pages.shell(headers, uri);
            String error = e.violations().isEmpty()
                    ? shell.t(e.text())
                    : shell.t(e.violations().get(0).text());
            return choosing(422, form, fields, error, headers, uri);
        }
    }

    /** Shows the counts, how far a run has come, or the receipt. */
    @GET
    @Path("{plan}")
    public Response plan(
            @PathParam("plan") String id,
            @QueryParam("check") @Nullable String check,
            @QueryParam(Origin.FIELD) @Nullable String from,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        ErasurePlan plan = anonymization.get(parse(id));
        boolean checked = check != null && plan.state() == ErasurePlan.State.PLANNED;
        return shown(
                200,
                plan,
                Origin.of(from),
                checked ? new SinglingOutView(anonymization.singlingOut(plan.id(), null)) : null,
                null,
                List.of(),
                headers,
                uri);
    }

    /** Takes measures against singling out; the plan is counted anew. */
    @POST
    @Path("{plan}/measures")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response measures(@PathParam("plan") String id, MultivaluedMap<String, String> form) {
        ErasurePlan plan = anonymization.generalize(parse(id), new TreeSet<>(form.getOrDefault("measure", List.of())));
        return Pages.redirect(PageAddress.of("/ui/anonymize/" + plan.id())
                .with("check", "1")
                .with(Origin.FIELD, Origin.of(form))
                .toString());
    }

    /** Executes the plan. */
    @POST
    @Path("{plan}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response execute(
            @PathParam("plan") String id,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        ErasurePlan plan = anonymization.get(parse(id));
        String from = Origin.of(form);
        Shell shell = pages.shell(headers, uri);
        String typed = Filters.value(form, "count").replaceAll("[\\s\u00a0]", "");
        PlanView view = new PlanView(plan);
        if (view.nobody()) {
            return shown(409, plan, from, null, List.of(), headers, uri);
        }
        if (!typed.equals(Long.toString(plan.contacts())) || form.getFirst("understood") == null) {
            return shown(422, plan, from, shell.t("confirm.wrong", plan.contacts()), List.of(), headers, uri);
        }
        if (!view.stopping().isEmpty() && form.getFirst("acceptGaps") == null) {
            return shown(
                    422,
                    plan,
                    from,
                    shell.t("confirm.gapsFirst", shell.join(view.stopping())),
                    List.of(),
                    headers,
                    uri);
        }
        try {
            anonymization.execute(plan.id(), Filters.value(form, "digest"), form.getFirst("acceptGaps") != null);
            return Pages.redirect(Origin.with("/ui/anonymize/" + plan.id(), from));
        } catch (StalePlanException e) {
            return shown(409, anonymization.get(plan.id()), from, shell.t(e.text()), e.differences(), headers, uri);
        } catch (GallraException e) {
            int status =
                    switch (e.code()) {
                        case CONFLICT -> 409;
                        case UNAVAILABLE -> 503;
                        default -> throw e;
                    };
            return shown(status, anonymization.get(plan.id()), from, shell.t(e.text()), List.of(), headers, uri);
        }
    }

    private Response shown(
            int status,
            ErasurePlan plan,
            String from,
            @Nullable String error,
            List<Text> differences,
            HttpHeaders headers,
            UriInfo uri) {
        return shown(status, plan, from, null, error, differences, headers, uri);
    }

    private Response shown(
            int status,
            ErasurePlan plan,
            String from,
            @Nullable SinglingOutView singling,
            @Nullable String error,
            List<Text> differences,
            HttpHeaders headers,
            UriInfo uri) {
        return pages.page(
                status,
                pages.shell(headers, uri),
                "plan",
                "plan",
                plan,
                "action",
                "/ui/anonymize/" + plan.id(),
                "type",
                String.valueOf(plan.contacts()),
                "company",
                "",
                Origin.FIELD,
                from,
                "instead",
                List.of(),
                "insteadAll",
                "",
                "cards",
                List.of(),
                "error",
                error,
                "differences",
                differences,
                "singling",
                singling);
    }

    static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw GallraException.notFound(new Text(
                    "Planen finns inte. Gör en ny förhandsgranskning.", "There is no such plan. Make a new preview."));
        }
    }
}
