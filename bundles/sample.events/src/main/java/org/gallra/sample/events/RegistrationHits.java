package org.gallra.sample.events;

import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.search.KeyFiller;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The registrations among the hits of the search in the top bar. */
@Component(service = UiSearch.class)
public final class RegistrationHits implements UiSearch {

    private final Registrations service;
    private final KeyFiller filler;

    /** Gives rows that came by SQL their keys in the background. */
    @Activate
    public RegistrationHits(
            @Reference Registrations service,
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.sample.events)") SchemaReady schema) {
        this.service = service;
        this.filler = KeyFiller.start(database, "event_registration", "event_title");
    }

    /** Ends the filling. */
    @Deactivate
    public void stop() {
        filler.close();
    }

    @Override
    public int rank() {
        return 1000;
    }

    @Override
    public Text title() {
        return new Text("Anmälningar till evenemang", "Event registrations");
    }

    @Override
    public List<Hit> find(String words, int most, UiContext context) {
        return service.find(words, most).stream().map(one -> hit(one, context)).toList();
    }

    private static Hit hit(Registrations.Registration one, UiContext context) {
        PageAddress card = PageAddress.card(one.contact(), null);
        return new Hit(
                one.event(),
                one.bookedAt().atZone(context.zone()).toLocalDate().toString(),
                (context.caller().may(Permission.WRITE)
                                ? PageAddress.record(ChangeRegistration.FORM, one.id(), card.toString())
                                : card)
                        .toString());
    }
}
