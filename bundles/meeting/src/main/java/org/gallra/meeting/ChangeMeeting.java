package org.gallra.meeting;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactService;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.RecordForm;
import org.gallra.api.ui.SentForm;
import org.gallra.api.ui.UiRecordForm;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The page on which a meeting is changed; the company that it is about stays. */
@Component
public final class ChangeMeeting implements UiRecordForm {

    /** Where the page is, for links. */
    static final String FORM = "org.gallra.meeting/meetings";

    private final MeetingService meetings;
    private final ContactService contacts;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the services. */
    @Activate
    public ChangeMeeting(@Reference MeetingService meetings, @Reference ContactService contacts) {
        this.meetings = meetings;
        this.contacts = contacts;
    }

    @Override
    public String path() {
        return "meetings";
    }

    @Override
    public Text title() {
        return new Text("Ändra möte", "Change meeting");
    }

    @Override
    public void draw(UUID record, RecordForm form) throws IOException {
        Meeting one = meetings.get(record);
        form.version(one.version())
                .line("subject", new Text("Ämne", "Subject"), one.subject(), 200, true)
                .line("place", new Text("Plats", "Place"), one.place(), 200, false)
                .time("startsAt", new Text("Börjar", "Begins"), one.startsAt(), true)
                .time("endsAt", new Text("Slutar", "Ends"), one.endsAt(), false)
                .time("heldAt", new Text("Hölls", "Held"), one.heldAt(), false)
                .line("owner", new Text("Ansvarig", "Responsible"), one.owner(), 64, false)
                .lines("notes", new Text("Anteckningar", "Notes"), one.notes(), 8000);
        List<Choice> people = one.participants().stream()
                .map(p -> new Choice(p.contact().toString(), new Text(p.name(), p.name())))
                .toList();
        if (!people.isEmpty()) {
            form.ticks(
                    "participants",
                    new Text("Deltagare", "Participants"),
                    people.stream().map(Choice::value).toList(),
                    people);
        }
        form.line(
                        "others",
                        new Text(
                                "Fler deltagare: e-postadresser med blanksteg emellan",
                                "Further participants: e-mail addresses with spaces between"),
                        null,
                        2000,
                        false)
                .freeFields(fields, MeetingFields.OWNER, one.freeFields());
    }

    @Override
    public void save(UUID record, SentForm sent) {
        Meeting old = meetings.get(record);
        meetings.update(
                record,
                sent.version(),
                new MeetingDraft(
                        Invited.people(contacts, sent.ticked("participants"), sent.text("others")),
                        old.company(),
                        sent.text("subject"),
                        sent.text("notes"),
                        sent.text("place"),
                        sent.time("startsAt", old.startsAt()),
                        sent.time("endsAt", old.endsAt()),
                        sent.time("heldAt", old.heldAt()),
                        sent.text("owner"),
                        sent.freeFields(fields, MeetingFields.OWNER)));
    }
}
