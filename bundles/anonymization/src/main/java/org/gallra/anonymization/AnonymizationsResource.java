package org.gallra.anonymization;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Anonymization over REST: plan, look at it, execute it with its digest. */
@Component(service = AnonymizationsResource.class)
@JakartarsResource
@Path("anonymizations")
@Produces(MediaType.APPLICATION_JSON)
public final class AnonymizationsResource {

    private final AnonymizationService anonymization;
    private final WaitingActs waiting;

    /** Takes the services. */
    @Activate
    public AnonymizationsResource(@Reference AnonymizationService anonymization, @Reference WaitingActs waiting) {
        this.anonymization = anonymization;
        this.waiting = waiting;
    }

    /**
     * Whom and what to anonymize.
     *
     * @param contacts these contacts; or null
     * @param filter all that match; or null
     */
    public record Selection(
            @Nullable List<@Nullable ContactId> contacts,
            @Nullable ContactFilter filter) {}

    /**
     * A request for a plan.
     *
     * @param selection whom
     * @param fields what beside the fields that always go: ids of fields or records, or {@code *}; null is none
     * @param reason why, for the receipt, without personal data
     */
    public record PlanRequest(
            @Nullable Selection selection,
            @Nullable List<@Nullable String> fields,
            @Nullable String reason) {}

    /**
     * The order to execute a plan.
     *
     * @param digest the digest of the plan as it was shown
     * @param acceptGaps whether to go on although a blocker could not be asked; null is no
     */
    public record Execution(
            @Nullable String digest, @Nullable Boolean acceptGaps) {}

    /** Returns what can be chosen, and what always goes. */
    @GET
    @Path("categories")
    @Operation("Returns what can be anonymized, and what always is.")
    public List<AnonymizationService.Category> categories() {
        return anonymization.categories();
    }

    /** Makes a plan; changes nothing. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Counts what an anonymization would do and returns the plan; changes nothing.",
            answer = ErasurePlan.class,
            status = 201)
    public Response plan(@Nullable PlanRequest request) {
        if (request == null || request.selection() == null) {
            throw GallraException.invalid(
                    "selection",
                    new Text(
                            "Ange selection med contacts eller filter.",
                            "Give a selection with contacts or a filter."));
        }
        Selection selection = request.selection();
        List<ContactId> contacts = new ArrayList<>();
        if (selection.contacts() != null) {
            for (ContactId id : selection.contacts()) {
                if (id == null) {
                    throw GallraException.invalid(
                            "selection.contacts", new Text("Ett id saknas.", "An id is missing."));
                }
                contacts.add(id);
            }
        }
        Set<String> fields = new TreeSet<>();
        if (request.fields() != null) {
            for (String field : request.fields()) {
                if (field == null) {
                    throw GallraException.invalid("fields", new Text("Ett fält saknas.", "A field is missing."));
                }
                fields.add(field);
            }
        }
        ErasurePlan plan = anonymization.plan(contacts, selection.filter(), fields, request.reason());
        return Response.created(URI.create("anonymizations/" + plan.id()))
                .entity(plan)
                .build();
    }

    /** Returns a plan with its state, and its receipt once it is done. */
    @GET
    @Path("{id}")
    @Operation("Returns a plan, its state and its receipt.")
    public ErasurePlan get(@PathParam("id") String id) {
        return anonymization.get(parse(id));
    }

    /**
     * What is done against singling out.
     *
     * @param measures ids of traits whose measure is taken; null is none
     */
    public record Measures(@Nullable List<@Nullable String> measures) {}

    /** Returns what a plan leaves that can single somebody out. */
    @GET
    @Path("{id}/singling-out")
    @Operation("Counts what a plan leaves of people that can single them out, and what can be done about it.")
    public SinglingOut singlingOut(@PathParam("id") String id, @QueryParam("limit") @Nullable String limit) {
        try {
            return anonymization.singlingOut(parse(id), limit == null ? null : Integer.valueOf(limit));
        } catch (NumberFormatException e) {
            throw GallraException.invalid(
                    "limit", new Text("Ange ett tal från 2 till 1000.", "Give a number from 2 to 1000."));
        }
    }

    /** Counts a plan anew with measures against singling out. */
    @PUT
    @Path("{id}/measures")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Takes measures against singling out; the plan is counted anew and gets another digest.")
    public ErasurePlan generalize(@PathParam("id") String id, @Nullable Measures body) {
        Set<String> measures = new TreeSet<>();
        List<@Nullable String> named = Input.body(body).measures();
        for (String measure : named == null ? List.<String>of() : named) {
            if (measure == null) {
                throw GallraException.invalid("measures", new Text("Ett id saknas.", "An id is missing."));
            }
            measures.add(measure);
        }
        return anonymization.generalize(parse(id), measures);
    }

    /** Executes a plan; 202 while it waits or a long run goes on. */
    @POST
    @Path("{id}/execution")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Executes a plan; the digest says which one was shown. 409 if data or bundles have changed.",
            answer = ErasurePlan.class)
    public Response execute(@PathParam("id") String id, @Nullable Execution execution) {
        UUID plan = parse(id);
        if (execution == null
                || execution.digest() == null
                || execution.digest().isBlank()) {
            anonymization.get(plan);
            throw GallraException.invalid(
                    "digest",
                    new Text("Skicka planens digest, så som den visades.", "Send the plan's digest as it was shown."));
        }
        ErasurePlan done = anonymization.execute(plan, execution.digest(), Boolean.TRUE.equals(execution.acceptGaps()));
        boolean open = done.state() == ErasurePlan.State.RUNNING || done.state() == ErasurePlan.State.WAITING;
        return Response.status(open ? 202 : 200).entity(done).build();
    }

    /** Cancels an execution that waits. */
    @DELETE
    @Path("{id}/execution")
    @Operation("Cancels an execution that waits; its contacts are as they were. 409 once it is being executed.")
    public ErasurePlan cancel(@PathParam("id") String id) {
        UUID plan = parse(id);
        anonymization.get(plan);
        return waiting.cancel(plan);
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw EngineAnonymizationService.unknown();
        }
    }
}
