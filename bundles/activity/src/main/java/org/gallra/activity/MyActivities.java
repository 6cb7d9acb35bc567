package org.gallra.activity;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the user has planned and not done yet, the oldest first, on the start page. */
@Component(service = UiPanel.class)
public final class MyActivities implements UiPanel {

    private static final int SHOWN = 10;

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
        Page<Activity> page = activities.list(new ActivityQuery(
                null, null, null, false, context.caller().userName(), ActivityQuery.Sort.DUE, false, null, SHOWN));
        // a note is never done, and what has no time waits for nobody; both come last in this order
        List<Activity> due =
                page.items().stream().filter(a -> a.dueAt() != null).toList();
        if (due.isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<ul class=\"list-group list-group-flush\" id=\"my-activities\">");
        for (Activity activity : due) {
            item(context, activity, Objects.requireNonNull(activity.dueAt()), markup);
        }
        markup.html("</ul>");
        if (page.next() != null && due.size() == SHOWN) {
            markup.html("<p class=\"text-body-secondary small mt-2 mb-0\">")
                    .text("De " + SHOWN + " som är närmast i tiden.", "The " + SHOWN + " that come first.")
                    .html("</p>");
        }
    }

    private void item(UiContext context, Activity activity, Instant due, Markup markup) throws IOException {
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
        markup.html("<strong class=\"text-break\">");
        if (activity.subject() == null) {
            markup.text("(ämnet är borttaget)", "(the subject was removed)");
        } else {
            markup.value(activity.subject());
        }
        markup.html("</strong><time class=\"text-body-secondary small ms-auto text-nowrap\" datetime=\"")
                .value(due.toString())
                .html("\">")
                .time(due, context.zone())
                .html("</time></div>");
        with(activity, markup);
        if (context.caller().may(Permission.WRITE)) {
            markup.html("<form method=\"post\" action=\"/ui/x/org.gallra.activity/")
                    .value(activity.id().toString())
                    .html("/done\">")
                    .hidden(context)
                    .html("<button class=\"btn btn-sm btn-outline-secondary\">")
                    .text("Markera som gjord", "Mark as done")
                    .html("<span class=\"visually-hidden\">: ")
                    .value(Objects.requireNonNullElse(activity.subject(), ""))
                    .html("</span></button></form>");
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
