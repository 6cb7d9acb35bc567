package org.gallra.meeting;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The meetings of the user that begin within two weeks, and those of the last month of which nobody said that they were held. */
@Component(service = UiPanel.class)
public final class MyMeetings implements UiPanel {

    private static final int SHOWN = 10;
    private static final Duration BACK = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofDays(14);

    private final MeetingService meetings;
    private final Agenda agenda;
    private final Clock clock = Clock.systemUTC();

    /** Takes the service. */
    @Activate
    public MyMeetings(@Reference MeetingService meetings, @Reference Agenda agenda) {
        this.meetings = meetings;
        this.agenda = agenda;
    }

    @Override
    public Slot slot() {
        return Slot.START;
    }

    @Override
    public int rank() {
        return 120;
    }

    @Override
    public Text title() {
        return new Text("Mina möten", "My meetings");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        Instant now = clock.instant();
        Page<Meeting> page = meetings.list(new MeetingQuery(
                null,
                null,
                false,
                context.caller().userName(),
                null,
                now.minus(BACK),
                now.plus(AHEAD),
                MeetingQuery.Sort.START,
                false,
                null,
                SHOWN));
        if (page.items().isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        agenda.list(context, page.items(), context.caller().may(Permission.WRITE), "my-meetings", markup, out);
        markup.first(page);
    }
}
