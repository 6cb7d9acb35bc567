package org.gallra.sample.events;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.rest.Keyset;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A page of its own among those that are worked with every day: the events, and the form of a new one. */
@Component
public final class EventsPage implements UiSettingsPage {

    private final Events events;
    private final Registrations registrations;

    /** Takes the services. */
    @Activate
    public EventsPage(@Reference Events events, @Reference Registrations registrations) {
        this.events = events;
        this.registrations = registrations;
    }

    @Override
    public String path() {
        return "events";
    }

    @Override
    public int rank() {
        return 510;
    }

    @Override
    public Text title() {
        return new Text("Evenemang", "Events");
    }

    @Override
    public String icon() {
        return "calendar-plus";
    }

    @Override
    public Permission permission() {
        return Permission.READ;
    }

    @Override
    public Menu menu() {
        return Menu.WORK;
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        Markup markup = new Markup(out, context.language());
        Page<Events.Event> page = Keyset.orFirst(parameters.get("cursor"), cursor -> events.list(cursor, 50));
        if (page.items().isEmpty()) {
            markup.html("<p class=\"empty\" id=\"events\">")
                    .text("Inga evenemang än.", "No events yet.")
                    .html("</p>");
        } else {
            table(page, markup);
        }
        if (page.next() != null) {
            String next =
                    PageAddress.of(context.path()).with("cursor", page.next()).toString();
            markup.html("<p><a class=\"btn btn-secondary\" rel=\"next\" href=\"")
                    .value(next)
                    .html("\">")
                    .text("Nästa sida", "Next page")
                    .html("</a></p>");
        }
        if (context.caller().may(Permission.WRITE)) {
            form(context, markup);
        }
    }

    private void table(Page<Events.Event> page, Markup markup) throws IOException {
        Map<UUID, Long> booked = registrations.countsByEvent(
                page.items().stream().map(Events.Event::id).toList());
        markup.html(
                        "<div class=\"table-wrap\"><table class=\"table cards\" id=\"events\"><caption class=\"visually-hidden\">")
                .text(title())
                .html("</caption><thead><tr><th scope=\"col\">")
                .text("Evenemang", "Event")
                .html("</th><th scope=\"col\">")
                .text("Dag", "Day")
                .html("</th><th scope=\"col\">")
                .text("Plats", "Place")
                .html("</th><th scope=\"col\" class=\"num\">")
                .text("Anmälda", "Registered")
                .html("</th></tr></thead><tbody>");
        for (Events.Event event : page.items()) {
            markup.html("<tr><th scope=\"row\">").value(event.title()).html("</th>");
            cell(markup, "Dag", "Day", "nowrap")
                    .value(event.heldOn().toString())
                    .html("</td>");
            cell(markup, "Plats", "Place", "")
                    .value(event.place() == null ? "" : event.place())
                    .html("</td>");
            cell(markup, "Anmälda", "Registered", "num").number(booked.getOrDefault(event.id(), 0L));
            markup.html("</td></tr>");
        }
        markup.html("</tbody></table></div>");
    }

    private static Markup cell(Markup markup, String sv, String en, String kind) throws IOException {
        return markup.html("<td class=\"" + kind + "\" data-label=\"")
                .text(sv, en)
                .html("\">");
    }

    private static void form(UiContext context, Markup markup) throws IOException {
        markup.html("<form class=\"panel\" method=\"post\" action=\"/ui/x/org.gallra.sample.events/events\"><h2>")
                .text("Nytt evenemang", "New event")
                .html("</h2>")
                .hidden(context)
                .html("<div class=\"grid\">");
        input("title", "", new Text("Namn", "Name"), markup);
        input("heldOn", " type=\"date\"", new Text("Dag", "Day"), markup);
        input("place", "", new Text("Plats", "Place"), markup);
        markup.html("</div><div class=\"form-buttons\"><button class=\"btn btn-primary\">")
                .text("Spara", "Save")
                .html("</button></div></form>");
    }

    private static void input(String name, String type, Text label, Markup markup) throws IOException {
        markup.html("<div class=\"field\"><label for=\"event-" + name + "\">")
                .text(label)
                .html("</label><input class=\"form-control\" id=\"event-" + name + "\" name=\"" + name + "\""
                        + " maxlength=\"200\"" + type + "></div>");
    }
}
