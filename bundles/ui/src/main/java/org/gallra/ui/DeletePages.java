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
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.DeletionService;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The trash can: what is tied to a contact or company, then its deletion. */
@Component(service = DeletePages.class)
@UiResource
@Path("delete")
public final class DeletePages {

    private final Pages pages;
    private final DeletionService deletion;
    private final CompanyService companies;
    private final AccessControl access;
    private final Requested requested;
    private final OtherCards otherCards;

    /** Takes the services. */
    @Activate
    public DeletePages(
            @Reference Pages pages,
            @Reference DeletionService deletion,
            @Reference CompanyService companies,
            @Reference AccessControl access,
            @Reference Requested requested,
            @Reference OtherCards otherCards) {
        this.requested = requested;
        this.pages = pages;
        this.deletion = deletion;
        this.companies = companies;
        this.access = access;
        this.otherCards = otherCards;
    }

    /** Counts what is tied to the contacts or the company of the form. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response preview(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.DELETE);
        String company = Filters.value(form, "company");
        if (!company.isEmpty()) {
            CompanyId id = CompanyId.parse(company);
            return Pages.redirect(PageAddress.of(
                            "/ui/delete/" + deletion.planCompany(id, null).id())
                    .with("company", id.toString())
                    .with(Origin.FIELD, Origin.of(form))
                    .toString());
        }
        List<ContactId> ids = List.copyOf(new LinkedHashSet<>(Marked.ticked(form, "id")));
        if (ids.isEmpty()) {
            Shell shell = pages.shell(headers, uri);
            String text = shell.t("1".equals(form.getFirst("all")) ? "delete.all" : "nothing.marked");
            return pages.page(422, shell, "message", "title", shell.t("delete.title"), "text", text);
        }
        String named = ids.stream().map(one -> "contact=" + one).collect(Collectors.joining("&", "&", ""));
        String request = requested.checked(form.getFirst("request"), ids);
        ErasurePlan plan = deletion.planContacts(ids, Requested.reason(request));
        requested.planned(request, plan.id());
        return Pages.redirect(Origin.with("/ui/delete/" + plan.id(), Origin.of(form)) + named);
    }

    /** Shows the counts, how far a run has come, or the receipt. */
    @GET
    @Path("{plan}")
    public Response plan(
            @PathParam("plan") String id,
            @QueryParam("company") @Nullable String company,
            @QueryParam("contact") List<String> contacts,
            @QueryParam(Origin.FIELD) @Nullable String from,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        ErasurePlan plan = deletion.get(AnonymizePages.parse(id));
        return shown(200, plan, new Chosen(company, contacts, Origin.of(from)), null, List.of(), headers, uri);
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
        ErasurePlan plan = deletion.get(AnonymizePages.parse(id));
        Shell shell = pages.shell(headers, uri);
        Chosen chosen =
                new Chosen(Filters.value(form, "company"), form.getOrDefault("contact", List.of()), Origin.of(form));
        PlanView view = new PlanView(plan);
        if (view.nobody()) {
            return shown(409, plan, chosen, null, List.of(), headers, uri);
        }
        String expected = plan.state() == ErasurePlan.State.DONE ? null : typed(plan, chosen.company());
        String typed = Filters.value(form, "count");
        if ((expected != null && !typed.equalsIgnoreCase(expected)) || form.getFirst("understood") == null) {
            return shown(
                    422,
                    plan,
                    chosen,
                    shell.t("confirm.wrong", Objects.requireNonNullElse(expected, "")),
                    List.of(),
                    headers,
                    uri);
        }
        if (!view.stopping().isEmpty() && form.getFirst("acceptGaps") == null) {
            String names = shell.join(view.stopping());
            return shown(422, plan, chosen, shell.t("confirm.gapsFirst", names), List.of(), headers, uri);
        }
        try {
            deletion.execute(plan.id(), Filters.value(form, "digest"), form.getFirst("acceptGaps") != null);
            return Pages.redirect(Origin.with("/ui/delete/" + plan.id(), chosen.from()));
        } catch (StalePlanException e) {
            return shown(409, deletion.get(plan.id()), chosen, shell.t(e.text()), e.differences(), headers, uri);
        } catch (GallraException e) {
            int status =
                    switch (e.code()) {
                        case CONFLICT -> 409;
                        case UNAVAILABLE -> 503;
                        default -> throw e;
                    };
            return shown(status, deletion.get(plan.id()), chosen, shell.t(e.text()), List.of(), headers, uri);
        }
    }

    /** Whom the page was opened for, to come back to and to anonymize instead. */
    private record Chosen(String company, List<String> contacts, String from) {

        Chosen(@Nullable String company, List<String> contacts, String from) {
            this.company = Objects.requireNonNullElse(company, "");
            this.contacts = contacts;
            this.from = from;
        }

        List<ContactId> ids() {
            return contacts.stream().map(ContactId::parse).toList();
        }

        /** Returns the company's contacts as a filter that an address can carry. */
        String filter() {
            return company.isEmpty()
                    ? ""
                    : Filters.Form.of(java.util.Map.of("company", company)).token();
        }
    }

    /** What has to be typed: a company's name, or how many contacts if there are several. */
    private @Nullable String typed(ErasurePlan plan, String company) {
        if (plan.companies() == 1 && !company.isEmpty()) {
            return companies.get(CompanyId.parse(company)).name();
        }
        return plan.companies() > 0 || plan.contacts() > 1 ? Long.toString(plan.contacts()) : null;
    }

    private Response shown(
            int status,
            ErasurePlan plan,
            Chosen chosen,
            @Nullable String error,
            List<Text> differences,
            HttpHeaders headers,
            UriInfo uri) {
        boolean open = new PlanView(plan).executable();
        String typed = open ? typed(plan, chosen.company()) : null;
        boolean instead = open && plan.contacts() > 0;
        return pages.page(
                status,
                pages.shell(headers, uri),
                "plan",
                "plan",
                plan,
                "action",
                "/ui/delete/" + plan.id(),
                "type",
                Objects.requireNonNullElse(typed, ""),
                "company",
                chosen.company(),
                Origin.FIELD,
                chosen.from(),
                "instead",
                instead ? chosen.contacts() : List.of(),
                "insteadAll",
                instead ? chosen.filter() : "",
                "cards",
                instead ? otherCards.of(chosen.ids()) : List.of(),
                "error",
                error,
                "differences",
                differences);
    }
}
