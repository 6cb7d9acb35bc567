package org.gallra.sample.events;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.ui.UiColumn;
import org.gallra.api.ui.UiContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How often each contact of the list is registered. */
@Component
public final class RegistrationsColumn implements UiColumn {

    private final Registrations registrations;

    /** Takes the service. */
    @Activate
    public RegistrationsColumn(@Reference Registrations registrations) {
        this.registrations = registrations;
    }

    @Override
    public String id() {
        return "sample.registrations";
    }

    @Override
    public Table table() {
        return Table.CONTACTS;
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
    public boolean number() {
        return true;
    }

    @Override
    public Map<UUID, String> cells(List<UUID> rows, UiContext context) {
        return registrations.counts(rows.stream().map(ContactId::new).toList()).entrySet().stream()
                .collect(Collectors.toMap(
                        one -> one.getKey().value(), one -> one.getValue().toString()));
    }
}
