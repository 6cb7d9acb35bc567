package org.gallra.rules;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RulePreviews;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.RuleRuns;
import org.gallra.api.rule.RuleService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Rules over REST. */
@Component(service = RulesResource.class)
@JakartarsResource
@Path("anonymization-rules")
@Produces(MediaType.APPLICATION_JSON)
public final class RulesResource {

    private final RuleService rules;
    private final RulePreviews previews;
    private final RuleRuns runs;

    /** Takes the services. */
    @Activate
    public RulesResource(@Reference RuleService rules, @Reference RulePreviews previews, @Reference RuleRuns runs) {
        this.rules = rules;
        this.previews = previews;
        this.runs = runs;
    }

    /** What is approved. */
    public record Approval(
            @Nullable String digest, @Nullable Boolean acceptGaps) {}

    /** Lists all rules. */
    @GET
    @Operation("Lists all rules, ordered by name.")
    public List<Rule> list() {
        return rules.list();
    }

    /** Lists the criteria. */
    @GET
    @Path("criteria")
    @Operation("Lists all criteria of all bundles with what has to be filled in.")
    public List<RuleService.Criterion> criteria() {
        return rules.criteria();
    }

    /** Creates a rule. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Creates a rule, in dry run.", answer = Rule.class, status = 201)
    public Response create(@Nullable RuleDraft draft) {
        Rule created = rules.create(Input.body(draft));
        return Response.created(URI.create("anonymization-rules/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Previews a rule that is not saved. */
    @POST
    @Path("preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Returns what a rule would do that is not saved. Changes nothing.")
    public RulePreviews.Preview preview(@Nullable RuleDraft draft) {
        return previews.preview(null, Input.body(draft));
    }

    /** Returns a rule. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a rule.", answer = Rule.class)
    public Response get(@PathParam("id") String id) {
        return answer(rules.get(rule(id)));
    }

    /** Replaces a rule. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Replaces all values of a rule; needs If-Match.", answer = Rule.class)
    public Response update(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable RuleDraft draft) {
        return answer(rules.update(rule(id), Preconditions.version(match), Input.body(draft)));
    }

    /** Deletes a rule. */
    @DELETE
    @Path("{id}")
    @Operation("Deletes a rule and the history of its runs; receipts stay. Needs If-Match.")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        rules.delete(rule(id), Preconditions.version(match));
    }

    /** Previews a rule, or tells why a contact is hit. */
    @GET
    @Path("{id}/preview")
    @Operation(
            value = "Returns what a rule would do now; with a contact: why it is hit or is not. Changes nothing.",
            answer = RulePreviews.Preview.class)
    public Response preview(@PathParam("id") String id, @QueryParam("contact") @Nullable String contact) {
        UUID rule = rule(id);
        return Response.ok(contact == null ? previews.preview(rule) : previews.explain(rule, ContactId.parse(contact)))
                .build();
    }

    /** Returns whom a rule would hit at other times. */
    @GET
    @Path("{id}/timeline")
    @Operation("Returns whom a rule would have hit in the last 52 weeks and will hit in the next.")
    public RulePreviews.Timeline timeline(@PathParam("id") String id) {
        return previews.timeline(rule(id));
    }

    /** Lists runs. */
    @GET
    @Path("{id}/runs")
    @Operation("Lists the runs of a rule, the latest first, at most 100.")
    public List<RuleRun> runs(@PathParam("id") String id) {
        return runs.list(rule(id));
    }

    /** Runs a rule now. */
    @POST
    @Path("{id}/runs")
    @Operation(value = "Runs a rule now, as its schedule would.", answer = RuleRuns.Details.class, status = 201)
    public Response start(@PathParam("id") String id) {
        RuleRuns.Details started = runs.start(rule(id));
        return Response.created(URI.create(
                        "anonymization-rules/" + id + "/runs/" + started.run().id()))
                .entity(started)
                .build();
    }

    /** Returns a run. */
    @GET
    @Path("{id}/runs/{run}")
    @Operation("Returns a run with its plan.")
    public RuleRuns.Details run(@PathParam("id") String id, @PathParam("run") String run) {
        return runs.get(rule(id), run(run));
    }

    /** Counts a proposal again. */
    @POST
    @Path("{id}/runs/{run}/plan")
    @Operation("Counts a proposal again, for its plan has become too old.")
    public RuleRuns.Details recount(@PathParam("id") String id, @PathParam("run") String run) {
        return runs.recount(rule(id), run(run));
    }

    /** Approves a proposal. */
    @POST
    @Path("{id}/runs/{run}/approval")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            "Approves a proposal and executes it; the digest says which plan was shown. 409 if data or bundles changed.")
    public RuleRuns.Details approve(
            @PathParam("id") String id, @PathParam("run") String run, @Nullable Approval approval) {
        UUID rule = rule(id);
        if (approval == null || approval.digest() == null || approval.digest().isBlank()) {
            runs.get(rule, run(run));
            throw GallraException.invalid(
                    "digest",
                    new Text("Skicka planens digest, så som den visades.", "Send the plan's digest as it was shown."));
        }
        return runs.approve(rule, run(run), approval.digest(), Boolean.TRUE.equals(approval.acceptGaps()));
    }

    /** Declines a proposal. */
    @POST
    @Path("{id}/runs/{run}/decline")
    @Operation("Declines a proposal.")
    public RuleRuns.Details decline(@PathParam("id") String id, @PathParam("run") String run) {
        return runs.decline(rule(id), run(run));
    }

    private static Response answer(Rule rule) {
        return Response.ok(rule).tag(Long.toString(rule.version())).build();
    }

    private static UUID rule(String id) {
        return Input.id(id, RuleStore::unknown);
    }

    private static UUID run(String id) {
        return Input.id(id, RuleStore::unknownRun);
    }
}
