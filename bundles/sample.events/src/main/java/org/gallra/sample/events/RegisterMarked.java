package org.gallra.sample.events;

import java.io.IOException;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.RecordForm;
import org.gallra.api.ui.SentForm;
import org.gallra.api.ui.UiBulkAction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Registers everybody who is marked in the list of contacts for an event. */
@Component
public final class RegisterMarked implements UiBulkAction {

    private static final String EVENT = "event";

    private final Events events;
    private final Registrations registrations;

    /** Takes the services. */
    @Activate
    public RegisterMarked(@Reference Events events, @Reference Registrations registrations) {
        this.events = events;
        this.registrations = registrations;
    }

    @Override
    public String path() {
        return "register";
    }

    @Override
    public int rank() {
        return 510;
    }

    @Override
    public Text label() {
        return new Text("Anmäl till evenemang", "Register for an event");
    }

    @Override
    public String icon() {
        return "calendar-plus";
    }

    @Override
    public void draw(RecordForm form) throws IOException {
        form.choice(
                EVENT,
                new Text("Evenemang", "Event"),
                "",
                events.list(null, 100).items().stream()
                        .map(e -> new Choice(e.id().toString(), Text.same(e.heldOn() + " " + e.title())))
                        .toList());
    }

    @Override
    public int act(List<ContactId> contacts, SentForm sent) {
        String event = sent.text(EVENT);
        if (event == null) {
            throw GallraException.invalid(
                    EVENT,
                    new Text(
                            "Det finns inget evenemang än. Skapa ett på sidan Evenemang.",
                            "There is no event yet. Create one on the page Events."));
        }
        return registrations.createAll(Input.id(event, Events::unknown), contacts);
    }
}
