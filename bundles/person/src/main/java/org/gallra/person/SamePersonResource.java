package org.gallra.person;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Cards of the same person over REST. */
@Component(service = SamePersonResource.class)
@JakartarsResource
@Path("contacts/{id}/same-person")
@Produces(MediaType.APPLICATION_JSON)
public final class SamePersonResource {

    private final PersonService persons;

    /** Takes the service. */
    @Activate
    public SamePersonResource(@Reference PersonService persons) {
        this.persons = persons;
    }

    /**
     * A decision about two cards.
     *
     * @param same whether they are the same person
     */
    public record Wanted(@Nullable Boolean same) {}

    /** Returns the other cards of a contact. */
    @GET
    @Operation("Returns the other cards of the person: confirmed, proposed with reasons, and declined.")
    public Cards cards(@PathParam("id") String id) {
        return persons.cards(ContactId.parse(id));
    }

    /** Decides. */
    @PUT
    @Path("{other}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Decides whether two contacts are the same person; returns the cards of the first.")
    public Cards decide(@PathParam("id") String id, @PathParam("other") String other, @Nullable Wanted wanted) {
        Boolean same = Input.body(wanted).same();
        if (same == null) {
            throw GallraException.invalid("same", new Text("Ange true eller false.", "Give true or false."));
        }
        return persons.decide(ContactId.parse(id), ContactId.parse(other), same);
    }

    /** Takes a decision back. */
    @DELETE
    @Path("{other}")
    @Operation("Takes the decision about two contacts back; returns the cards of the first.")
    public Cards withdraw(@PathParam("id") String id, @PathParam("other") String other) {
        return persons.withdraw(ContactId.parse(id), ContactId.parse(other));
    }
}
