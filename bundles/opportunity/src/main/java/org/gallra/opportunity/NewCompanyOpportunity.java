package org.gallra.opportunity;

import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiRecordAction;
import org.osgi.service.component.annotations.Component;

/** The entry in the plus menu of the company card that leads to the form of the panel. */
@Component
public final class NewCompanyOpportunity implements UiRecordAction {

    @Override
    public Card card() {
        return Card.COMPANY;
    }

    @Override
    public int rank() {
        return 130;
    }

    @Override
    public Text label() {
        return new Text("Ny affärsmöjlighet", "New opportunity");
    }

    @Override
    public String icon() {
        return "plus-lg";
    }

    @Override
    public Permission permission() {
        return Permission.WRITE;
    }

    @Override
    public String page() {
        return "opportunities";
    }

    @Override
    public String href(UiContext context) {
        return "#new-opportunity";
    }
}
