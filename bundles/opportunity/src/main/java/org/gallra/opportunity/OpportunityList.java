package org.gallra.opportunity;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Page;
import org.gallra.api.access.Permission;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Draws the latest opportunities of a card and the form for a new one. */
@Component(service = OpportunityList.class)
public final class OpportunityList {

    private static final int SHOWN = 10;

    private final OpportunityService opportunities;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public OpportunityList(@Reference OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    void render(UiContext context, Writer out) throws IOException {
        Page<Opportunity> page =
                opportunities.list(OpportunityQuery.latest(context.contact(), context.company(), SHOWN));
        Markup markup = new Markup(out, context.language());
        if (context.caller().may(Permission.WRITE) && !context.anonymized()) {
            form(context, markup, out);
        }
        if (page.items().isEmpty()) {
            markup.html("<p class=\"text-body-secondary mb-0\" id=\"opportunities\">")
                    .text("Inga affärsmöjligheter ännu.", "No opportunities yet.")
                    .html("</p>");
            return;
        }
        markup.html("<ul class=\"list-group list-group-flush\" id=\"opportunities\">");
        for (Opportunity one : page.items()) {
            item(context, one, markup, out);
        }
        markup.html("</ul>");
        markup.latest(page);
    }

    private void item(UiContext context, Opportunity one, Markup markup, Writer out) throws IOException {
        String colour = one.stage() == Stage.WON ? "success" : one.stage() == Stage.LOST ? "secondary" : "info";
        markup.html("<li class=\"list-group-item px-0\"><strong class=\"text-break\">");
        boolean writable = context.caller().may(Permission.WRITE) && !context.anonymized();
        OpportunitiesPage.name(one, writable ? context.path() : null, markup);
        markup.html("</strong><div class=\"small\"><span class=\"badge text-bg-" + colour + "\">")
                .text(one.stage().label())
                .html("</span> ");
        if (one.amount() != null) {
            markup.amount(one.amount(), one.currency()).html(" · ");
        }
        markup.value(one.probability() + " %");
        if (one.closedOn() != null) {
            markup.html(" · <span class=\"text-nowrap\">")
                    .value(one.closedOn().toString())
                    .html("</span>");
        } else if (one.expectedOn() != null) {
            markup.html(" · ")
                    .text("väntas", "expected")
                    .html(" <span class=\"text-nowrap\">")
                    .value(one.expectedOn().toString())
                    .html("</span>");
        }
        markup.html("</div>");
        if (context.company() != null && one.contact() != null && one.contactName() != null) {
            markup.html("<div class=\"small\">")
                    .contact(one.contact(), one.contactName())
                    .html("</div>");
        }
        if (one.notes() != null) {
            markup.html("<div class=\"small text-break\">").lines(one.notes()).html("</div>");
        }
        FreeFieldForms.details(fields, OpportunityFields.OWNER, one.freeFields(), context.language(), out);
        markup.html("</li>");
    }

    private void form(UiContext context, Markup markup, Writer out) throws IOException {
        // a link to #new-opportunity opens it
        markup.html("<details class=\"adds\"><summary class=\"btn btn-quiet btn-small\">")
                .text("Ny", "New")
                .html("<span class=\"visually-hidden\"> ")
                .text("affärsmöjlighet", "opportunity")
                .html("</span>")
                .html("</summary><form id=\"new-opportunity\" class=\"row g-2\" method=\"post\"")
                .html(" action=\"/ui/x/org.gallra.opportunity/opportunities\">")
                .hidden(context);
        if (context.contact() != null) {
            markup.hidden("contact", context.contact().toString());
        }
        if (context.company() != null) {
            markup.hidden("company", context.company().toString());
        }
        field(markup, "col-12", "name", "Vad gäller det?", "What is it about?", "maxlength=\"200\" required");
        field(
                markup,
                "col-7",
                "amount",
                "Belopp utan moms",
                "Amount without VAT",
                "inputmode=\"decimal\" maxlength=\"20\"");
        field(markup, "col-5", "currency", "Valuta", "Currency", "value=\"SEK\" maxlength=\"3\"");
        markup.html("<div class=\"col-6\"><label class=\"form-label\" for=\"opportunity-stage\">")
                .text("Fas", "Stage")
                .html("</label><select class=\"form-select\" id=\"opportunity-stage\" name=\"stage\">");
        for (Stage stage : Stage.values()) {
            markup.html("<option value=\"" + stage.name() + "\">")
                    .text(stage.label())
                    .html("</option>");
        }
        markup.html("</select></div>");
        field(markup, "col-6", "expected", "Väntas", "Expected", "type=\"date\"");
        FreeFieldForms.inputs(fields, OpportunityFields.OWNER, "opportunity", context.language(), out);
        markup.html("<div class=\"col-12 text-end\"><button class=\"btn btn-primary\">")
                .text("Spara", "Save")
                .html("</button></div></form></details>");
    }

    private static void field(Markup markup, String width, String name, String sv, String en, String attributes)
            throws IOException {
        markup.html("<div class=\"" + width + "\"><label class=\"form-label\" for=\"opportunity-" + name + "\">")
                .text(sv, en)
                .html("</label><input class=\"form-control\" id=\"opportunity-" + name + "\" name=\"" + name + "\" "
                        + attributes + "></div>");
    }
}
