package org.gallra.sale;

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

/** Draws the latest sales of a card and the form for a new one. */
@Component(service = SaleList.class)
public final class SaleList {

    private static final int SHOWN = 10;

    private final SaleService sales;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public SaleList(@Reference SaleService sales) {
        this.sales = sales;
    }

    void render(UiContext context, Writer out) throws IOException {
        Page<Sale> page = sales.list(SaleQuery.latest(context.contact(), context.company(), SHOWN));
        Markup markup = new Markup(out, context.language());
        if (context.caller().may(Permission.WRITE) && !context.anonymized()) {
            form(context, markup, out);
        }
        if (page.items().isEmpty()) {
            markup.html("<p class=\"text-body-secondary mb-0\" id=\"sales\">")
                    .text("Inga försäljningar ännu.", "No sales yet.")
                    .html("</p>");
            return;
        }
        markup.html("<ul class=\"list-group list-group-flush\" id=\"sales\">");
        for (Sale one : page.items()) {
            item(context, one, markup, out);
        }
        markup.html("</ul>");
        markup.latest(page);
    }

    private void item(UiContext context, Sale one, Markup markup, Writer out) throws IOException {
        markup.html(
                "<li class=\"list-group-item px-0\"><div class=\"d-flex flex-wrap gap-2\"><strong class=\"text-break\">");
        boolean writable = context.caller().may(Permission.WRITE) && !context.anonymized();
        SalesPage.what(one, writable ? context.path() : null, markup);
        markup.html("</strong><span class=\"ms-auto text-nowrap\">")
                .amount(one.amount(), one.currency())
                .html("</span></div><div class=\"small text-body-secondary\">")
                .value(one.soldOn().toString());
        number("Order", "Order", one.orderNumber(), markup);
        number("Faktura", "Invoice", one.invoiceNumber(), markup);
        markup.html("</div>");
        if (context.company() != null && one.contact() != null && one.contactName() != null) {
            markup.html("<div class=\"small\">")
                    .contact(one.contact(), one.contactName())
                    .html("</div>");
        }
        if (one.notes() != null) {
            markup.html("<div class=\"small text-break\">").lines(one.notes()).html("</div>");
        }
        if (one.documents() != null) {
            markup.html("<div class=\"small text-break\">")
                    .lines(one.documents())
                    .html("</div>");
        }
        FreeFieldForms.details(fields, SaleFields.OWNER, one.freeFields(), context.language(), out);
        markup.html("</li>");
    }

    private static void number(String sv, String en, @Nullable String number, Markup markup) throws IOException {
        if (number != null) {
            markup.html(" · ").text(sv, en).value(" " + number);
        }
    }

    private void form(UiContext context, Markup markup, Writer out) throws IOException {
        // a link to #new-sale opens it
        markup.html("<details class=\"adds\"><summary class=\"btn btn-quiet btn-small\">")
                .text("Ny", "New")
                .html("<span class=\"visually-hidden\"> ")
                .text("försäljning", "sale")
                .html("</span>")
                .html("</summary><form id=\"new-sale\" class=\"row g-2\" method=\"post\"")
                .html(" action=\"/ui/x/org.gallra.sale/sales\">")
                .hidden(context);
        if (context.contact() != null) {
            markup.hidden("contact", context.contact().toString());
        }
        if (context.company() != null) {
            markup.hidden("company", context.company().toString());
        }
        field(markup, "col-12", "description", "Vad såldes?", "What was sold?", "maxlength=\"200\" required");
        field(
                markup,
                "col-7",
                "amount",
                "Belopp utan moms",
                "Amount without VAT",
                "inputmode=\"decimal\" maxlength=\"20\" required");
        field(markup, "col-5", "currency", "Valuta", "Currency", "value=\"SEK\" maxlength=\"3\"");
        field(markup, "col-6", "order", "Ordernummer", "Order number", "maxlength=\"64\"");
        field(markup, "col-6", "invoice", "Fakturanummer", "Invoice number", "maxlength=\"64\"");
        field(markup, "col-12", "sold", "Såld", "Sold on", "type=\"date\"");
        FreeFieldForms.inputs(fields, SaleFields.OWNER, "sale", context.language(), out);
        markup.html("<div class=\"col-12 text-end\"><button class=\"btn btn-primary\">")
                .text("Spara", "Save")
                .html("</button></div></form></details>");
    }

    private static void field(Markup markup, String width, String name, String sv, String en, String attributes)
            throws IOException {
        markup.html("<div class=\"" + width + "\"><label class=\"form-label\" for=\"sale-" + name + "\">")
                .text(sv, en)
                .html("</label><input class=\"form-control\" id=\"sale-" + name + "\" name=\"" + name + "\" "
                        + attributes + "></div>");
    }
}
