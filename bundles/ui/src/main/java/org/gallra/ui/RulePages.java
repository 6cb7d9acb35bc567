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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.rest.Input;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RulePreviews;
import org.gallra.api.rule.RuleRuns;
import org.gallra.api.rule.RuleService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The rules of anonymization: list, editor with preview, and what each rule did and will do (UI.md S6). */
@Component(service = RulePages.class)
@UiResource
@Path("rules")
public final class RulePages {

    private final Pages pages;
    private final RuleService rules;
    private final RulePreviews previews;
    private final RuleRuns runs;
    private final AnonymizationService anonymization;
    private final ContactService contacts;
    private final AccessControl access;

    /** Takes the services. */
    @Activate
    public RulePages(
            @Reference Pages pages,
            @Reference RuleService rules,
            @Reference RulePreviews previews,
            @Reference RuleRuns runs,
            @Reference AnonymizationService anonymization,
            @Reference ContactService contacts,
            @Reference AccessControl access) {
        this.pages = pages;
        this.rules = rules;
        this.previews = previews;
        this.runs = runs;
        this.anonymization = anonymization;
        this.contacts = contacts;
        this.access = access;
    }

    /**
     * A line of the list.
     *
     * @param hits how many contacts it hits now, or null if that cannot be asked
     */
    public record Listed(Rule rule, @Nullable Long hits) {}

    /** Lists the rules. */
    @GET
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ANONYMIZE);
        List<Listed> listed =
                rules.list().stream().map(rule -> new Listed(rule, hits(rule))).toList();
        return pages.page(200, pages.shell(headers, uri), "rules", "rules", listed);
    }

    private @Nullable Long hits(Rule rule) {
        try {
            return rule.problem() == null ? previews.hits(rule.id()) : null;
        } catch (GallraException e) {
            return null; // the rule's page says why
        }
    }

    /** Shows the editor of a new rule. */
    @GET
    @Path("new")
    public Response fresh(@Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ANONYMIZE);
        return editor(200, null, RuleForm.fresh(), Map.of(), null, null, headers, uri);
    }

    /** Takes the editor of a new rule. */
    @POST
    @Path("new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(MultivaluedMap<String, String> sent, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ANONYMIZE);
        return edited(null, sent, headers, uri);
    }

    /** Shows a rule: what it is, whom it hits, what it did. */
    @GET
    @Path("{id}")
    public Response show(
            @PathParam("id") String id,
            @QueryParam("contact") @Nullable String contact,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Rule rule = rules.get(parse(id));
        RulePreviews.Explanation explanation = null;
        String who = null;
        Text error = null;
        if (contact != null && !contact.isBlank()) {
            try {
                // people paste the address of a card
                ContactId asked = ContactId.parse(contact.strip().replaceFirst(".*/", ""));
                who = contacts.get(asked).displayName();
                explanation = previews.explain(rule.id(), asked);
            } catch (GallraException e) {
                error = e.text();
            }
        }
        return pages.page(
                error == null ? 200 : 422,
                pages.shell(headers, uri),
                "rule",
                "rule",
                rule,
                "hits",
                hits(rule),
                "runs",
                runs.list(rule.id()),
                "asked",
                Objects.requireNonNullElse(contact, ""),
                "who",
                who,
                "explanation",
                explanation,
                "error",
                error);
    }

    /** Shows whom a rule would hit at other times. */
    @GET
    @Path("{id}/timeline")
    public Response timeline(@PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        Rule rule = rules.get(parse(id));
        return pages.page(
                200, pages.shell(headers, uri), "ruleTimeline", "rule", rule, "timeline", previews.timeline(rule.id()));
    }

    /** Shows the editor of a rule. */
    @GET
    @Path("{id}/edit")
    public Response edit(@PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        Rule rule = rules.get(parse(id));
        return editor(200, rule, RuleForm.of(rule), Map.of(), null, null, headers, uri);
    }

    /** Takes the editor of a rule. */
    @POST
    @Path("{id}/edit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response update(
            @PathParam("id") String id,
            MultivaluedMap<String, String> sent,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return edited(rules.get(parse(id)), sent, headers, uri);
    }

    private Response edited(
            @Nullable Rule rule, MultivaluedMap<String, String> sent, HttpHeaders headers, UriInfo uri) {
        RuleForm form = RuleForm.of(sent, rule);
        String button = Filters.value(sent, "do");
        String[] words = button.split(":", -1);
        String chosen = words.length > 1 ? sent.getFirst("g" + words[1] + ".add") : null;
        if (!button.equals("save") && !button.equals("preview") && form.act(button, chosen) != null) {
            return editor(200, rule, form, Map.of(), null, null, headers, uri);
        }
        RuleDraft draft = form.draft();
        try {
            if (button.equals("save")) {
                Rule saved = rule == null
                        ? rules.create(draft)
                        : rules.update(rule.id(), version(form.values().getOrDefault("version", "")), draft);
                return Pages.redirect("/ui/rules/" + saved.id() + "?done=saved");
            }
            RulePreviews.Preview preview = previews.preview(rule == null ? null : rule.id(), draft);
            return editor(200, rule, form, Map.of(), null, preview, headers, uri);
        } catch (GallraException e) {
            if (e.code() != Code.INVALID
                    && e.code() != Code.STALE
                    && e.code() != Code.CONFLICT
                    && e.code() != Code.UNAVAILABLE) {
                throw e;
            }
            Shell shell = pages.shell(headers, uri);
            Map<String, String> errors = new LinkedHashMap<>();
            e.violations().forEach(v -> errors.putIfAbsent(form.place(v.field()), shell.t(v.text())));
            return editor(e.code() == Code.INVALID ? 422 : 409, rule, form, errors, e.text(), null, headers, uri);
        }
    }

    private static long version(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private Response editor(
            int status,
            @Nullable Rule rule,
            RuleForm form,
            Map<String, String> errors,
            @Nullable Text error,
            RulePreviews.@Nullable Preview preview,
            HttpHeaders headers,
            UriInfo uri) {
        Map<String, RuleService.Criterion> criteria = new LinkedHashMap<>();
        rules.criteria().forEach(criterion -> criteria.put(criterion.id(), criterion));
        return pages.page(
                status,
                pages.shell(headers, uri),
                "ruleForm",
                "rule",
                rule,
                "form",
                form,
                "criteria",
                criteria,
                "categories",
                anonymization.categories(),
                "errors",
                errors,
                "error",
                error,
                "preview",
                preview,
                "sample",
                preview == null ? List.of() : sample(preview));
    }

    private List<Contact> sample(RulePreviews.Preview preview) {
        List<Contact> found = new ArrayList<>();
        for (ContactId id : preview.sample()) {
            try {
                found.add(contacts.get(id));
            } catch (GallraException e) {
                continue; // gone since it was counted
            }
        }
        return found;
    }

    /** Switches a rule on or off, or between dry run and live. */
    @POST
    @Path("{id}/switch")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response turn(@PathParam("id") String id, MultivaluedMap<String, String> sent) {
        Rule rule = rules.get(parse(id));
        String to = Filters.value(sent, "to");
        RuleDraft now = rule.draft();
        rules.update(
                rule.id(),
                version(Filters.value(sent, "version")),
                new RuleDraft(
                        now.name(),
                        now.condition(),
                        now.action(),
                        now.fields(),
                        now.schedule(),
                        now.mode(),
                        to.equals("live") ? Boolean.FALSE : to.equals("dry") ? Boolean.TRUE : now.dryRun(),
                        to.equals("on") ? Boolean.TRUE : to.equals("off") ? Boolean.FALSE : now.enabled(),
                        now.brake()));
        return Pages.redirect("/ui/rules/" + rule.id() + "?done=saved");
    }

    /** Deletes a rule. */
    @POST
    @Path("{id}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response delete(@PathParam("id") String id, MultivaluedMap<String, String> sent) {
        rules.delete(parse(id), version(Filters.value(sent, "version")));
        return Pages.redirect("/ui/rules");
    }

    /** Runs a rule now. */
    @POST
    @Path("{id}/runs")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response start(@PathParam("id") String id, MultivaluedMap<String, String> sent) {
        UUID rule = parse(id);
        return Pages.redirect(
                "/ui/rules/" + rule + "/runs/" + runs.start(rule).run().id());
    }

    static UUID parse(String id) {
        return Input.id(
                id,
                () -> GallraException.notFound(
                        new Text("Regeln finns inte (längre).", "There is no such rule (any more).")));
    }
}
