package org.gallra.opportunity;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.search.KeyFiller;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The opportunities among the hits of the search. */
@Component(service = UiSearch.class)
public final class OpportunityHits implements UiSearch {

    private final OpportunityService opportunities;
    private final KeyFiller filler;

    /** Gives older rows their keys in the background. */
    @Activate
    public OpportunityHits(
            @Reference OpportunityService opportunities,
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.opportunity)") SchemaReady schema) {
        this.opportunities = opportunities;
        this.filler = KeyFiller.start(database, "opportunity", "name");
    }

    /** Ends the filling. */
    @Deactivate
    public void stop() {
        filler.close();
    }

    @Override
    public int rank() {
        return 500;
    }

    @Override
    public Text title() {
        return new Text("Affärsmöjligheter", "Opportunities");
    }

    @Override
    public List<Hit> find(String words, int most, UiContext context) {
        return opportunities.find(words, most).stream()
                .filter(one -> one.name() != null)
                .map(one -> hit(one, context))
                .toList();
    }

    @Override
    public String all(String words) {
        return ListLook.sought(
                PageAddress.of("/ui/settings/org.gallra.opportunity/opportunities")
                        .with("who", "all")
                        .with("show", "all"),
                words);
    }

    @Override
    public long count(String words) {
        return opportunities.count(words);
    }

    private static Hit hit(Opportunity one, UiContext context) {
        String detail = Stream.of(
                        one.contactName(),
                        one.companyName(),
                        one.stage().label().in(context.language()))
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(" · "));
        PageAddress card = PageAddress.card(one.contact(), one.company());
        return new Hit(
                Objects.requireNonNull(one.name()),
                detail,
                (context.caller().may(Permission.WRITE)
                                ? PageAddress.record(ChangeOpportunity.FORM, one.id(), card.toString())
                                : card)
                        .toString());
    }
}
