package org.gallra.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.gallra.api.ui.UiRecordAction;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The card of a contact. */
@Component(service = ContactPages.class)
@UiResource
@Path("contacts")
public final class ContactPages {

    private final Pages pages;
    private final ContactService contacts;
    private final AccessControl access;
    private final Parts parts;

    /** Takes the services. */
    @Activate
    public ContactPages(
            @Reference Pages pages,
            @Reference ContactService contacts,
            @Reference AccessControl access,
            @Reference Parts parts) {
        this.pages = pages;
        this.contacts = contacts;
        this.access = access;
        this.parts = parts;
    }

    /** Optional: a card can do without. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable WaitingActs waiting;

    /** Shows a card. */
    @GET
    @Path("{id}")
    public Response card(@PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        Contact contact = contacts.get(ContactId.parse(id));
        Shell shell = pages.shell(headers, uri);
        UiContext context = new UiContext(
                contact.id(),
                null,
                contact.anonymizedAt() != null || contact.restricted(),
                access.caller(),
                shell.language(),
                Shell.ZONE,
                shell.csrf(),
                shell.path());
        Map<UiPanel.Slot, List<Parts.Panel>> panels =
                parts.panels(context, UiPanel.Slot.CONTACT_LEFT, UiPanel.Slot.CONTACT_MAIN, UiPanel.Slot.CONTACT_RIGHT);
        return pages.page(
                200,
                shell,
                "contact",
                "contact",
                contact,
                "left",
                panels.getOrDefault(UiPanel.Slot.CONTACT_LEFT, List.of()),
                "main",
                panels.getOrDefault(UiPanel.Slot.CONTACT_MAIN, List.of()),
                "right",
                panels.getOrDefault(UiPanel.Slot.CONTACT_RIGHT, List.of()),
                "actions",
                context.anonymized() ? List.of() : parts.actions(UiRecordAction.Card.CONTACT, context),
                "waits",
                waits(contact));
    }

    /** Returns the act that restricts a contact, or null if there is none. */
    private @Nullable PlanView waits(Contact contact) {
        WaitingActs now = waiting;
        return now == null || !contact.restricted()
                ? null
                : now.of(contact.id()).map(PlanView::new).orElse(null);
    }
}
