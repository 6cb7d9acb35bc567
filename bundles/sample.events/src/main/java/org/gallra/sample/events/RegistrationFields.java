package org.gallra.sample.events;

import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;

/** Registrations take free fields, which administrators define: such as the size of a shirt. */
@Component
public final class RegistrationFields implements FreeFieldOwner {

    static final FreeFieldOwner OWNER = new RegistrationFields();

    @Override
    public String id() {
        return "sample.registration";
    }

    @Override
    public Text label() {
        return new Text("Anmälningar till evenemang", "Event registrations");
    }

    @Override
    public String recordTable() {
        return "event_registration";
    }
}
