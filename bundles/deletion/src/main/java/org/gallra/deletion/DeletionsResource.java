package org.gallra.deletion;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.DeletionService;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Deletion over REST: preview, look at it, execute it with its digest. */
@Component(service = DeletionsResource.class)
@JakartarsResource
@Path("deletions")
@Produces(MediaType.APPLICATION_JSON)
public final class DeletionsResource {

    private final DeletionService deletion;
    private final WaitingActs waiting;

    /** Takes the services. */
    @Activate
    public DeletionsResource(@Reference DeletionService deletion, @Reference WaitingActs waiting) {
        this.deletion = deletion;
        this.waiting = waiting;
    }

    /**
     * What to delete: exactly one of these.
     *
     * @param contact one contact
     * @param contacts several contacts
     * @param company a company with everything tied to it
     * @param reason why, for the receipt, without personal data
     */
    public record PreviewRequest(
            @Nullable ContactId contact,
            @Nullable List<@Nullable ContactId> contacts,
            @Nullable CompanyId company,
            @Nullable String reason) {}

    /**
     * The order to execute a plan.
     *
     * @param digest the digest of the plan as it was shown
     * @param acceptGaps whether to go on although a blocker could not be asked; null is no
     */
    public record Execution(
            @Nullable String digest, @Nullable Boolean acceptGaps) {}

    /** Counts everything that would go; changes nothing. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Counts everything tied to contacts or to a company and returns the plan; changes nothing.",
            answer = ErasurePlan.class,
            status = 201)
    public Response preview(@Nullable PreviewRequest request) {
        List<ContactId> contacts = new ArrayList<>();
        if (request != null && request.contact() != null) {
            contacts.add(request.contact());
        }
        if (request != null && request.contacts() != null) {
            for (ContactId id : request.contacts()) {
                if (id == null) {
                    throw GallraException.invalid("contacts", new Text("Ett id saknas.", "An id is missing."));
                }
                contacts.add(id);
            }
        }
        if (request == null || contacts.isEmpty() == (request.company() == null)) {
            throw GallraException.invalid(
                    "contact",
                    new Text(
                            "Ange contact, contacts eller company, ett av dem.",
                            "Give contact, contacts or company, one of them."));
        }
        ErasurePlan plan = request.company() == null
                ? deletion.planContacts(contacts, request.reason())
                : deletion.planCompany(request.company(), request.reason());
        return Response.created(URI.create("deletions/" + plan.id()))
                .entity(plan)
                .build();
    }

    /** Returns a plan with its state, and its receipt once it is done. */
    @GET
    @Path("{id}")
    @Operation("Returns a plan, its state and its receipt.")
    public ErasurePlan get(@PathParam("id") String id) {
        return deletion.get(parse(id));
    }

    /** Executes a plan; 202 while a long run goes on. */
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
            deletion.get(plan);
            throw GallraException.invalid(
                    "digest",
                    new Text("Skicka planens digest, så som den visades.", "Send the plan's digest as it was shown."));
        }
        ErasurePlan done = deletion.execute(plan, execution.digest(), Boolean.TRUE.equals(execution.acceptGaps()));
        boolean open = done.state() == ErasurePlan.State.RUNNING || done.state() == ErasurePlan.State.WAITING;
        return Response.status(open ? 202 : 200).entity(done).build();
    }

    /** Cancels an execution that waits; for system administrators. */
    @DELETE
    @Path("{id}/execution")
    @Operation("Cancels an execution that waits; its contacts are as they were. 409 once it is being executed.")
    public ErasurePlan cancel(@PathParam("id") String id) {
        UUID plan = parse(id);
        deletion.get(plan);
        return waiting.cancel(plan);
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw EngineDeletionService.unknown();
        }
    }
}
