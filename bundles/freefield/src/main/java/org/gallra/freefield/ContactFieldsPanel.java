package org.gallra.freefield;

import java.io.IOException;
import java.io.Writer;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactService;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The free fields on the contact card. */
@Component
public final class ContactFieldsPanel implements UiPanel {

    private final ContactService records;
    private final FieldsPanel panel;

    /** Takes what draws them. */
    @Activate
    public ContactFieldsPanel(@Reference ContactService records, @Reference FieldsPanel panel) {
        this.records = records;
        this.panel = panel;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_LEFT;
    }

    @Override
    public int rank() {
        return 5;
    }

    @Override
    public Text title() {
        return new Text("Fria fält", "Free fields");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        panel.render(
                "contact",
                records.get(Objects.requireNonNull(context.contact())).freeFields(),
                context,
                out);
    }
}
