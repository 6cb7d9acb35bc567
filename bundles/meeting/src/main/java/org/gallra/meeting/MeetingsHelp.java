package org.gallra.meeting;

import org.gallra.api.Text;
import org.gallra.api.ui.UiHelp;
import org.osgi.service.component.annotations.Component;

/** The chapter of the user guide about meetings. */
@Component
public final class MeetingsHelp implements UiHelp {

    @Override
    public String chapter() {
        return "meetings";
    }

    @Override
    public int rank() {
        return 400;
    }

    @Override
    public Text title() {
        return new Text("Möten", "Meetings");
    }

    @Override
    public Part part() {
        return Part.WORK;
    }
}
