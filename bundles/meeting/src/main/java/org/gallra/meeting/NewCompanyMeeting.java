package org.gallra.meeting;

import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiRecordAction;
import org.osgi.service.component.annotations.Component;

/** The entry in the plus menu of the company card that leads to the form of the panel. */
@Component
public final class NewCompanyMeeting implements UiRecordAction {

    @Override
    public Card card() {
        return Card.COMPANY;
    }

    @Override
    public int rank() {
        return 120;
    }

    @Override
    public Text label() {
        return new Text("Nytt möte", "New meeting");
    }

    @Override
    public String icon() {
        return "people";
    }

    @Override
    public Permission permission() {
        return Permission.WRITE;
    }

    @Override
    public String page() {
        return "meetings";
    }

    @Override
    public String href(UiContext context) {
        return "#new-meeting";
    }
}
