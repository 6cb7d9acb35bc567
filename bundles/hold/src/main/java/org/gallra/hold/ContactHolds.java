package org.gallra.hold;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Text;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The holds on the contact card. */
@Component
public final class ContactHolds implements UiPanel {

    private final HoldList list;

    /** Takes what draws them. */
    @Activate
    public ContactHolds(@Reference HoldList list) {
        this.list = list;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_RIGHT;
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public Text title() {
        return new Text("Rättsligt stopp", "Legal hold");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        list.render(context, out);
    }
}
