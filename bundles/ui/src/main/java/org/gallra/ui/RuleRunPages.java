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
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.RuleRuns;
import org.gallra.api.rule.RuleService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One run of a rule: what it would do or did, and the decision about a proposal. */
@Component(service = RuleRunPages.class)
@UiResource
@Path("rules/{rule}/runs/{run}")
public final class RuleRunPages {

    private final Pages pages;
    private final RuleService rules;
    private final RuleRuns runs;

    /** Takes the services. */
    @Activate
    public RuleRunPages(@Reference Pages pages, @Reference RuleService rules, @Reference RuleRuns runs) {
        this.pages = pages;
        this.rules = rules;
        this.runs = runs;
    }

    /** Shows a run. */
    @GET
    public Response show(
            @PathParam("rule") String rule,
            @PathParam("run") String run,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        UUID id = RulePages.parse(rule);
        return shown(200, rules.get(id), runs.get(id, RulePages.parse(run)), null, List.of(), headers, uri);
    }

    /** Approves or declines a proposal, or counts it again. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(
            @PathParam("rule") String ruleId,
            @PathParam("run") String runId,
            MultivaluedMap<String, String> sent,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Rule rule = rules.get(RulePages.parse(ruleId));
        RuleRuns.Details details = runs.get(rule.id(), RulePages.parse(runId));
        UUID run = details.run().id();
        Shell shell = pages.shell(headers, uri);
        String action = Filters.value(sent, "do");
        try {
            switch (action) {
                case "decline" -> runs.decline(rule.id(), run);
                case "recount" -> runs.recount(rule.id(), run);
                default -> {
                    ErasurePlan plan = details.plan();
                    String typed = Filters.value(sent, "count").replaceAll("[\\s\u00a0]", "");
                    if (plan == null
                            || !typed.equals(Long.toString(plan.contacts()))
                            || sent.getFirst("understood") == null) {
                        String error = shell.t("confirm.wrong", plan == null ? 0 : plan.contacts());
                        return shown(422, rule, details, error, List.of(), headers, uri);
                    }
                    runs.approve(rule.id(), run, Filters.value(sent, "digest"), sent.getFirst("acceptGaps") != null);
                }
            }
            return Pages.redirect("/ui/rules/" + rule.id() + "/runs/" + run);
        } catch (StalePlanException e) {
            return shown(409, rule, runs.get(rule.id(), run), shell.t("run.stale"), e.differences(), headers, uri);
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.CONFLICT && e.code() != GallraException.Code.UNAVAILABLE) {
                throw e;
            }
            return shown(409, rule, runs.get(rule.id(), run), shell.t(e.text()), List.of(), headers, uri);
        }
    }

    /** Returns the look of a state: what needs attention, what waits, what went well. */
    public static String badge(RuleRun.State state) {
        return switch (state) {
            case HALTED, REFUSED, FAILED -> "badge-danger";
            case PROPOSED, RUNNING, WAITING -> "badge-warn";
            case DONE -> "badge-ok";
            default -> "badge-soft";
        };
    }

    private Response shown(
            int status,
            Rule rule,
            RuleRuns.Details details,
            @Nullable String error,
            List<Text> differences,
            HttpHeaders headers,
            UriInfo uri) {
        return pages.page(
                status,
                pages.shell(headers, uri),
                "ruleRun",
                "rule",
                rule,
                "run",
                details.run(),
                "plan",
                details.plan(),
                "error",
                error,
                "differences",
                differences);
    }
}
