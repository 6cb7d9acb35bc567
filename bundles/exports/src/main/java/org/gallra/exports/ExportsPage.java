package org.gallra.exports;

import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.extract.ExportService.Export;
import org.gallra.api.extract.ExportService.State;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Exports: who ordered which and when, how far they are, and the form by which one is fetched. */
@Component
public final class ExportsPage implements UiSettingsPage {

    /** Where it is shown. */
    static final String ADDRESS = "/ui/settings/org.gallra.exports/exports";

    private static final String FORMS = "/ui/x/org.gallra.exports/";

    private final DatabaseExportService exports;

    /** Takes the service. */
    @Activate
    public ExportsPage(@Reference DatabaseExportService exports) {
        this.exports = exports;
    }

    /** Returns the address at which an export is fetched. */
    static String at(String link) {
        return ADDRESS + "?link=" + URLEncoder.encode(link, StandardCharsets.UTF_8);
    }

    @Override
    public String path() {
        return "exports";
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public Text title() {
        return new Text("Exporter", "Exports");
    }

    @Override
    public String icon() {
        return "download";
    }

    @Override
    public Permission permission() {
        return Permission.EXTRACT;
    }

    @Override
    public Menu menu() {
        return Menu.WORK;
    }

    @Override
    public long waiting() {
        return exports.waiting();
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        Markup markup = new Markup(out, context.language());
        String link = parameters.get("link");
        if (link != null) {
            one(context, link, parameters.containsKey("wrong"), markup);
        }
        List<Export> all = exports.list();
        if (all.isEmpty()) {
            markup.empty(
                    "exports",
                    new Text(
                            "Inga exporter. Markera kontaktpersoner i listan och välj Exportera personuppgifter.",
                            "No exports. Mark contacts in the list and choose Export personal data."));
        } else {
            table(context, all, markup);
        }
    }

    private void one(UiContext context, String link, boolean wrong, Markup markup) throws IOException {
        Export export;
        try {
            export = exports.find(link);
        } catch (GallraException e) {
            markup.html("<p class=\"note warn\" role=\"status\">")
                    .text(e.text())
                    .html("</p>");
            return;
        }
        markup.html(
                        export.state() == State.MAKING
                                ? "<section class=\"panel\" id=\"export\" data-refresh=\"1\">"
                                : "<section class=\"panel\" id=\"export\">")
                .html("<h2>")
                .text("Export av ", "Export of ")
                .value(Long.toString(export.people()))
                .text(export.people() == 1 ? " person" : " personer", export.people() == 1 ? " person" : " people")
                .html("</h2>");
        if (export.state() == State.MAKING) {
            making(export, markup);
        } else {
            fetching(context, export, link, wrong, markup);
        }
        markup.html("</section>");
    }

    private static void making(Export export, Markup markup) throws IOException {
        String done = Long.toString(export.made() + export.failed());
        markup.html("<p role=\"status\">")
                .text("Görs: ", "Being made: ")
                .value(done)
                .text(" av ", " of ")
                .value(Long.toString(export.people()))
                .html(" <progress value=\"")
                .value(done)
                .html("\" max=\"")
                .value(Long.toString(export.people()))
                .html("\" aria-label=\"")
                .text("Färdiga filer", "Finished files")
                .html("\"></progress></p><p>")
                .text(
                        "Du kan lämna sidan. Exporten står i listan nedan tills den är hämtad.",
                        "You can leave this page. The export stands in the list below until it is fetched.")
                .html("</p>");
    }

    private static void fetching(UiContext context, Export export, String link, boolean wrong, Markup markup)
            throws IOException {
        if (wrong) {
            markup.html("<p class=\"note danger\" role=\"alert\" id=\"password-wrong\">")
                    .text("Fel lösenord. Försök igen.", "Wrong password. Try again.")
                    .html("</p>");
        }
        markup.html("<p>").text("Kan hämtas en gång, till ", "Can be fetched once, until ");
        if (export.expiresAt() != null) {
            markup.time(export.expiresAt(), context.zone());
        }
        markup.html(". ")
                .text("Sedan tas den bort från servern.", "Then it is removed from the server.")
                .html("</p>");
        if (export.failed() > 0) {
            markup.html("<p class=\"note warn\">")
                    .text(
                            "För så många gick det inte att göra något utdrag: ",
                            "For so many no extract could be made: ")
                    .value(Long.toString(export.failed()))
                    .html("</p>");
        }
        // without the page to return to: the browser takes the answer as a file, no script swallows it
        markup.html("<form method=\"post\" action=\"" + FORMS + "file\" class=\"form\">")
                .hidden("_csrf", context.csrf())
                .hidden("link", link)
                .html("<div class=\"field\"><label for=\"password\">")
                .text("Ditt lösenord", "Your password")
                .html("</label><input class=\"form-control\" id=\"password\" name=\"password\" type=\"password\""
                        + " autocomplete=\"current-password\" required maxlength=\"200\"")
                .html(wrong ? " aria-invalid=\"true\" aria-describedby=\"password-wrong\"" : "")
                .html("></div><div class=\"form-buttons\"><button class=\"btn btn-primary\">")
                .text("Hämta filen", "Fetch the file")
                .html("</button></div></form>");
    }

    private static void table(UiContext context, List<Export> all, Markup markup) throws IOException {
        boolean administrator = context.caller().role() == Role.SYSTEM_ADMINISTRATOR;
        markup.html(
                        "<div class=\"table-wrap\"><table class=\"table cards\" id=\"exports\"><caption class=\"visually-hidden\">")
                .text("Exporter", "Exports")
                .html("</caption><thead><tr>");
        head("Beställd", "Ordered", markup);
        if (administrator) {
            head("Av", "By", markup);
        }
        head("Personer", "People", markup);
        head("Format", "Format", markup);
        head("Läge", "State", markup);
        head("Finns till / försvann", "Kept until / went", markup);
        head("Åtgärder", "Actions", markup);
        markup.html("</tr></thead><tbody>");
        for (Export export : all) {
            row(context, export, administrator, markup);
        }
        markup.html("</tbody></table></div>");
    }

    private static void row(UiContext context, Export export, boolean administrator, Markup markup) throws IOException {
        markup.html("<tr><th scope=\"row\">")
                .time(export.orderedAt(), context.zone())
                .html("</th>");
        if (administrator) {
            cell("Av", "By", markup).value(export.orderedBy()).html("</td>");
        }
        cell("Personer", "People", markup).value(Long.toString(export.people())).html("</td>");
        cell("Format", "Format", markup).value(export.format()).html("</td>");
        cell("Läge", "State", markup).text(export.state().label());
        if (export.state() == State.MAKING) {
            markup.html(" ").value(export.made() + export.failed() + "/" + export.people());
        }
        markup.html("</td>");
        cell("Finns till / försvann", "Kept until / went", markup);
        if (export.endedAt() != null) {
            markup.time(export.endedAt(), context.zone());
        } else if (export.expiresAt() != null) {
            markup.time(export.expiresAt(), context.zone());
        }
        markup.html("</td>");
        cell("Åtgärder", "Actions", markup);
        if (export.state().open()) {
            boolean own = export.orderedBy().equals(context.caller().userName());
            if (own) {
                button(context, export, "link", "Ny länk", "New link", markup);
            }
            button(context, export, "discard", "Kasta", "Discard", markup);
        }
        markup.html("</td></tr>");
    }

    private static void button(UiContext context, Export export, String act, String sv, String en, Markup markup)
            throws IOException {
        markup.html("<form method=\"post\" class=\"d-inline-flex gap-1\" action=\"" + FORMS + "exports/")
                .value(export.id().toString())
                .html("/" + act + "\">")
                .hidden(context)
                .html("<button class=\"btn btn-sm btn-outline-secondary\">")
                .text(sv, en)
                .html("<span class=\"visually-hidden\"> ")
                .time(export.orderedAt(), context.zone())
                .html("</span></button></form> ");
    }

    private static void head(String sv, String en, Markup markup) throws IOException {
        markup.html("<th scope=\"col\">").text(sv, en).html("</th>");
    }

    private static Markup cell(String sv, String en, Markup markup) throws IOException {
        return markup.html("<td data-label=\"").text(sv, en).html("\">");
    }
}
