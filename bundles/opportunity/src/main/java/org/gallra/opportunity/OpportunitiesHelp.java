package org.gallra.opportunity;

import org.gallra.api.Text;
import org.gallra.api.ui.UiHelp;
import org.osgi.service.component.annotations.Component;

/** The chapter of the user guide about opportunities. */
@Component
public final class OpportunitiesHelp implements UiHelp {

    @Override
    public String chapter() {
        return "opportunities";
    }

    @Override
    public int rank() {
        return 800;
    }

    @Override
    public Text title() {
        return new Text("Affärsmöjligheter", "Opportunities");
    }

    @Override
    public Part part() {
        return Part.WORK;
    }
}
