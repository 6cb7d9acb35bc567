package org.gallra.limits;

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

/** Who is restricted and who objects, for system administrators: nobody else meets the restricted ones anywhere. */
@Component
public final class LimitsPage implements UiSettingsPage {

    private static final int SIZE = 50;

    private final LimitService limits;

    /** Takes the service. */
    @Activate
    public LimitsPage(@Reference LimitService limits) {
        this.limits = limits;
    }

    @Override
    public String path() {
        return "limits";
    }

    @Override
    public int rank() {
        return 215;
    }

    @Override
    public Menu menu() {
        return Menu.DATA;
    }

    @Override
    public Text title() {
        return new Text("Begränsade", "Restricted");
    }

    @Override
    public String icon() {
        return "shield-lock";
    }

    @Override
    public Permission permission() {
        return Permission.ADMINISTER;
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        boolean marketing = "marketing".equals(parameters.get("show"));
        Page<Limit> page = Keyset.orFirst(
                parameters.get("cursor"), c -> limits.list(new LimitQuery(null, true, !marketing, c, SIZE)));
        Markup markup = new Markup(out, context.language());
        markup.html("<p class=\"muted\">")
                .text(
                        "Den som är begränsad lagras och inget annat (artikel 18). Begränsningar och invändningar"
                                + " registreras och hävs på kontaktpersonens kort.",
                        "Whoever is restricted is stored and nothing else (article 18). Restrictions and objections are"
                                + " registered and lifted on the contact's card.")
                .html("</p><p>");
        link(context, "", !marketing, "Begränsade", "Restricted", markup);
        link(context, "?show=marketing", marketing, "Ingen direktmarknadsföring", "No direct marketing", markup);
        markup.html("</p>");
        if (page.items().isEmpty()) {
            markup.empty(
                    "limits",
                    marketing
                            ? new Text(
                                    "Ingen har invänt mot direktmarknadsföring.",
                                    "Nobody has objected to direct marketing.")
                            : new Text("Ingen är begränsad just nu.", "Nobody is restricted."));
            return;
        }
        table(page, markup);
        if (page.next() != null) {
            markup.html("<p><a class=\"btn btn-secondary\" rel=\"next\" href=\"")
                    .value(context.path() + "?" + (marketing ? "show=marketing&" : "") + "cursor=" + page.next())
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

    private static void table(Page<Limit> page, Markup markup) throws IOException {
        markup.html("<div class=\"table-wrap\"><table class=\"table cards\"><caption class=\"visually-hidden\">")
                .text("Begränsade", "Restricted")
                .html("</caption><thead><tr>");
        String[][] heads = {{"Vem", "Whom"}, {"Grund", "Ground"}, {"Sedan", "Since"}, {"Begäran", "Request"}};
        for (String[] head : heads) {
            markup.html("<th scope=\"col\">").text(head[0], head[1]).html("</th>");
        }
        markup.html("</tr></thead><tbody>");
        for (Limit limit : page.items()) {
            markup.html("<tr><th scope=\"row\">");
            markup.about(limit.contact(), limit.contactName(), null, null);
            cell(markup.html("</th>"), "Grund", "Ground").text(limit.ground().label());
            if (limit.reason() != null) {
                markup.html("<div class=\"small text-break\">")
                        .lines(limit.reason())
                        .html("</div>");
            }
            cell(markup.html("</td>"), "Sedan", "Since").value(limit.since().toString());
            cell(markup.html("</td>"), "Begäran", "Request");
            if (limit.request() != null) {
                markup.value(limit.request());
            }
            markup.html("</td></tr>");
        }
        markup.html("</tbody></table></div>");
    }

    private static Markup cell(Markup markup, String sv, String en) throws IOException {
        return markup.html("<td data-label=\"").text(sv, en).html("\">");
    }
}
