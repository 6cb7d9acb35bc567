package org.gallra.sample.events;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** A contact's registrations on the contact card. */
@Component
public final class RegistrationsPanel implements UiPanel {

    private static final Text NONE = new Text("Inga anmälningar.", "No registrations.");
    private static final Text ATTENDED = new Text("Deltog", "Attended");

    private final Registrations registrations;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

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
        Markup markup = new Markup(out, context.language());
        Page<Registrations.Registration> page = registrations.list(context.contact(), null, 10);
        if (page.items().isEmpty()) {
            markup.html("<p class=\"text-body-secondary mb-0\">").text(NONE).html("</p>");
            return;
        }
        markup.html("<ul class=\"list-group list-group-flush\" id=\"registrations\">");
        for (Registrations.Registration registration : page.items()) {
            markup.html("<li class=\"list-group-item px-0 text-break\">").value(registration.event());
            if (registration.attendedOn() != null) {
                markup.html(" <span class=\"badge text-bg-success\">")
                        .text(ATTENDED)
                        .value(" " + registration.attendedOn())
                        .html("</span>");
            }
            if (registration.diet() != null) {
                markup.html("<div class=\"small text-body-secondary\">")
                        .value(registration.diet())
                        .html("</div>");
            }
            FreeFieldForms.details(
                    fields, RegistrationFields.OWNER, registration.freeFields(), context.language(), out);
            if (context.caller().may(Permission.WRITE) && !context.anonymized()) {
                markup.change(ChangeRegistration.FORM, registration.id(), context.path(), registration.event());
            }
            markup.html("</li>");
        }
        markup.html("</ul>");
    }
}
