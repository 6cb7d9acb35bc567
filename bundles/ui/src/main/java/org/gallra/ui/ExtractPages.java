package org.gallra.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.ui.UiResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Export of one person's data: the choice of format and language. */
@Component(service = ExtractPages.class)
@UiResource
@Path("extract")
public final class ExtractPages {

    private final Pages pages;
    private final ContactService contacts;
    private final ExtractService extracts;
    private final AccessControl access;

    /** Takes the services. */
    @Activate
    public ExtractPages(
            @Reference Pages pages,
            @Reference ContactService contacts,
            @Reference ExtractService extracts,
            @Reference AccessControl access) {
        this.pages = pages;
        this.contacts = contacts;
        this.extracts = extracts;
        this.access = access;
    }

    /** Shows what the extract will hold, and the choice. */
    @GET
    @Path("{contact}")
    public Response form(@PathParam("contact") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.EXTRACT);
        ContactId contact = ContactId.parse(id);
        return pages.page(
                200,
                pages.shell(headers, uri),
                "extract",
                "contact",
                contacts.get(contact),
                "extract",
                extracts.extract(contact),
                "formats",
                extracts.formats());
    }
}
