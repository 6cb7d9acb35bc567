package org.gallra.activity;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the user has planned and not done yet, on the start page: the overdue first, and never in the way of what comes. */
@Component(service = UiPanel.class)
public final class MyActivities implements UiPanel {

    private static final int LATE = 5;
    private static final int COMING = 10;

    private final ActivityService activities;
    private final Clock clock = Clock.systemUTC();

    /** Takes the service. */
    @Activate
    public MyActivities(@Reference ActivityService activities) {
        this.activities = activities;
    }

    @Override
    public Slot slot() {
        return Slot.START;
    }

    @Override
    public int rank() {
        return 110;
    }

    @Override
    public Text title() {
        return new Text("Att göra", "To do");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        List<Activity> late = open(context, WorkQuery.Show.OVERDUE, LATE);
        // what has no time waits for nobody and comes last in this order
        List<Activity> coming = open(context, WorkQuery.Show.COMING, COMING).stream()
                .filter(a -> a.dueAt() != null)
                .toList();
        if (late.isEmpty() && coming.isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<ul class=\"work list-group list-group-flush\" id=\"my-activities\">");
        for (Activity activity : late) {
            item(context, activity, markup);
        }
        for (Activity activity : coming) {
            item(context, activity, markup);
        }
        markup.html("</ul>");
        if (late.size() == LATE || coming.size() == COMING) {
            markup.html("<p class=\"text-body-secondary small mt-2 mb-0\">")
                    .text(
                            "Högst " + LATE + " försenade, de äldsta först, och de " + COMING + " närmaste visas.",
                            "At most " + LATE + " overdue ones, the oldest first, and the next " + COMING
                                    + " are shown.")
                    .html("</p>");
        }
    }

    /** Returns what the user has not done yet, the earliest first. */
    private List<Activity> open(UiContext context, WorkQuery.Show show, int limit) {
        return activities
                .work(new WorkQuery(show, null, context.caller().userName(), null, clock.instant(), null, limit))
                .items();
    }

    private void item(UiContext context, Activity activity, Markup markup) throws IOException {
        Instant due = Objects.requireNonNull(activity.dueAt());
        markup.html("<li class=\"list-group-item px-0\"><div class=\"d-flex gap-2 align-items-baseline\">")
                .html("<strong class=\"what\">");
        boolean writable = context.caller().may(Permission.WRITE);
        Timeline.subject(activity, writable ? context.path() : null, markup);
        markup.html("</strong>");
        Timeline.time(context, activity, markup);
        markup.html("</div><div class=\"small\">");
        Timeline.type(activity, markup);
        if (due.isBefore(clock.instant())) {
            markup.html("<span class=\"badge text-bg-danger\">")
                    .text("Försenad", "Overdue")
                    .html("</span> ");
        }
        markup.about(activity.contact(), activity.contactName(), activity.company(), activity.companyName())
                .html("</div>");
        if (writable) {
            markup.html("<div class=\"acts\">");
            Timeline.done(context, activity, markup);
            markup.html("</div>");
        }
        markup.html("</li>");
    }
}
