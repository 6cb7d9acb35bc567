package org.gallra.opportunity;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalDate;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The open opportunities of the user, the next decision first, on the start page. */
@Component(service = UiPanel.class)
public final class MyOpportunities implements UiPanel {

    private static final int SHOWN = 5;

    private final OpportunityService opportunities;
    private final Clock clock = Clock.systemUTC();

    /** Takes the service. */
    @Activate
    public MyOpportunities(@Reference OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    @Override
    public Slot slot() {
        return Slot.START;
    }

    @Override
    public int rank() {
        return 130;
    }

    @Override
    public Text title() {
        return new Text("Mina affärsmöjligheter", "My opportunities");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        Page<Opportunity> page = opportunities.list(new OpportunityQuery(
                null,
                null,
                context.caller().userName(),
                null,
                null,
                true,
                OpportunityQuery.Sort.EXPECTED,
                false,
                null,
                SHOWN));
        if (page.items().isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        LocalDate today = LocalDate.now(clock.withZone(context.zone()));
        markup.html("<ul class=\"list-group list-group-flush\" id=\"my-opportunities\">");
        for (Opportunity one : page.items()) {
            item(context, one, today, markup);
        }
        markup.html("</ul>");
        markup.first(page);
    }

    private static void item(UiContext context, Opportunity one, LocalDate today, Markup markup) throws IOException {
        markup.html("<li class=\"list-group-item px-0\"><div class=\"d-flex gap-2 align-items-baseline\">")
                .html("<strong class=\"what\">");
        OpportunitiesPage.name(one, context.caller().may(Permission.WRITE) ? context.path() : null, markup);
        markup.html("</strong>");
        if (one.expectedOn() != null) {
            markup.html("<time class=\"text-body-secondary small ms-auto text-nowrap\" datetime=\"")
                    .value(one.expectedOn().toString())
                    .html("\">")
                    .value(one.expectedOn().toString())
                    .html("</time>");
        }
        markup.html("</div><div class=\"small\"><span class=\"badge text-bg-info\">")
                .text(one.stage().label())
                .html("</span> ");
        if (one.expectedOn() != null && one.expectedOn().isBefore(today)) {
            markup.html("<span class=\"badge text-bg-danger\">")
                    .text("Beslut försenat", "Decision overdue")
                    .html("</span> ");
        }
        if (one.amount() != null) {
            markup.amount(one.amount(), one.currency()).html(" · ");
        }
        markup.value(one.probability() + " %");
        if (one.contactName() != null || one.companyName() != null) {
            markup.html(" · ").about(one.contact(), one.contactName(), one.company(), one.companyName());
        }
        markup.html("</div></li>");
    }
}
