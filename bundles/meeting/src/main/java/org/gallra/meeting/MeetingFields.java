package org.gallra.meeting;

import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;

/** Meetings take free fields. */
@Component
public final class MeetingFields implements FreeFieldOwner {

    static final FreeFieldOwner OWNER = new MeetingFields();

    @Override
    public String id() {
        return "meeting";
    }

    @Override
    public Text label() {
        return new Text("Möten", "Meetings");
    }

    @Override
    public String recordTable() {
        return "meeting";
    }
}
