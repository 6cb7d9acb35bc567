package org.gallra.sample.events;

import org.gallra.api.Text;
import org.gallra.api.ui.UiHelp;
import org.osgi.service.component.annotations.Component;

/** A chapter of the user guide: two files below {@code help}. */
@Component
public final class EventsHelp implements UiHelp {

    @Override
    public String chapter() {
        return "events";
    }

    @Override
    public int rank() {
        return 1000;
    }

    @Override
    public Text title() {
        return new Text("Anmälningar till evenemang", "Event registrations");
    }
}
