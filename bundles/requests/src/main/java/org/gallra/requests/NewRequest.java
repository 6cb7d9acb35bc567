package org.gallra.requests;

import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiRecordAction;
import org.osgi.service.component.annotations.Component;

/** The entry in the plus menu of the contact card that leads to the form for a request of hers. */
@Component
public final class NewRequest implements UiRecordAction {

    @Override
    public Card card() {
        return Card.CONTACT;
    }

    @Override
    public int rank() {
        return 200;
    }

    @Override
    public Text label() {
        return new Text("Ny begäran", "New request");
    }

    @Override
    public String icon() {
        return "envelope";
    }

    @Override
    public Permission permission() {
        return Permission.EXTRACT;
    }

    @Override
    public String href(UiContext context) {
        return RequestsPage.ADDRESS + "?new=1" + (context.contact() == null ? "" : "&contact=" + context.contact());
    }
}
