package org.gallra.sample.events;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A contact's registrations on the contact card. */
@Component
public final class RegistrationsPanel implements UiPanel {

    private static final Text NONE = new Text("Inga anmälningar.", "No registrations.");
    private static final Text ATTENDED = new Text("Deltog", "Attended");

    private final Registrations registrations;

    /** Takes the service. */
    @Activate
    public RegistrationsPanel(@Reference Registrations registrations) {
        this.registrations = registrations;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_RIGHT;
    }

    @Override
    public int rank() {
        return 510;
    }

    @Override
    public Text title() {
        return new Text("Evenemang", "Events");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        Page<Registrations.Registration> page = registrations.list(context.contact(), null, 10);
        if (page.items().isEmpty()) {
            out.write("<p class=\"text-body-secondary mb-0\">" + escape(NONE.in(context.language())) + "</p>");
            return;
        }
        out.write("<ul class=\"list-group list-group-flush\">");
        for (Registrations.Registration registration : page.items()) {
            out.write("<li class=\"list-group-item px-0 text-break\">" + escape(registration.event()));
            if (registration.attendedOn() != null) {
                out.write(" <span class=\"badge text-bg-success\">" + escape(ATTENDED.in(context.language())) + " "
                        + registration.attendedOn() + "</span>");
            }
            if (registration.diet() != null) {
                out.write("<div class=\"small text-body-secondary\">" + escape(registration.diet()) + "</div>");
            }
            out.write("</li>");
        }
        out.write("</ul>");
    }

    static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
