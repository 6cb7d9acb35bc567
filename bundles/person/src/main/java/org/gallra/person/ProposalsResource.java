package org.gallra.person;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** What may be the same person, over REST. */
@Component(service = ProposalsResource.class)
@JakartarsResource
@Path("same-person")
@Produces(MediaType.APPLICATION_JSON)
public final class ProposalsResource {

    private static final Duration LOOKING = Duration.ofSeconds(2);

    private final PersonService persons;

    /** Takes the service. */
    @Activate
    public ProposalsResource(@Reference PersonService persons) {
        this.persons = persons;
    }

    /** Lists pairs that are alike. */
    @GET
    @Operation("Lists pairs of contacts that are alike and about which nobody has decided.")
    public Proposals proposals(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("50") int limit) {
        return persons.proposals(cursor, limit, LOOKING);
    }
}
