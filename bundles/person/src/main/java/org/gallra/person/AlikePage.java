package org.gallra.person;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.Likeness;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All pairs that may be the same person, for system administrators. */
@Component
public final class AlikePage implements UiSettingsPage {

    private static final int SIZE = 25;
    /** Parts of pages have a fifth of a second. */
    private static final Duration LOOKING = Duration.ofMillis(50);

    private final PersonService persons;

    /** Takes the service. */
    @Activate
    public AlikePage(@Reference PersonService persons) {
        this.persons = persons;
    }

    @Override
    public String path() {
        return "same-person";
    }

    @Override
    public int rank() {
        return 230;
    }

    @Override
    public Menu menu() {
        return Menu.DATA;
    }

    @Override
    public Text title() {
        return new Text("Samma person?", "Same person?");
    }

    @Override
    public String icon() {
        return "people";
    }

    @Override
    public Permission permission() {
        return Permission.ADMINISTER;
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        Proposals page = page(parameters.get("cursor"));
        Markup markup = new Markup(out, context.language());
        markup.html("<p class=\"muted\">")
                .text(
                        "Kort med samma e-postadress eller mobilnummer, eller med samma namn på samma företag. Kort av samma person"
                                + " lämnas ut tillsammans i registerutdraget och föreslås tillsammans när de ska glömmas.",
                        "Cards with the same e-mail address or mobile number, or with the same name at one company. Cards of the same"
                                + " person are handed over together in the register extract and proposed together for erasure.")
                .html("</p><div id=\"cards\">");
        if (page.items().isEmpty()) {
            boolean all = page.next() == null && parameters.get("cursor") == null;
            markup.empty(
                    "alike",
                    all
                            ? new Text("Det finns inga kort att avgöra.", "There are no cards to decide about.")
                            : new Text(
                                    "Inga bland de kort som söktes igenom här. Sök vidare bland de andra.",
                                    "None among the cards looked through here. Look further among the others."));
        } else {
            table(context, page, markup);
        }
        if (page.next() != null) {
            markup.html("<p><a class=\"btn btn-secondary\" rel=\"next\" href=\"")
                    .value(context.path() + "?cursor=" + page.next())
                    .html("\">")
                    .text("Sök vidare", "Look further")
                    .html("</a></p>");
        }
        markup.html("</div>");
    }

    /** Returns the page, or the first one if the cursor means nothing. */
    private Proposals page(@Nullable String cursor) {
        try {
            return persons.proposals(cursor, SIZE, LOOKING);
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            return persons.proposals(null, SIZE, LOOKING);
        }
    }

    private static void table(UiContext context, Proposals page, Markup markup) throws IOException {
        markup.html("<div class=\"table-wrap\"><table class=\"table cards\"><caption class=\"visually-hidden\">")
                .text("Kort som kan vara av samma person", "Cards that may be of the same person")
                .html("</caption><thead><tr>");
        String[][] heads = {{"Kort", "Card"}, {"Annat kort", "Other card"}, {"Varför", "Why"}, {"Avgör", "Decide"}};
        for (String[] head : heads) {
            markup.html("<th scope=\"col\">").text(head[0], head[1]).html("</th>");
        }
        markup.html("</tr></thead><tbody>");
        for (Pair pair : page.items()) {
            markup.html("<tr><th scope=\"row\">");
            CardsPanel.link(pair.one(), markup);
            markup.html("</th>");
            cell(markup, "Annat kort", "Other card");
            CardsPanel.link(pair.other(), markup);
            cell(markup.html("</td>"), "Varför", "Why")
                    .value(pair.other().reasons().stream()
                            .map(Likeness::label)
                            .map(label -> label.in(context.language()))
                            .collect(Collectors.joining(", ")));
            cell(markup.html("</td>"), "Avgör", "Decide");
            PersonForms.form(context, pair.one().contact(), pair.other(), markup);
            markup.html("</td></tr>");
        }
        markup.html("</tbody></table></div>");
    }

    private static Markup cell(Markup markup, String sv, String en) throws IOException {
        return markup.html("<td data-label=\"").text(sv, en).html("\">");
    }
}
