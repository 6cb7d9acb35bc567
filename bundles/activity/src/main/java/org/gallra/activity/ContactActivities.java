package org.gallra.activity;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Text;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The activities on the contact card. */
@Component
public final class ContactActivities implements UiPanel {

    private final Timeline timeline;

    /** Takes what draws them. */
    @Activate
    public ContactActivities(@Reference Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_MAIN;
    }

    @Override
    public int rank() {
        return 110;
    }

    @Override
    public Text title() {
        return new Text("Aktiviteter", "Activities");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        timeline.render(context, out);
    }
}
