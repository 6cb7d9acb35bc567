package org.gallra.meeting;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Text;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The meetings on the company card. */
@Component
public final class CompanyMeetings implements UiPanel {

    private final Agenda agenda;

    /** Takes what draws them. */
    @Activate
    public CompanyMeetings(@Reference Agenda agenda) {
        this.agenda = agenda;
    }

    @Override
    public Slot slot() {
        return Slot.COMPANY_MAIN;
    }

    @Override
    public int rank() {
        return 120;
    }

    @Override
    public Text title() {
        return new Text("Möten", "Meetings");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        agenda.render(context, out);
    }
}
