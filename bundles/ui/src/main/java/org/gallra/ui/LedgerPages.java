package org.gallra.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.erasure.ReceiptService;
import org.gallra.api.ledger.LedgerService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The erasure ledger: whether it is in order, and the receipts of all that was erased. */
@Component(service = LedgerPages.class)
@UiResource
@Path("ledger")
public final class LedgerPages {

    private static final int SHOWN = 50;

    private final Pages pages;
    private final LedgerService ledger;
    private final ReceiptService receipts;
    private final AccessControl access;

    /** Takes the services. */
    @Activate
    public LedgerPages(
            @Reference Pages pages,
            @Reference LedgerService ledger,
            @Reference ReceiptService receipts,
            @Reference AccessControl access) {
        this.pages = pages;
        this.ledger = ledger;
        this.receipts = receipts;
        this.access = access;
    }

    /** Shows the state and a page of receipts. */
    @GET
    public Response show(
            @QueryParam("cursor") @Nullable String cursor, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ADMINISTER);
        return pages.page(
                200,
                pages.shell(headers, uri),
                "ledger",
                "state",
                ledger.state(),
                "receipts",
                receipts.list(cursor, SHOWN),
                "first",
                cursor == null);
    }

    /** Shows a receipt with what was found after the act. */
    @GET
    @Path("{receipt}")
    public Response receipt(@PathParam("receipt") String receipt, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.ADMINISTER);
        return pages.page(
                200, pages.shell(headers, uri), "receipt", "receipt", receipts.get(AnonymizePages.parse(receipt)));
    }

    /** Searches again for what the act may have left. */
    @POST
    @Path("{receipt}/residue")
    public Response probe(@PathParam("receipt") String receipt) {
        access.require(Permission.ADMINISTER);
        return Pages.redirect(
                "/ui/ledger/" + receipts.probe(AnonymizePages.parse(receipt)).id());
    }

    /** Verifies the whole chain; the page then says when that was. */
    @POST
    @Path("verification")
    public Response verify() {
        access.require(Permission.ADMINISTER);
        boolean whole = ledger.verify().problem() == null;
        return Pages.redirect("/ui/ledger" + (whole ? "?done=verified" : ""));
    }
}
