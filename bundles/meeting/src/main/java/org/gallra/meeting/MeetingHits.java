package org.gallra.meeting;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.search.KeyFiller;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.gallra.meeting.Meeting.Participant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The meetings among the hits of the search. */
@Component(service = UiSearch.class)
public final class MeetingHits implements UiSearch {

    private final MeetingService meetings;
    private final KeyFiller filler;

    /** Gives older rows their keys in the background. */
    @Activate
    public MeetingHits(
            @Reference MeetingService meetings,
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.meeting)") SchemaReady schema) {
        this.meetings = meetings;
        this.filler = KeyFiller.start(database, "meeting", "subject");
    }

    /** Ends the filling. */
    @Deactivate
    public void stop() {
        filler.close();
    }

    @Override
    public int rank() {
        return 400;
    }

    @Override
    public Text title() {
        return new Text("Möten", "Meetings");
    }

    @Override
    public List<Hit> find(String words, int most, UiContext context) {
        return meetings.find(words, most).stream()
                .filter(one -> one.subject() != null)
                .map(one -> hit(one, context))
                .toList();
    }

    @Override
    public String all(String words) {
        return ListLook.sought(
                PageAddress.of("/ui/settings/org.gallra.meeting/meetings")
                        .with("who", "all")
                        .with("show", "all"),
                words);
    }

    @Override
    public long count(String words) {
        return meetings.count(words);
    }

    private static Hit hit(Meeting one, UiContext context) {
        ContactId contact =
                one.participants().isEmpty() ? null : one.participants().get(0).contact();
        String people = one.participants().stream().map(Participant::name).collect(Collectors.joining(", "));
        String detail = Stream.of(
                        people,
                        one.companyName(),
                        LocalDate.ofInstant(one.startsAt(), context.zone()).toString())
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(" · "));
        PageAddress card = PageAddress.card(contact, one.company());
        return new Hit(
                Objects.requireNonNull(one.subject()),
                detail,
                (context.caller().may(Permission.WRITE)
                                ? PageAddress.record(ChangeMeeting.FORM, one.id(), card.toString())
                                : card)
                        .toString());
    }
}
