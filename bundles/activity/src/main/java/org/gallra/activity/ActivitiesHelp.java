package org.gallra.activity;

import org.gallra.api.Text;
import org.gallra.api.ui.UiHelp;
import org.osgi.service.component.annotations.Component;

/** The chapter of the user guide about activities. */
@Component
public final class ActivitiesHelp implements UiHelp {

    @Override
    public String chapter() {
        return "activities";
    }

    @Override
    public int rank() {
        return 300;
    }

    @Override
    public Text title() {
        return new Text("Aktiviteter", "Activities");
    }

    @Override
    public Part part() {
        return Part.WORK;
    }
}
