package org.gallra.activity;

import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;

/** Activities take free fields. */
@Component
public final class ActivityFields implements FreeFieldOwner {

    static final FreeFieldOwner OWNER = new ActivityFields();

    @Override
    public String id() {
        return "activity";
    }

    @Override
    public Text label() {
        return new Text("Aktiviteter", "Activities");
    }

    @Override
    public String recordTable() {
        return "activity";
    }
}
