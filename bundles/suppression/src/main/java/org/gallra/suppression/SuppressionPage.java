package org.gallra.suppression;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.gallra.suppression.ListAdministration.State;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The settings of the list, its state, and who was let in again; for system administrators. */
@Component
public final class SuppressionPage implements UiSettingsPage {

    private final ListAdministration list;

    /** Takes the service. */
    @Activate
    public SuppressionPage(@Reference ListAdministration list) {
        this.list = list;
    }

    @Override
    public String path() {
        return "list";
    }

    @Override
    public int rank() {
        return 220;
    }

    @Override
    public Menu menu() {
        return Menu.DATA;
    }

    @Override
    public Text title() {
        return new Text("Spärrlista", "Suppression list");
    }

    @Override
    public String icon() {
        return "person-x";
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        State state = list.state();
        List<Admitted> admitted = list.admitted();
        Markup markup = new Markup(out, context.language());
        markup.html("<p class=\"muted\">")
                .text(
                        "Den som har anonymiserats eller raderats ska inte komma tillbaka av misstag. Av e-postadress och"
                                + " telefonnummer sparas ett nycklat kontrollvärde, som varken visar vem det gäller eller kan"
                                + " sökas utan nyckeln. Den som skriver in samma uppgift igen, för hand, i en import, över"
                                + " REST eller i ett tillägg, får veta det.",
                        "Whoever was anonymized or deleted shall not come back by mistake. Of e-mail address and phone number"
                                + " a keyed hash is kept, which neither shows whom it is about nor can be searched without"
                                + " the key. Whoever enters the same again, by hand, in an import, over REST or in a bundle,"
                                + " is told.")
                .html("</p>");
        if (state.problem() != null) {
            markup.html("<p class=\"note danger\" role=\"alert\">")
                    .text(state.problem())
                    .html("</p>");
        }
        settings(context, state, markup);
        state(context, state, markup);
        admitted(admitted, markup);
    }

    private static void settings(UiContext context, State state, Markup markup) throws IOException {
        heading("settings", "Inställningar", "Settings", markup);
        markup.html("<form method=\"post\" action=\"/ui/x/org.gallra.suppression/settings\">")
                .hidden(context)
                .hidden("version", Long.toString(state.version()))
                .html("<fieldset><legend class=\"fs-6 fw-bold\">")
                .text("När någon känns igen", "When somebody is recognized")
                .html("</legend>");
        for (Reaction reaction : Reaction.values()) {
            String id = "reaction-" + reaction.name();
            markup.html(
                            "<div class=\"form-check\"><input class=\"form-check-input\" type=\"radio\" name=\"reaction\" id=\""
                                    + id + "\" value=\"" + reaction.name() + "\"")
                    .html(reaction == state.reaction() ? " checked>" : ">")
                    .html("<label class=\"form-check-label\" for=\"" + id + "\">")
                    .text(reaction.label())
                    .html("</label></div>");
        }
        markup.html("</fieldset><div class=\"mt-3\"><label class=\"form-label\" for=\"keptYears\">")
                .text("Så många år sparas ett kontrollvärde", "How many years a hash is kept")
                .html(
                        "</label><input class=\"form-control w-auto\" type=\"number\" min=\"1\" max=\"20\" required id=\"keptYears\""
                                + " name=\"keptYears\" value=\"")
                .value(Integer.toString(state.keptYears()))
                .html("\"></div><button class=\"btn btn-primary mt-3\">")
                .text("Spara", "Save")
                .html("</button></form></section>");
    }

    private static void state(UiContext context, State state, Markup markup) throws IOException {
        heading("state", "Listan", "The list", markup);
        markup.html("<p><strong>")
                .value(Long.toString(state.entries()))
                .html("</strong> ")
                .text("kontrollvärden. Nyckeln ligger i ", "hashes. The key lies in ")
                .html("<code class=\"text-break\">")
                .value(state.keyFile())
                .html("</code>. ")
                .text(
                        "Säkerhetskopiera den för sig, aldrig tillsammans med databasen. Går den förlorad är listan oanvändbar.",
                        "Back it up by itself, never together with the database. If it is lost the list is of no use.")
                .html("</p><details><summary>")
                .text("Töm listan", "Empty the list")
                .html("</summary><form method=\"post\" action=\"/ui/x/org.gallra.suppression/emptying\">")
                .hidden(context)
                .html("<p>")
                .text(
                        "Alla som är uppsatta tas bort för gott: de kan sedan registreras igen utan att någon märker det.",
                        "Everybody on it is removed for good: they can be entered again then without anybody noticing.")
                .html(
                        "</p><div class=\"form-check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"sure\" id=\"sure\""
                                + " required><label class=\"form-check-label\" for=\"sure\">")
                .text("Ja, töm listan", "Yes, empty the list")
                .html("</label></div><button class=\"btn btn-danger mt-2\">")
                .text("Töm listan", "Empty the list")
                .html("</button></form></details></section>");
    }

    private static void admitted(List<Admitted> admitted, Markup markup) throws IOException {
        heading("admitted", "Återinsläppta", "Readmissions", markup);
        if (admitted.isEmpty()) {
            markup.html("<p>")
                    .text("Ingen har släppts in på nytt.", "Nobody was let in again.")
                    .html("</p></section>");
            return;
        }
        markup.html("<p class=\"muted\">")
                .text("Varför och av vem, men inte vilka.", "Why and by whom, but not who.")
                .html("</p><div class=\"table-wrap\"><table class=\"table cards\"><caption class=\"visually-hidden\">")
                .text("Återinsläppta", "Readmissions")
                .html("</caption><thead><tr>");
        String[][] heads = {{"Dag", "Day"}, {"Skäl", "Reason"}, {"Av", "By"}};
        for (String[] head : heads) {
            markup.html("<th scope=\"col\">").text(head[0], head[1]).html("</th>");
        }
        markup.html("</tr></thead><tbody>");
        for (Admitted one : admitted) {
            markup.html("<tr><th scope=\"row\">").value(one.day().toString()).html("</th>");
            cell(heads[1], markup).text(one.reason().label()).html("</td>");
            cell(heads[2], markup).value(one.by()).html("</td></tr>");
        }
        markup.html("</tbody></table></div></section>");
    }

    private static void heading(String id, String sv, String en, Markup markup) throws IOException {
        markup.html("<section class=\"panel\" id=\"" + id + "\" aria-labelledby=\"" + id + "-title\"><h2 id=\"" + id
                        + "-title\">")
                .text(sv, en)
                .html("</h2>");
    }

    private static Markup cell(String[] head, Markup markup) throws IOException {
        return markup.html("<td data-label=\"").text(head[0], head[1]).html("\">");
    }
}
