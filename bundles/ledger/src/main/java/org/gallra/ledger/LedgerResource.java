package org.gallra.ledger;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.gallra.api.ledger.LedgerService;
import org.gallra.api.ledger.LedgerService.LedgerState;
import org.gallra.api.rest.Operation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The ledger over REST. */
@Component(service = LedgerResource.class)
@JakartarsResource
@Path("ledger")
@Produces(MediaType.APPLICATION_JSON)
public final class LedgerResource {

    private final LedgerService ledger;

    /** Takes the service. */
    @Activate
    public LedgerResource(@Reference LedgerService ledger) {
        this.ledger = ledger;
    }

    /** Returns the state of the ledger. */
    @GET
    @Operation(
            "Returns the state of the erasure ledger: how long it is, whether acts can be written down, and if not, why.")
    public LedgerState state() {
        return ledger.state();
    }

    /** Verifies the whole chain. */
    @POST
    @Path("verification")
    @Operation("Reads all files of the erasure ledger, verifies the whole chain and returns the state.")
    public LedgerState verify() {
        return ledger.verify();
    }
}
