package org.gallra.register;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ReceiptService;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Receipts over REST. */
@Component(service = ReceiptsResource.class)
@JakartarsResource
@Path("receipts")
@Produces(MediaType.APPLICATION_JSON)
public final class ReceiptsResource {

    private final ReceiptService receipts;

    /** Takes the service. */
    @Activate
    public ReceiptsResource(@Reference ReceiptService receipts) {
        this.receipts = receipts;
    }

    /** Returns one page of receipts, the latest first. */
    @GET
    @Operation("Lists the receipts of anonymizations and deletions, the latest first.")
    public Page<ErasureReceipt> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("50") int limit) {
        return receipts.list(cursor, limit);
    }

    /** Returns a receipt. */
    @GET
    @Path("{id}")
    @Operation("Returns a receipt with the numbers of its entries in the ledger.")
    public ErasureReceipt get(@PathParam("id") String id) {
        return receipts.get(parse(id));
    }

    /** Searches again. */
    @POST
    @Path("{id}/residue")
    @Operation(
            value =
                    "Searches again for what an act may have left; 409 if what identified the people is no longer known.",
            status = 202,
            answer = ErasureReceipt.class)
    public Response probe(@PathParam("id") String id) {
        return Response.status(202).entity(receipts.probe(parse(id))).build();
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw GallraException.notFound(new Text("Kvittot finns inte.", "There is no such receipt."));
        }
    }
}
