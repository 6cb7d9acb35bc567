package org.gallra.person;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the decisions made on a card or in the list, and leads back. The host has checked the form's {@code _csrf}. */
@Component(service = PersonForms.class)
@UiResource
@Path("x/org.gallra.person")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class PersonForms {

    private final PersonService persons;

    /** Takes the service. */
    @Activate
    public PersonForms(@Reference PersonService persons) {
        this.persons = persons;
    }

    /** Decides, or takes a decision back, as the button says. */
    @POST
    @Path("decisions")
    public Response decide(
            @FormParam("one") @Nullable String one,
            @FormParam("other") @Nullable String other,
            @FormParam("act") @Nullable String act,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "cards");
        ContactId first = ContactId.parse(one == null ? "" : one);
        ContactId second = ContactId.parse(other == null ? "" : other);
        switch (act == null ? "" : act) {
            case "same" -> persons.decide(first, second, true);
            case "different" -> persons.decide(first, second, false);
            case "withdraw" -> persons.withdraw(first, second);
            default ->
                throw GallraException.invalid("act", new Text("Välj en av knapparna.", "Choose one of the buttons."));
        }
        return Response.seeOther(page).build();
    }

    /** Writes the buttons for a card beside another contact, as far as they would change something. */
    static void form(UiContext context, ContactId contact, Card card, Markup markup) throws IOException {
        boolean direct = card.decidedBy() != null;
        if (card.same() != null && !direct) {
            return; // belongs here by way of another card, where it is decided
        }
        markup.html(
                        "<form class=\"d-flex flex-wrap gap-2 mt-1\" method=\"post\" action=\"/ui/x/org.gallra.person/decisions\">")
                .hidden(context)
                .hidden("one", contact.toString())
                .hidden("other", card.contact().toString());
        if (card.same() == null) {
            button(markup, card, "same", "Samma person", "Same person");
            button(markup, card, "different", "Inte samma", "Not the same");
        } else {
            button(markup, card, "withdraw", "Ångra", "Undo");
        }
        markup.html("</form>");
    }

    private static void button(Markup markup, Card card, String act, String sv, String en) throws IOException {
        markup.html("<button class=\"btn btn-secondary btn-sm\" name=\"act\" value=\"" + act + "\">")
                .text(sv, en)
                .html("<span class=\"visually-hidden\">: ")
                .value(card.name())
                .html("</span></button>");
    }
}
