package org.gallra.requests;

import java.io.IOException;
import java.time.LocalDate;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Draws one request with what can be done with it, and the form for a new one. */
@Component(service = RequestView.class)
public final class RequestView {

    private static final String FORMS = "/ui/x/org.gallra.requests/requests";

    private final RequestService requests;

    /** Takes the service, which knows the day. */
    @Activate
    public RequestView(@Reference RequestService requests) {
        this.requests = requests;
    }

    private static String address(DataRequest request) {
        return RequestsPage.ADDRESS + "?request=" + request.id();
    }

    /** Writes the number as a link to the request. */
    static void link(DataRequest request, Markup markup) throws IOException {
        markup.html("<a class=\"text-nowrap\" href=\"")
                .value(address(request))
                .html("\">")
                .value(request.number())
                .html("</a>");
    }

    /** Writes who asks. */
    static void who(DataRequest request, Markup markup) throws IOException {
        if (request.contact() != null && request.contactName() != null) {
            markup.contact(request.contact(), request.contactName());
        } else if (request.requester() != null) {
            markup.value(request.requester());
        } else if (request.erased()) {
            markup.html("<span class=\"muted\">").text("Raderad", "Erased").html("</span>");
        } else {
            markup.html("<span class=\"muted\">")
                    .text("Begränsad kontaktperson", "Restricted contact")
                    .html("</span>");
        }
    }

    /** Writes the last day and how near it is. */
    static void due(DataRequest request, Markup markup) throws IOException {
        markup.html("<span class=\"text-nowrap\">")
                .value(request.dueOn().toString())
                .html("</span>");
        if (request.urgency() == Urgency.OVERDUE) {
            markup.html(" <span class=\"badge-danger\">")
                    .text("Försenad", "Overdue")
                    .html("</span>");
        } else if (request.urgency() == Urgency.SOON) {
            markup.html(" <span class=\"badge-warn\">").text("Snart", "Soon").html("</span>");
        }
    }

    void one(UiContext context, DataRequest request, Markup markup) throws IOException {
        markup.html("<p><a href=\"" + RequestsPage.ADDRESS + "\">")
                .text("Alla begäranden", "All requests")
                .html("</a></p><section class=\"panel\" id=\"request\"><h2>")
                .value(request.number())
                .html(" · ")
                .text(request.kind().label())
                .html("</h2><dl class=\"details\">");
        facts(context, request, markup);
        markup.html("</dl></section>");
        if (request.state().open()) {
            markup.html("<div class=\"request-acts\">");
            acts(context, request, markup);
            markup.html("</div>");
        }
    }

    private static void facts(UiContext context, DataRequest request, Markup markup) throws IOException {
        who(request, term(markup, "Vem", "Who"));
        text("Svaret går till", "The answer goes to", request.replyTo(), markup);
        term(markup, "Kom in", "Received")
                .value(request.receivedOn().toString())
                .html(" · ")
                .text(request.channel().label());
        due(request, term(markup, "Besvaras senast", "Due"));
        if (request.extendedOn() != null) {
            term(markup, "Förlängd två månader", "Two months added")
                    .text("Personen fick besked ", "The person was told ")
                    .value(request.extendedOn().toString());
            if (request.extensionReason() != null) {
                markup.html("<div class=\"text-break\">")
                        .lines(request.extensionReason())
                        .html("</div>");
            }
        }
        term(markup, "Läge", "State").text(request.state().label());
        identity(request, markup);
        text("Ansvarig", "Responsible", request.responsible(), markup);
        text("Anteckningar", "Notes", request.notes(), markup);
        if (request.extract() != null) {
            term(markup, "Registerutdrag", "Register extract")
                    .time(request.extract().madeAt(), context.zone())
                    .html("<div class=\"small text-break\">")
                    .text("Utdrag ", "Extract ")
                    .value(request.extract().id().toString());
            if (request.extract().digest() != null) {
                markup.html("<br><code>").value(request.extract().digest()).html("</code>");
            }
            markup.html("</div>");
        }
        erasure(context, request, markup);
        if (!request.state().open()) {
            ended(context, request, markup);
        }
        term(markup, "Registrerad", "Registered")
                .time(request.createdAt(), context.zone())
                .html(", ")
                .value(request.createdBy())
                .html("</dd>");
    }

    private static void identity(DataRequest request, Markup markup) throws IOException {
        term(markup, "Identitet", "Identity");
        if (request.identityCheck() == null) {
            markup.text("Inte kontrollerad än", "Not checked yet");
        } else {
            markup.text(request.identityCheck().label());
            if (request.identityOn() != null && request.identityBy() != null) {
                markup.html("<div class=\"small\">")
                        .value(request.identityOn().toString())
                        .html(", ")
                        .value(request.identityBy())
                        .html("</div>");
            }
        }
        if (request.identityAskedOn() != null) {
            markup.html("<div class=\"small\">")
                    .text("Mer begärdes ", "More was asked for ")
                    .value(request.identityAskedOn().toString())
                    .html("</div>");
        }
    }

    private static void erasure(UiContext context, DataRequest request, Markup markup) throws IOException {
        if (request.receipt() != null) {
            term(markup, "Kvitto på raderingen", "Receipt of the erasure");
            String id = request.receipt().toString();
            if (context.caller().may(Permission.ADMINISTER)) {
                markup.html("<a href=\"/ui/ledger/")
                        .value(id)
                        .html("\"><code>")
                        .value(id)
                        .html("</code></a>");
            } else {
                markup.html("<code>").value(id).html("</code>");
            }
        } else if (request.erasurePlan() != null) {
            term(markup, "Radering", "Erasure").text("Planerad, inte utförd än", "Planned, not done yet");
        }
    }

    private static void ended(UiContext context, DataRequest request, Markup markup) throws IOException {
        if (request.refusalGround() != null) {
            term(markup, "Grund för avslag", "Ground for refusing")
                    .text(request.refusalGround().label());
        }
        text("Svar", "Answer", request.answer(), markup);
        term(markup, "Besvarad", "Answered");
        if (request.answeredOn() != null) {
            markup.value(request.answeredOn().toString());
        }
        if (request.closedAt() != null && request.closedBy() != null) {
            markup.html("<div class=\"small\">")
                    .text("Avslutad ", "Ended ")
                    .time(request.closedAt(), context.zone())
                    .html(", ")
                    .value(request.closedBy())
                    .html("</div>");
        }
    }

    private static void text(String sv, String en, @Nullable String value, Markup markup) throws IOException {
        if (value != null) {
            term(markup, sv, en)
                    .html("<span class=\"text-break\">")
                    .lines(value)
                    .html("</span>");
        }
    }

    private static Markup term(Markup markup, String sv, String en) throws IOException {
        return markup.html("<dt>").text(sv, en).html("</dt><dd>");
    }

    private void acts(UiContext context, DataRequest request, Markup markup) throws IOException {
        if (request.contact() != null && !request.erased()) {
            carryOut(context, request, request.contact(), markup);
        }
        begin(context, request, "identity", "Identitet", "Identity", markup);
        select(
                "check",
                "Hur den kontrollerades",
                "How it was checked",
                IdentityCheck.values(),
                IdentityCheck::label,
                request.identityCheck(),
                markup);
        markup.html("<div class=\"col-12 d-flex flex-wrap gap-2 justify-content-end\">")
                .html("<button class=\"btn btn-secondary\" name=\"act\" value=\"ask\">")
                .text("Mer har begärts av personen", "More was asked of the person")
                .html("</button><button class=\"btn btn-primary\" name=\"act\" value=\"checked\">")
                .text("Spara kontrollen", "Save the check")
                .html("</button></div></form></details>");
        if (request.extendedOn() == null && !request.erased()) {
            extension(context, request, markup);
        }
        ending(context, request, markup);
        if (!request.erased()) {
            begin(context, request, "change", "Ändra uppgifterna", "Change what came in", markup);
            fields(request, request.contact(), markup);
            button("Spara", "Save", markup);
        }
    }

    private static void carryOut(UiContext context, DataRequest request, ContactId contact, Markup markup)
            throws IOException {
        String id = contact.toString();
        IdentityCheck check = request.identityCheck();
        PageAddress extract = PageAddress.of("/ui/extract/" + id)
                .with("request", request.number())
                .with("identity", check == null ? null : check.name())
                .with("from", address(request));
        markup.html("<div class=\"d-flex flex-wrap gap-2 mb-3\"><a class=\"btn btn-secondary\" href=\"")
                .value(extract.toString())
                .html("\">")
                .text("Exportera personuppgifter", "Export personal data")
                .html("</a>");
        if (context.caller().may(Permission.ANONYMIZE)) {
            act(context, "/ui/anonymize", id, request, "Anonymisera…", "Anonymize…", markup);
        }
        if (context.caller().may(Permission.DELETE)) {
            act(context, "/ui/delete", id, request, "Radera…", "Delete…", markup);
        }
        markup.html("</div>");
    }

    private static void act(
            UiContext context, String action, String contact, DataRequest request, String sv, String en, Markup markup)
            throws IOException {
        markup.html("<form method=\"post\" action=\"" + action + "\">")
                .hidden("_csrf", context.csrf())
                .hidden("from", address(request))
                .hidden("id", contact)
                .hidden("request", request.number())
                .html("<button class=\"btn btn-secondary\">")
                .text(sv, en)
                .html("</button></form>");
    }

    private void extension(UiContext context, DataRequest request, Markup markup) throws IOException {
        begin(context, request, "extension", "Förläng två månader", "Add two months", markup);
        markup.html("<p class=\"col-12 small text-body-secondary mb-0\">")
                .text(
                        "Bara om begäran är komplicerad eller de är många. Personen ska ha fått veta det och varför senast ",
                        "Only if the request is complex or there are many. The person has to be told of it and why by ")
                .value(Deadline.of(request.receivedOn()).toString())
                .html(".</p>");
        area("reason", "Varför, som personen fick veta", "Why, as the person was told", 2000, null, markup);
        day("toldOn", "Personen fick veta", "The person was told", requests.today(), markup);
        button("Förläng", "Add two months", markup);
    }

    private void ending(UiContext context, DataRequest request, Markup markup) throws IOException {
        begin(context, request, "ending", "Svara eller avslå", "Answer or refuse", markup);
        if (request.erased()) {
            markup.html("<p class=\"col-12 small text-body-secondary mb-0\">")
                    .text(
                            "Personen är anonymiserad eller raderad: inget mer kan skrivas om personen.",
                            "The person is anonymized or deleted: nothing more can be written about the person.")
                    .html("</p>");
        } else {
            area(
                    "answer",
                    "Vad som skickades, eller varför begäran avslås",
                    "What was sent, or why it is refused",
                    2000,
                    null,
                    markup);
        }
        day("answeredOn", "Svaret gavs", "The answer was given", requests.today(), markup);
        label("ending-ground", "Grund, om begäran avslås", "Ground, if it is refused", markup);
        markup.html("<select class=\"form-select\" id=\"ending-ground\" name=\"ground\"><option value=\"\">")
                .text("Avslås inte", "Is not refused")
                .html("</option>");
        for (RefusalGround ground : RefusalGround.values()) {
            markup.html("<option value=\"" + ground.name() + "\">")
                    .text(ground.label())
                    .html("</option>");
        }
        markup.html("</select></div>");
        button("Avsluta begäran", "End the request", markup);
    }

    /** Writes the form for a new request; without a contact it asks who it is. */
    void form(UiContext context, @Nullable ContactId contact, Markup markup) throws IOException {
        markup.html("<p><a href=\"" + RequestsPage.ADDRESS + "\">")
                .text("Alla begäranden", "All requests")
                .html("</a></p><form id=\"new-request\" class=\"panel\" method=\"post\" action=\"" + FORMS + "\">")
                .hidden(context);
        if (contact != null) {
            markup.html("<p class=\"col-12 mb-0\">")
                    .text("Begäran kommer från ", "The request is from ")
                    .html("<a href=\"/ui/contacts/")
                    .value(contact.toString())
                    .html("\">")
                    .text("den här kontaktpersonen", "this contact")
                    .html("</a>.</p>");
        } else {
            markup.html("<p class=\"col-12 mb-0\">")
                    .text(
                            "Finns personen i registret: börja från kontaktpersonens kort i stället.",
                            "If the person is in the register, begin from the contact's card instead.")
                    .html("</p>");
        }
        markup.html("<div class=\"row g-2\">");
        fields(null, contact, markup);
        markup.html("<div class=\"col-12 text-end\"><button class=\"btn btn-primary\">")
                .text("Registrera", "Register")
                .html("</button></div></div></form>");
    }

    private void fields(@Nullable DataRequest request, @Nullable ContactId contact, Markup markup) throws IOException {
        if (contact != null) {
            markup.hidden("contact", contact.toString());
        }
        select(
                "kind",
                "Vad begärs",
                "What is asked for",
                RequestKind.values(),
                RequestKind::label,
                request == null ? null : request.kind(),
                markup);
        select(
                "channel",
                "Hur den kom in",
                "How it came in",
                Channel.values(),
                Channel::label,
                request == null ? null : request.channel(),
                markup);
        day("receivedOn", "Kom in", "Received", request == null ? requests.today() : request.receivedOn(), markup);
        if (contact == null) {
            line("requester", "Vem som frågar", "Who asks", 200, request == null ? null : request.requester(), markup);
        }
        line(
                "replyTo",
                "Svaret går till (tomt: det som står på kortet)",
                "The answer goes to (empty: as on the card)",
                500,
                request == null ? null : request.replyTo(),
                markup);
        line(
                "responsible",
                "Ansvarig (användarnamn)",
                "Responsible (user name)",
                64,
                request == null ? null : request.responsible(),
                markup);
        area("notes", "Anteckningar", "Notes", 4000, request == null ? null : request.notes(), markup);
    }

    private static void begin(UiContext context, DataRequest request, String what, String sv, String en, Markup markup)
            throws IOException {
        markup.html("<details class=\"panel mb-2\"><summary>")
                .text(sv, en)
                .html("</summary><form id=\"request-" + what + "\" class=\"row g-2 mt-1\" method=\"post\" action=\""
                        + FORMS + "/")
                .value(request.id().toString())
                .html("/" + what + "\">")
                .hidden(context)
                .hidden("version", Long.toString(request.version()));
    }

    private static void button(String sv, String en, Markup markup) throws IOException {
        markup.html("<div class=\"col-12 text-end\"><button class=\"btn btn-primary\">")
                .text(sv, en)
                .html("</button></div></form></details>");
    }

    /** How a choice is shown. */
    private interface Label<E> {
        Text of(E choice);
    }

    private static <E extends Enum<E>> void select(
            String name, String sv, String en, E[] choices, Label<E> label, @Nullable E chosen, Markup markup)
            throws IOException {
        label("request-" + name, sv, en, markup);
        markup.html("<select class=\"form-select\" id=\"request-" + name + "\" name=\"" + name + "\">");
        for (E choice : choices) {
            markup.html("<option value=\"" + choice.name() + "\"")
                    .html(choice == chosen ? " selected>" : ">")
                    .text(label.of(choice))
                    .html("</option>");
        }
        markup.html("</select></div>");
    }

    private static void day(String name, String sv, String en, LocalDate day, Markup markup) throws IOException {
        label("request-" + name, sv, en, markup);
        markup.html("<input class=\"form-control\" type=\"date\" required id=\"request-" + name + "\" name=\"" + name
                        + "\" value=\"")
                .value(day.toString())
                .html("\"></div>");
    }

    private static void line(String name, String sv, String en, int max, @Nullable String value, Markup markup)
            throws IOException {
        label("request-" + name, sv, en, markup);
        markup.html("<input class=\"form-control\" maxlength=\"" + max + "\" id=\"request-" + name + "\" name=\"" + name
                        + "\" value=\"")
                .value(value == null ? "" : value)
                .html("\"></div>");
    }

    private static void area(String name, String sv, String en, int max, @Nullable String value, Markup markup)
            throws IOException {
        label("request-" + name, sv, en, markup);
        markup.html("<textarea class=\"form-control\" rows=\"3\" maxlength=\"" + max + "\" id=\"request-" + name
                        + "\" name=\"" + name + "\">")
                .value(value == null ? "" : value)
                .html("</textarea></div>");
    }

    private static void label(String id, String sv, String en, Markup markup) throws IOException {
        markup.html("<div class=\"col-12\"><label class=\"form-label\" for=\"" + id + "\">")
                .text(sv, en)
                .html("</label>");
    }
}
