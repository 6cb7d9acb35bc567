package org.gallra.requests;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Keyset;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The request register: the list, one request, and the form for a new one. */
@Component
public final class RequestsPage implements UiSettingsPage {

    /** Where it is shown. */
    static final String ADDRESS = "/ui/settings/org.gallra.requests/requests";

    private static final int SIZE = 50;

    private static final List<Choice> SHOWN = List.of(
            new Choice("open", new Text("Öppna", "Open")), new Choice("closed", new Text("Avslutade", "Ended")));

    private final RequestService requests;
    private final RequestView view;

    /** Takes the service and what draws one request. */
    @Activate
    public RequestsPage(@Reference RequestService requests, @Reference RequestView view) {
        this.requests = requests;
        this.view = view;
    }

    @Override
    public String path() {
        return "requests";
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public Text title() {
        return new Text("Begäranden", "Requests");
    }

    @Override
    public String icon() {
        return "envelope";
    }

    @Override
    public Permission permission() {
        return Permission.EXTRACT;
    }

    @Override
    public Menu menu() {
        return Menu.WORK;
    }

    /** Returns how many are due within a week or overdue. */
    @Override
    public long waiting() {
        var load = requests.load();
        return load.soon() + load.overdue();
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        Markup markup = new Markup(out, context.language());
        String one = parameters.get("request");
        if (one != null) {
            view.one(context, requests.get(Input.id(one, RequestStore::unknown)), markup);
        } else if (parameters.containsKey("new")) {
            String contact = parameters.get("contact");
            view.form(context, contact == null ? null : ContactId.parse(contact), markup);
        } else {
            list(context, "closed".equals(parameters.get("show")), parameters.get("cursor"), markup);
        }
    }

    private void list(UiContext context, boolean closed, @Nullable String cursor, Markup markup) throws IOException {
        Page<DataRequest> page = Keyset.orFirst(cursor, c -> requests.list(new RequestQuery(!closed, null, c, SIZE)));
        markup.html("<p class=\"muted\">")
                .text(
                        "Vad registrerade har begärt enligt artikel 15-21. Svaret ska ges inom en månad från det att"
                                + " begäran kom in.",
                        "What data subjects have asked for by articles 15 to 21. The answer is due within a month of"
                                + " receipt.")
                .html("</p><div class=\"d-flex flex-wrap gap-2 mb-3\">")
                .tabs(new Text("Läge", "State"), PageAddress.of(ADDRESS), "show", closed ? "closed" : "open", SHOWN)
                .html("<a class=\"btn btn-primary ms-auto\" data-key=\"n\" href=\"" + ADDRESS + "?new=1\">")
                .text("Ny begäran", "New request")
                .html("</a></div>");
        if (page.items().isEmpty()) {
            markup.empty(
                    "requests",
                    closed
                            ? new Text("Ingen begäran är avslutad ännu.", "No request has ended yet.")
                            : new Text(
                                    "Ingen begäran är öppen. Registrera en ny här, eller på kontaktpersonens kort under det gula"
                                            + " plustecknet.",
                                    "No request is open. Register a new one here, or on the card of a contact under the yellow plus"
                                            + " sign."));
            return;
        }
        table(page, markup);
        if (page.next() != null) {
            markup.html("<p><a class=\"btn btn-secondary\" rel=\"next\" href=\"")
                    .value(ADDRESS + "?" + (closed ? "show=closed&" : "") + "cursor=" + page.next())
                    .html("\">")
                    .text("Nästa", "Next")
                    .html("</a></p>");
        }
    }

    private static void table(Page<DataRequest> page, Markup markup) throws IOException {
        markup.html("<div class=\"table-wrap\"><table class=\"table cards\"><caption class=\"visually-hidden\">")
                .text("Begäranden", "Requests")
                .html("</caption><thead><tr>");
        String[][] heads = {
            {"Nummer", "Number"},
            {"Vem", "Who"},
            {"Gäller", "About"},
            {"Kom in", "Received"},
            {"Besvaras senast", "Due"},
            {"Läge", "State"},
            {"Ansvarig", "Responsible"}
        };
        for (String[] head : heads) {
            markup.html("<th scope=\"col\">").text(head[0], head[1]).html("</th>");
        }
        markup.html("</tr></thead><tbody>");
        for (DataRequest request : page.items()) {
            row(request, markup);
        }
        markup.html("</tbody></table></div>");
    }

    private static void row(DataRequest request, Markup markup) throws IOException {
        markup.html("<tr><th scope=\"row\" class=\"nowrap\">");
        RequestView.link(request, markup);
        cell(markup.html("</th>"), "Vem", "Who");
        RequestView.who(request, markup);
        cell(markup.html("</td>"), "Gäller", "About").text(request.kind().label());
        cell(markup.html("</td>"), "Kom in", "Received")
                .html("<span class=\"text-nowrap\">")
                .value(request.receivedOn().toString());
        cell(markup.html("</span></td>"), "Besvaras senast", "Due");
        RequestView.due(request, markup);
        cell(markup.html("</td>"), "Läge", "State").text(request.state().label());
        cell(markup.html("</td>"), "Ansvarig", "Responsible");
        if (request.responsible() != null) {
            markup.value(request.responsible());
        }
        markup.html("</td></tr>");
    }

    private static Markup cell(Markup markup, String sv, String en) throws IOException {
        return markup.html("<td data-label=\"").text(sv, en).html("\">");
    }
}
