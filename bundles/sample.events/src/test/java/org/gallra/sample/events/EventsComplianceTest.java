package org.gallra.sample.events;

import java.time.LocalDate;
import org.gallra.api.contact.ContactId;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** What a bundle owes that holds personal data. One method is ours: how something is added to a contact. */
class EventsComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        Events events = core.component(Events.class);
        Events.Event event = events.list(null, 1).items().stream()
                .findFirst()
                .orElseGet(() -> events.create(new Events.EventDraft("Vårmässan", null, LocalDate.of(2026, 4, 1))));
        core.component(Registrations.class).create(new Registrations.Draft(contact, event.id(), "Vegan", null, null));
    }
}
