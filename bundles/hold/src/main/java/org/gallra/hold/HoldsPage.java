package org.gallra.hold;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.rest.Keyset;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All holds, for system administrators. */
@Component
public final class HoldsPage implements UiSettingsPage {

    private static final int SIZE = 50;

    private final HoldService holds;

    /** Takes the service. */
    @Activate
    public HoldsPage(@Reference HoldService holds) {
        this.holds = holds;
    }

    @Override
    public String path() {
        return "holds";
    }

    @Override
    public int rank() {
        return 210;
    }

    @Override
    public Menu menu() {
        return Menu.DATA;
    }

    @Override
    public Text title() {
        return new Text("Rättsliga stopp", "Legal holds");
    }

    @Override
    public String icon() {
        return "lock-fill";
    }

    @Override
    public Permission permission() {
        return Permission.ADMINISTER;
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        boolean all = "all".equals(parameters.get("show"));
        Page<Hold> page = Keyset.orFirst(
                parameters.get("cursor"),
                c -> holds.list(new HoldQuery(null, null, all ? null : Boolean.TRUE, c, SIZE)));
        Markup markup = new Markup(out, context.language());
        markup.html("<p class=\"muted\">")
                .text(
                        "Den som har ett rättsligt stopp anonymiseras och raderas inte, varken för hand eller av regler."
                                + " Stopp läggs och hävs på kontaktpersonens eller företagets kort.",
                        "Whoever is under a legal hold is neither anonymized nor deleted, by hand or by rules. Holds are"
                                + " placed and lifted on the card of the contact or company.")
                .html("</p><p>");
        link(context, "", !all, "Gällande", "In force", markup);
        link(context, "?show=all", all, "Alla", "All", markup);
        markup.html("</p>");
        if (page.items().isEmpty()) {
            markup.empty(
                    "holds",
                    all
                            ? new Text("Inga rättsliga stopp har lagts.", "No legal holds were ever placed.")
                            : new Text("Inget rättsligt stopp gäller just nu.", "No legal hold is in force."));
            return;
        }
        table(context, page, markup);
        if (page.next() != null) {
            markup.html("<p><a class=\"btn btn-secondary\" rel=\"next\" href=\"")
                    .value(context.path() + "?" + (all ? "show=all&" : "") + "cursor=" + page.next())
                    .html("\">")
                    .text("Nästa", "Next")
                    .html("</a></p>");
        }
    }

    private static void link(UiContext context, String query, boolean here, String sv, String en, Markup markup)
            throws IOException {
        markup.html(
                        here
                                ? "<a class=\"btn btn-primary\" aria-current=\"true\" href=\""
                                : "<a class=\"btn btn-secondary\" href=\"")
                .value(context.path() + query)
                .html("\">")
                .text(sv, en)
                .html("</a> ");
    }

    private static void table(UiContext context, Page<Hold> page, Markup markup) throws IOException {
        markup.html("<div class=\"table-wrap\"><table class=\"table cards\"><caption class=\"visually-hidden\">")
                .text("Rättsliga stopp", "Legal holds")
                .html("</caption><thead><tr>");
        String[][] heads = {
            {"Vem", "Whom"}, {"Grund", "Ground"}, {"Gäller", "Holds"}, {"Lagt", "Placed"}, {"Läge", "State"}
        };
        for (String[] head : heads) {
            markup.html("<th scope=\"col\">").text(head[0], head[1]).html("</th>");
        }
        markup.html("</tr></thead><tbody>");
        for (Hold hold : page.items()) {
            row(context, hold, markup);
        }
        markup.html("</tbody></table></div>");
    }

    private static void row(UiContext context, Hold hold, Markup markup) throws IOException {
        markup.html("<tr><th scope=\"row\">");
        if (hold.contact() != null && hold.contactName() != null) {
            markup.contact(hold.contact(), hold.contactName());
        } else if (hold.company() != null && hold.companyName() != null) {
            markup.company(hold.company(), hold.companyName());
        }
        markup.html("</th>");
        cell(markup, "Grund", "Ground").text(hold.ground().label());
        if (hold.reason() != null) {
            markup.html("<div class=\"small text-break\">").lines(hold.reason()).html("</div>");
        }
        cell(markup.html("</td>"), "Gäller", "Holds");
        HoldList.until(hold, markup);
        cell(markup.html("</td>"), "Lagt", "Placed").time(hold.placedAt(), context.zone());
        if (hold.placedBy() != null) {
            markup.html(", ").value(hold.placedBy());
        }
        cell(markup.html("</td>"), "Läge", "State");
        switch (hold.state()) {
            case ACTIVE -> markup.text("Gäller", "In force");
            case EXPIRED -> markup.text("Har löpt ut", "Has expired");
            case LIFTED -> lifted(context, hold, markup);
        }
        markup.html("</td></tr>");
    }

    private static void lifted(UiContext context, Hold hold, Markup markup) throws IOException {
        markup.text("Hävt", "Lifted");
        if (hold.liftedAt() != null && hold.liftedBy() != null) {
            markup.html(" ").time(hold.liftedAt(), context.zone()).html(", ").value(hold.liftedBy());
        }
    }

    private static Markup cell(Markup markup, String sv, String en) throws IOException {
        return markup.html("<td data-label=\"").text(sv, en).html("\">");
    }
}
