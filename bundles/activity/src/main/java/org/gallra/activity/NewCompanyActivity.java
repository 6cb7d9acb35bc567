package org.gallra.activity;

import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiRecordAction;
import org.osgi.service.component.annotations.Component;

/** The entry in the plus menu of the company card that leads to the form of the panel. */
@Component
public final class NewCompanyActivity implements UiRecordAction {

    @Override
    public Card card() {
        return Card.COMPANY;
    }

    @Override
    public int rank() {
        return 110;
    }

    @Override
    public Text label() {
        return new Text("Ny aktivitet", "New activity");
    }

    @Override
    public String icon() {
        return "calendar-plus";
    }

    @Override
    public Permission permission() {
        return Permission.WRITE;
    }

    @Override
    public String page() {
        return "activities";
    }

    @Override
    public String href(UiContext context) {
        return "#new-activity";
    }
}
