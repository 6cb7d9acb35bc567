package org.gallra.hold;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Draws what holds the contact or company of a card, and for system administrators the forms to place and lift it. */
@Component(service = HoldList.class)
public final class HoldList {

    private final HoldService holds;

    /** Takes the service. */
    @Activate
    public HoldList(@Reference HoldService holds) {
        this.holds = holds;
    }

    void render(UiContext context, Writer out) throws IOException {
        List<Hold> holding = holds.holding(context.contact(), context.company());
        boolean admin = context.caller().may(Permission.ADMINISTER);
        boolean open = admin && !holds.nothingLeft(context.contact());
        if (holding.isEmpty() && !open) {
            return; // nothing to say: no panel
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<div id=\"holds\">");
        for (Hold hold : holding) {
            item(context, hold, admin, markup);
        }
        if (holding.isEmpty()) {
            markup.html("<p class=\"text-body-secondary\">")
                    .text("Inget rättsligt stopp.", "No legal hold.")
                    .html("</p>");
        }
        if (open) {
            place(context, markup);
        }
        markup.html("</div>");
    }

    private static void item(UiContext context, Hold hold, boolean admin, Markup markup) throws IOException {
        markup.html("<div class=\"note warn d-block\"><strong>")
                .text(hold.ground().label())
                .html("</strong>");
        if (context.contact() != null && hold.company() != null && hold.companyName() != null) {
            markup.html("<div>")
                    .text("Hela företaget: ", "The whole company: ")
                    .html("<a href=\"/ui/companies/")
                    .value(hold.company().toString())
                    .html("\">")
                    .value(hold.companyName())
                    .html("</a></div>");
        }
        markup.html("<div>");
        until(hold, markup);
        markup.html("</div>");
        if (hold.reason() != null) {
            markup.html("<div class=\"text-break mt-1\">").lines(hold.reason()).html("</div>");
        }
        if (hold.placedBy() != null) {
            markup.html("<div class=\"small mt-1\">")
                    .text("Lagt ", "Placed ")
                    .time(hold.placedAt(), context.zone())
                    .text(" av ", " by ")
                    .value(hold.placedBy())
                    .html("</div>");
        }
        boolean here = context.contact() == null ? hold.company() != null : hold.contact() != null;
        if (admin && here) {
            forms(context, hold, markup);
        }
        markup.html("</div>");
    }

    /** Writes until when a hold holds. */
    static void until(Hold hold, Markup markup) throws IOException {
        if (hold.until() == null) {
            markup.text("Tills det hävs", "Until it is lifted");
        } else {
            markup.text("Till och med ", "Until and including ")
                    .html("<span class=\"text-nowrap\">")
                    .value(hold.until().toString())
                    .html("</span>");
        }
    }

    private static void forms(UiContext context, Hold hold, Markup markup) throws IOException {
        String id = "hold-" + hold.id();
        markup.html("<details class=\"mt-2\"><summary>")
                .text("Ändra eller häv", "Change or lift")
                .html("</summary><form class=\"row g-2 mt-1\" method=\"post\" action=\"/ui/x/org.gallra.hold/holds/")
                .value(hold.id().toString())
                .html("\">")
                .hidden(context)
                .hidden("version", Long.toString(hold.version()));
        fields(id, hold, markup);
        markup.html("<div class=\"col-12 d-flex flex-wrap gap-2 justify-content-end\">")
                .html("<button class=\"btn btn-secondary\" name=\"act\" value=\"lift\" formnovalidate>")
                .text("Häv stoppet", "Lift the hold")
                .html("</button><button class=\"btn btn-primary\" name=\"act\" value=\"change\">")
                .text("Spara ändringen", "Save the change")
                .html("</button></div></form></details>");
    }

    private static void place(UiContext context, Markup markup) throws IOException {
        markup.html("<details><summary class=\"btn btn-secondary mb-2\">")
                .text("Lägg rättsligt stopp", "Place a legal hold")
                .html("</summary><form id=\"new-hold\" class=\"row g-2\" method=\"post\"")
                .html(" action=\"/ui/x/org.gallra.hold/holds\">")
                .hidden(context);
        if (context.contact() != null) {
            markup.hidden("contact", context.contact().toString());
        }
        if (context.company() != null) {
            markup.hidden("company", context.company().toString());
        }
        fields("hold-new", null, markup);
        markup.html("<p class=\"col-12 small text-body-secondary mb-0\">")
                .text(
                        "Så länge stoppet gäller kan varken människor eller regler anonymisera eller radera.",
                        "As long as it holds, neither people nor rules can anonymize or delete.")
                .html("</p><div class=\"col-12 text-end\"><button class=\"btn btn-primary\">")
                .text("Lägg stoppet", "Place the hold")
                .html("</button></div></form></details>");
    }

    private static void fields(String id, @Nullable Hold hold, Markup markup) throws IOException {
        label(id + "-ground", "Grund", "Ground", markup);
        markup.html("<select class=\"form-select\" id=\"").value(id).html("-ground\" name=\"ground\" required>");
        for (HoldGround ground : HoldGround.values()) {
            markup.html("<option value=\"" + ground.name() + "\"")
                    .html(hold != null && hold.ground() == ground ? " selected>" : ">")
                    .text(ground.label())
                    .html("</option>");
        }
        markup.html("</select></div>");
        label(id + "-reason", "Skäl i ord (krävs för Annat skäl)", "Reason in words (needed for Other reason)", markup);
        markup.html("<textarea class=\"form-control\" rows=\"3\" maxlength=\"2000\" id=\"")
                .value(id)
                .html("-reason\" name=\"reason\">")
                .value(hold == null || hold.reason() == null ? "" : hold.reason())
                .html("</textarea></div>");
        label(
                id + "-until",
                "Till och med (tomt: tills det hävs)",
                "Until and including (empty: until lifted)",
                markup);
        markup.html("<input class=\"form-control\" type=\"date\" id=\"")
                .value(id)
                .html("-until\" name=\"until\" value=\"")
                .value(hold == null || hold.until() == null ? "" : hold.until().toString())
                .html("\"></div>");
    }

    private static void label(String id, String sv, String en, Markup markup) throws IOException {
        markup.html("<div class=\"col-12\"><label class=\"form-label\" for=\"")
                .value(id)
                .html("\">")
                .text(sv, en)
                .html("</label>");
    }
}
