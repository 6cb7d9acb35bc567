package org.gallra.activity;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.jspecify.annotations.Nullable;
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
        Instant today = LocalDate.now(clock.withZone(context.zone()))
                .atStartOfDay(context.zone())
                .toInstant();
        // what has no time waits for nobody and comes last in this order
        List<Activity> late = open(context, null, LATE).stream()
                .filter(a -> a.dueAt() != null && a.dueAt().isBefore(today))
                .toList();
        List<Activity> coming = open(context, today, COMING);
        if (late.isEmpty() && coming.isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<ul class=\"list-group list-group-flush\" id=\"my-activities\">");
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
    private List<Activity> open(UiContext context, @Nullable Instant from, int limit) {
        return activities
                .list(new ActivityQuery(
                        null,
                        null,
                        null,
                        false,
                        context.caller().userName(),
                        from,
                        ActivityQuery.Sort.DUE,
                        false,
                        null,
                        limit))
                .items();
    }

    private void item(UiContext context, Activity activity, Markup markup) throws IOException {
        Instant due = Objects.requireNonNull(activity.dueAt());
        markup.html("<li class=\"list-group-item px-0\"><div class=\"d-flex flex-wrap gap-2 align-items-baseline\">")
                .html("<span class=\"badge text-bg-light border\">")
                .text(activity.type().label())
                .html("</span>");
        if (due.isBefore(clock.instant())) {
            markup.html("<span class=\"badge text-bg-danger\">")
                    .text("Försenad", "Overdue")
                    .html("</span>");
        } else if (LocalDate.ofInstant(due, context.zone()).equals(LocalDate.now(clock.withZone(context.zone())))) {
            markup.html("<span class=\"badge text-bg-warning\">")
                    .text("I dag", "Today")
                    .html("</span>");
        }
        Timeline.subject(activity, markup);
        Timeline.time(context, activity, markup);
        markup.html("</div>");
        with(activity, markup);
        if (context.caller().may(Permission.WRITE)) {
            Timeline.done(context, activity, markup);
        }
        markup.html("</li>");
    }

    private static void with(Activity activity, Markup markup) throws IOException {
        boolean person = activity.contact() != null && activity.contactName() != null;
        boolean company = activity.company() != null && activity.companyName() != null;
        if (!person && !company) {
            return;
        }
        markup.html("<div class=\"small\">");
        if (person) {
            markup.html("<a href=\"/ui/contacts/")
                    .value(String.valueOf(activity.contact()))
                    .html("\">")
                    .value(String.valueOf(activity.contactName()))
                    .html("</a>");
        }
        if (company) {
            markup.html(person ? ", <a href=\"/ui/companies/" : "<a href=\"/ui/companies/")
                    .value(String.valueOf(activity.company()))
                    .html("\">")
                    .value(String.valueOf(activity.companyName()))
                    .html("</a>");
        }
        markup.html("</div>");
    }
}
