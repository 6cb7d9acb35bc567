package org.gallra.person;

import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Likeness;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The other cards of the person on the contact card; nothing if there are none. */
@Component
public final class CardsPanel implements UiPanel {

    private final PersonService persons;

    /** Takes the service. */
    @Activate
    public CardsPanel(@Reference PersonService persons) {
        this.persons = persons;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_RIGHT;
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public Text title() {
        return new Text("Samma person?", "Same person?");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        if (context.contact() == null || context.anonymized()) {
            return;
        }
        Cards cards = persons.cards(context.contact());
        if (cards.confirmed().isEmpty()
                && cards.proposed().isEmpty()
                && cards.declined().isEmpty()) {
            return;
        }
        boolean writes = context.caller().may(Permission.WRITE);
        Markup markup = new Markup(out, context.language());
        markup.html("<div id=\"cards\">");
        if (!cards.confirmed().isEmpty()) {
            head(markup, "Samma person", "The same person");
            for (Card card : cards.confirmed()) {
                item(context, card, writes, markup);
            }
            markup.html("<p class=\"small text-body-secondary\">")
                    .text(
                            "Kommer med i registerutdraget och föreslås när kortet anonymiseras eller raderas.",
                            "Is part of the register extract and proposed when the card is anonymized or deleted.")
                    .html("</p>");
        }
        if (!cards.proposed().isEmpty()) {
            head(markup, "Kan vara samma person", "May be the same person");
            for (Card card : cards.proposed()) {
                item(context, card, writes, markup);
            }
        }
        if (!cards.declined().isEmpty()) {
            markup.html("<details><summary>")
                    .text("Inte samma person", "Not the same person")
                    .html(" (" + cards.declined().size() + ")</summary>");
            for (Card card : cards.declined()) {
                item(context, card, writes, markup);
            }
            markup.html("</details>");
        }
        markup.html("</div>");
    }

    private static void head(Markup markup, String sv, String en) throws IOException {
        markup.html("<h3 class=\"h6 mt-2\">").text(sv, en).html("</h3>");
    }

    private static void item(UiContext context, Card card, boolean writes, Markup markup) throws IOException {
        markup.html("<div class=\"mb-2\">");
        link(card, markup);
        if (!card.reasons().isEmpty()) {
            markup.html("<div class=\"small\">")
                    .value(card.reasons().stream()
                            .map(Likeness::label)
                            .map(label -> label.in(context.language()))
                            .collect(Collectors.joining(", ")))
                    .html("</div>");
        }
        if (card.decidedBy() != null && card.decidedAt() != null) {
            markup.html("<div class=\"small text-body-secondary\">")
                    .text("Avgjort ", "Decided ")
                    .time(card.decidedAt(), context.zone())
                    .text(" av ", " by ")
                    .value(card.decidedBy())
                    .html("</div>");
        }
        if (writes && context.contact() != null) {
            PersonForms.form(context, context.contact(), card, markup);
        }
        markup.html("</div>");
    }

    /** Writes the card's name as a link, and the company behind it. */
    static void link(Card card, Markup markup) throws IOException {
        markup.contact(card.contact(), card.name());
        if (card.companyName() != null) {
            markup.html(", ").value(card.companyName());
        }
    }
}
