package org.gallra.meeting;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.gallra.api.Page;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Draws the latest meetings of a card and the form for a new one. */
@Component(service = Agenda.class)
public final class Agenda {

    private static final int SHOWN = 20;

    private final MeetingService meetings;
    private final ContactService contacts;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the services. */
    @Activate
    public Agenda(@Reference MeetingService meetings, @Reference ContactService contacts) {
        this.meetings = meetings;
        this.contacts = contacts;
    }

    void render(UiContext context, Writer out) throws IOException {
        Page<Meeting> page = meetings.list(MeetingQuery.latest(context.contact(), context.company(), SHOWN));
        Markup markup = new Markup(out, context.language());
        boolean writable = context.caller().may(Permission.WRITE) && !context.anonymized();
        if (writable) {
            form(context, markup, out);
        }
        if (page.items().isEmpty()) {
            markup.html("<p class=\"text-body-secondary mb-0\" id=\"meetings\">")
                    .text("Inga möten ännu.", "No meetings yet.")
                    .html("</p>");
            return;
        }
        list(context, page.items(), writable, "meetings", markup, out);
        markup.latest(page);
    }

    void list(UiContext context, List<Meeting> meetings, boolean writable, String id, Markup markup, Writer out)
            throws IOException {
        markup.html("<ul class=\"work list-group list-group-flush\" id=\"" + id + "\">");
        for (Meeting meeting : meetings) {
            item(context, meeting, writable, markup, out);
        }
        markup.html("</ul>");
    }

    private void item(UiContext context, Meeting meeting, boolean writable, Markup markup, Writer out)
            throws IOException {
        markup.html("<li class=\"list-group-item px-0\"><div class=\"d-flex gap-2 align-items-baseline\">")
                .html("<strong class=\"what\">");
        subject(meeting, writable ? context.path() : null, markup);
        markup.html("</strong><time class=\"text-body-secondary small ms-auto text-nowrap\" datetime=\"")
                .value(meeting.startsAt().toString())
                .html("\">")
                .when(meeting.startsAt(), context.zone())
                .html("</time></div><div class=\"small\">");
        boolean begun = !meeting.startsAt().isAfter(clock.instant());
        if (meeting.heldAt() != null) {
            markup.html("<span class=\"badge text-bg-success\">").text("Hölls", "Held");
        } else if (begun) {
            markup.html("<span class=\"badge text-bg-warning\">").text("Hölls det?", "Was it held?");
        } else {
            markup.html("<span class=\"badge text-bg-info\">").text("Planerat", "Planned");
        }
        markup.html("</span> ");
        people(meeting.participants(), context.contact(), markup);
        if (meeting.notes() != null) {
            markup.html("<p class=\"mb-1 text-break\">").lines(meeting.notes()).html("</p>");
        }
        if (meeting.place() != null) {
            markup.html("<div class=\"small text-break\"><span class=\"text-body-secondary\">")
                    .text("Plats", "Place")
                    .html(":</span> ")
                    .value(meeting.place())
                    .html("</div>");
        }
        FreeFieldForms.details(fields, MeetingFields.OWNER, meeting.freeFields(), context.language(), out);
        if (writable && meeting.heldAt() == null && begun) {
            markup.html("<div class=\"acts\">");
            held(context, meeting, markup);
            markup.html("</div>");
        }
        markup.html("</li>");
    }

    /** Writes what it is about; for whoever may change it as the link to where that is done, which comes back to a page. */
    static void subject(Meeting meeting, @Nullable String back, Markup markup) throws IOException {
        if (meeting.subject() == null) {
            markup.text("(ämnet är borttaget)", "(the subject was removed)");
        } else if (back == null) {
            markup.value(meeting.subject());
        } else {
            markup.record(ChangeMeeting.FORM, meeting.id(), back, meeting.subject());
        }
    }

    private static void held(UiContext context, Meeting meeting, Markup markup) throws IOException {
        markup.html("<form method=\"post\" action=\"/ui/x/org.gallra.meeting/")
                .value(meeting.id().toString())
                .html("/held\">")
                .hidden(context)
                .html("<button class=\"btn btn-sm btn-outline-secondary\">")
                .text("Det hölls", "It was held")
                .html("<span class=\"visually-hidden\">: ")
                .value(Objects.requireNonNullElse(meeting.subject(), ""))
                .html("</span></button></form>");
    }

    /** Ends the line with the others on a contact card, everybody on a company card. */
    private static void people(List<Meeting.Participant> people, @Nullable ContactId self, Markup markup)
            throws IOException {
        List<Meeting.Participant> others =
                people.stream().filter(p -> !p.contact().equals(self)).toList();
        if (others.isEmpty()) {
            markup.html("</div>");
            return;
        }
        markup.html("<span class=\"text-body-secondary\">")
                .text(self == null ? "Deltagare" : "Med", self == null ? "Participants" : "With")
                .html(":</span> ");
        for (int i = 0; i < others.size(); i++) {
            markup.html(i == 0 ? "" : ", ")
                    .contact(others.get(i).contact(), others.get(i).name());
        }
        markup.html("</div>");
    }

    private void form(UiContext context, Markup markup, Writer out) throws IOException {
        // a link to #new-meeting opens it
        markup.html("<details class=\"adds\"><summary class=\"btn btn-quiet btn-small\">")
                .text("Nytt", "New")
                .html("<span class=\"visually-hidden\"> ")
                .text("möte", "meeting")
                .html("</span>")
                .html("</summary><form id=\"new-meeting\" class=\"row g-2\" method=\"post\"")
                .html(" action=\"/ui/x/org.gallra.meeting/meetings\">")
                .hidden(context)
                .hidden("zone", context.zone().getId());
        CompanyId company = context.company();
        ContactId self = context.contact();
        if (self != null) {
            markup.hidden("participant", self.toString());
            company = contacts.get(self).company();
        }
        if (context.company() != null) {
            markup.hidden("company", context.company().toString());
        }
        field(markup, "col-12", "subject", "Ämne", "Subject", "maxlength=\"200\" required");
        field(markup, "col-12 col-xxl-6", "starts", "Börjar", "Begins", "type=\"datetime-local\" required");
        field(markup, "col-12 col-xxl-6", "ends", "Slutar", "Ends", "type=\"datetime-local\"");
        field(markup, "col-12", "place", "Plats", "Place", "maxlength=\"200\"");
        colleagues(company, self, markup);
        markup.html("<div class=\"col-12\"><label class=\"form-label\" for=\"meeting-others\">")
                .text(
                        "Fler deltagare: e-postadresser med blanksteg emellan",
                        "Further participants: e-mail addresses with spaces between")
                .html(
                        "</label><input class=\"form-control\" id=\"meeting-others\" name=\"others\" maxlength=\"2000\"></div>")
                .html("<div class=\"col-12\"><label class=\"form-label\" for=\"meeting-notes\">")
                .text("Anteckningar", "Notes")
                .html("</label><textarea class=\"form-control\" id=\"meeting-notes\" name=\"notes\" rows=\"2\"")
                .html(" maxlength=\"8000\"></textarea></div>");
        FreeFieldForms.inputs(fields, MeetingFields.OWNER, "meeting", context.language(), out);
        markup.html("<div class=\"col-12 text-end\">")
                .html("<button class=\"btn btn-primary\">")
                .text("Spara", "Save")
                .html("</button></div></form></details>");
    }

    private static void field(Markup markup, String width, String name, String sv, String en, String attributes)
            throws IOException {
        markup.html("<div class=\"" + width + "\"><label class=\"form-label\" for=\"meeting-" + name + "\">")
                .text(sv, en)
                .html("</label><input class=\"form-control\" id=\"meeting-" + name + "\" name=\"" + name + "\" "
                        + attributes + "></div>");
    }

    /** People of the same company are chosen by a tick. */
    private void colleagues(@Nullable CompanyId company, @Nullable ContactId self, Markup markup) throws IOException {
        if (company == null) {
            return;
        }
        List<Contact> colleagues = contacts.list(ContactQuery.of(ContactFilter.of(company))).items().stream()
                .filter(c -> !c.id().equals(self))
                .toList();
        if (colleagues.isEmpty()) {
            return;
        }
        markup.html("<fieldset class=\"col-12\"><legend class=\"form-label fs-6 mb-1\">")
                .text("Deltagare från företaget", "Participants of the company")
                .html("</legend><div class=\"d-flex flex-wrap column-gap-3\">");
        for (Contact colleague : colleagues) {
            markup.html(
                            "<label class=\"check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"participant\" value=\"")
                    .value(colleague.id().toString())
                    .html("\"> ")
                    .value(colleague.displayName())
                    .html("</label>");
        }
        markup.html("</div></fieldset>");
    }
}
