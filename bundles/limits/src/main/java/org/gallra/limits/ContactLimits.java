package org.gallra.limits;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What must not be done with the contact of the card, what was lifted, and the forms to set and lift. */
@Component
public final class ContactLimits implements UiPanel {

    private static final int SHOWN = 20;

    private final LimitService limits;

    /** Takes the service. */
    @Activate
    public ContactLimits(@Reference LimitService limits) {
        this.limits = limits;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_RIGHT;
    }

    @Override
    public int rank() {
        return 12;
    }

    @Override
    public Text title() {
        return new Text("Begränsning och invändning", "Restriction and objection");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        ContactId contact = context.contact();
        if (contact == null) {
            return;
        }
        List<Limit> all =
                limits.list(new LimitQuery(contact, null, null, null, SHOWN)).items();
        boolean admin = context.caller().may(Permission.ADMINISTER);
        boolean open = context.caller().may(Permission.WRITE) && !limits.nothingLeft(contact);
        if (all.isEmpty() && !open) {
            return; // nothing to say: no panel
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<div id=\"limits\">");
        for (Limit limit : all) {
            item(context, limit, admin && open, markup);
        }
        if (open) {
            place(context, contact, admin, markup);
        }
        markup.html("</div>");
    }

    private static void item(UiContext context, Limit limit, boolean admin, Markup markup) throws IOException {
        markup.html(limit.active() ? "<div class=\"note warn d-block\"><strong>" : "<div class=\"small mb-2\"><strong>")
                .text(limit.ground().label())
                .html("</strong><div>")
                .text("Sedan ", "Since ")
                .value(limit.since().toString());
        if (limit.request() != null) {
            markup.html(" · ").text("begäran ", "request ").value(limit.request());
        }
        markup.html("</div>");
        words(limit.reason(), markup);
        markup.html("<div class=\"small\">").text("Registrerad ", "Registered ");
        markup.time(limit.placedAt(), context.zone())
                .html(", ")
                .value(limit.placedBy())
                .html("</div>");
        if (limit.liftedAt() != null && limit.liftedBy() != null) {
            markup.html("<div>")
                    .text("Hävd ", "Lifted ")
                    .time(limit.liftedAt(), context.zone())
                    .html(", ")
                    .value(limit.liftedBy())
                    .html("</div>");
            words(limit.liftReason(), markup);
        }
        if (limit.active() && admin) {
            lift(context, limit, markup);
        }
        markup.html("</div>");
    }

    private static void words(@org.jspecify.annotations.Nullable String words, Markup markup) throws IOException {
        if (words != null) {
            markup.html("<div class=\"text-break\">").lines(words).html("</div>");
        }
    }

    private static void lift(UiContext context, Limit limit, Markup markup) throws IOException {
        String id = "limit-" + limit.id();
        markup.html("<details class=\"mt-2\"><summary>")
                .text("Häv", "Lift")
                .html("</summary><form class=\"row g-2 mt-1\" method=\"post\" action=\"/ui/x/org.gallra.limits/limits/")
                .value(limit.id().toString())
                .html("\">")
                .hidden(context)
                .hidden("version", Long.toString(limit.version()));
        area(id, "Varför, och när personen fick veta det", "Why, and when the person was told", true, markup);
        markup.html("<div class=\"col-12 text-end\"><button class=\"btn btn-primary\">")
                .text("Häv", "Lift")
                .html("</button></div></form></details>");
    }

    private void place(UiContext context, ContactId contact, boolean admin, Markup markup) throws IOException {
        markup.html("<details><summary class=\"btn btn-secondary mb-2\">")
                .text(
                        admin ? "Begränsa eller registrera invändning" : "Registrera invändning",
                        admin ? "Restrict or register an objection" : "Register an objection")
                .html("</summary><form id=\"new-limit\" class=\"row g-2\" method=\"post\"")
                .html(" action=\"/ui/x/org.gallra.limits/limits\">")
                .hidden(context)
                .hidden("contact", contact.toString());
        label("limit-ground", "Grund", "Ground", markup);
        markup.html("<select class=\"form-select\" id=\"limit-ground\" name=\"ground\" required>");
        for (LimitGround ground : LimitGround.values()) {
            if (admin || !ground.restricts()) {
                markup.html("<option value=\"" + ground.name() + "\">")
                        .text(ground.label())
                        .html("</option>");
            }
        }
        markup.html("</select></div>");
        area("limit-new", "Skäl i ord", "Reason in words", false, markup);
        label("limit-since", "Personen bad om det", "The person asked for it", markup);
        markup.html("<input class=\"form-control\" type=\"date\" id=\"limit-since\" name=\"since\" value=\"")
                .value(limits.today().toString())
                .html("\"></div>");
        label("limit-request", "Begärans nummer, om det finns", "Number of the request, if any", markup);
        markup.html("<input class=\"form-control\" maxlength=\"20\" id=\"limit-request\" name=\"request\"></div>");
        if (admin) {
            markup.html("<p class=\"col-12 small text-body-secondary mb-0\">")
                    .text(
                            "Den som är begränsad lagras och inget annat: bara systemadministratörer ser kontaktpersonen,"
                                    + " inget kan ändras, och varken människor eller regler kan anonymisera eller radera."
                                    + " En invändning mot direktmarknadsföring döljer ingen.",
                            "Whoever is restricted is stored and nothing else: only system administrators see the contact,"
                                    + " nothing can be changed, and neither people nor rules can anonymize or delete."
                                    + " An objection to direct marketing hides nobody.")
                    .html("</p>");
        }
        markup.html("<div class=\"col-12 text-end\"><button class=\"btn btn-primary\">")
                .text("Spara", "Save")
                .html("</button></div></form></details>");
    }

    private static void area(String id, String sv, String en, boolean required, Markup markup) throws IOException {
        label(id + "-reason", sv, en, markup);
        markup.html("<textarea class=\"form-control\" rows=\"3\" maxlength=\"2000\" name=\"reason\" id=\"")
                .value(id)
                .html(required ? "-reason\" required></textarea></div>" : "-reason\"></textarea></div>");
    }

    private static void label(String id, String sv, String en, Markup markup) throws IOException {
        markup.html("<div class=\"col-12\"><label class=\"form-label\" for=\"")
                .value(id)
                .html("\">")
                .text(sv, en)
                .html("</label>");
    }
}
