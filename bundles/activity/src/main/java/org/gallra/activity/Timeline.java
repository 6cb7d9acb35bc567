package org.gallra.activity;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.gallra.api.Page;
import org.gallra.api.access.Permission;
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

/** Draws the latest activities of a card and the form for a new one. */
@Component(service = Timeline.class)
public final class Timeline {

    private static final int SHOWN = 30;

    private final ActivityService activities;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public Timeline(@Reference ActivityService activities) {
        this.activities = activities;
    }

    void render(UiContext context, Writer out) throws IOException {
        Page<Activity> page = activities.list(ActivityQuery.latest(context.contact(), context.company(), SHOWN));
        Markup markup = new Markup(out, context.language());
        boolean writable = context.caller().may(Permission.WRITE) && !context.anonymized();
        if (writable) {
            form(context, markup, out);
        }
        list(context, page, writable, markup, out);
    }

    void list(UiContext context, Page<Activity> page, boolean writable, Markup markup, Writer out) throws IOException {
        if (page.items().isEmpty()) {
            markup.html("<p class=\"text-body-secondary mb-0\" id=\"activities\">")
                    .text("Inga aktiviteter ännu.", "No activities yet.")
                    .html("</p>");
            return;
        }
        markup.html("<ul class=\"list-group list-group-flush\" id=\"activities\">");
        for (Activity activity : page.items()) {
            item(context, activity, writable, markup, out);
        }
        markup.html("</ul>");
        markup.latest(page);
    }

    private void item(UiContext context, Activity activity, boolean writable, Markup markup, Writer out)
            throws IOException {
        markup.html("<li class=\"list-group-item px-0\"><div class=\"d-flex gap-2 align-items-baseline\">")
                .html("<strong class=\"what\">");
        subject(activity, writable ? context.path() : null, markup);
        markup.html("</strong>");
        time(context, activity, markup);
        markup.html("</div><div class=\"small\">");
        type(activity, markup);
        state(activity, markup);
        if (context.company() != null && activity.contact() != null && activity.contactName() != null) {
            markup.contact(activity.contact(), activity.contactName());
        }
        markup.html("</div>");
        if (activity.notes() != null) {
            markup.html("<p class=\"mb-1 text-break\">").lines(activity.notes()).html("</p>");
        }
        detail(activity.place(), "Plats", "Place", markup);
        detail(activity.outcome(), "Resultat", "Outcome", markup);
        FreeFieldForms.details(fields, ActivityFields.OWNER, activity.freeFields(), context.language(), out);
        if (writable && activity.doneAt() == null && activity.type() != ActivityType.NOTE) {
            markup.html("<div class=\"acts mt-1\">");
            done(context, activity, markup);
            markup.html("</div>");
        }
        markup.html("</li>");
    }

    /** Writes what it is about; for whoever may change it as the link to where that is done, which comes back to a page. */
    static void subject(Activity activity, @Nullable String back, Markup markup) throws IOException {
        if (activity.subject() == null) {
            markup.text("(ämnet är borttaget)", "(the subject was removed)");
        } else if (back == null) {
            markup.value(activity.subject());
        } else {
            markup.record(ChangeActivity.FORM, activity.id(), back, activity.subject());
        }
    }

    /** Writes which type it is of. */
    static void type(Activity activity, Markup markup) throws IOException {
        markup.html("<span class=\"badge text-bg-light border\">")
                .text(activity.type().label())
                .html("</span> ");
    }

    /** Writes the form which says that it is done. */
    static void done(UiContext context, Activity activity, Markup markup) throws IOException {
        markup.html("<form method=\"post\" action=\"/ui/x/org.gallra.activity/")
                .value(activity.id().toString())
                .html("/done\">")
                .hidden(context)
                .html("<button class=\"btn btn-sm btn-outline-secondary\">")
                .text("Gjord", "Done")
                .html("<span class=\"visually-hidden\">: ")
                .value(Objects.requireNonNullElse(activity.subject(), ""))
                .html("</span></button></form>");
    }

    private void state(Activity activity, Markup markup) throws IOException {
        Instant due = activity.dueAt();
        if (activity.doneAt() != null) {
            markup.html("<span class=\"badge text-bg-success\">")
                    .text("Gjord", "Done")
                    .html("</span> ");
        } else if (due != null && due.isBefore(clock.instant())) {
            markup.html("<span class=\"badge text-bg-danger\">")
                    .text("Försenad", "Overdue")
                    .html("</span> ");
        } else if (due != null) {
            markup.html("<span class=\"badge text-bg-info\">")
                    .text("Planerad", "Planned")
                    .html("</span> ");
        }
    }

    static void time(UiContext context, Activity activity, Markup markup) throws IOException {
        Instant at = activity.doneAt() != null
                ? activity.doneAt()
                : activity.dueAt() != null ? activity.dueAt() : activity.createdAt();
        markup.html("<time class=\"text-body-secondary small ms-auto text-nowrap\" datetime=\"")
                .value(at.toString())
                .html("\">")
                .when(at, context.zone())
                .html("</time>");
    }

    private static void detail(@Nullable String value, String sv, String en, Markup markup) throws IOException {
        if (value != null) {
            markup.html("<div class=\"small text-break\"><span class=\"text-body-secondary\">")
                    .text(sv, en)
                    .html(":</span> ")
                    .lines(value)
                    .html("</div>");
        }
    }

    private void form(UiContext context, Markup markup, Writer out) throws IOException {
        // a link to #new-activity opens it
        markup.html("<details class=\"adds\"><summary class=\"btn btn-quiet btn-small\">")
                .text("Ny", "New")
                .html("<span class=\"visually-hidden\"> ")
                .text("aktivitet", "activity")
                .html("</span>")
                .html("</summary><form id=\"new-activity\" class=\"row g-2\" method=\"post\"")
                .html(" action=\"/ui/x/org.gallra.activity/activities\">");
        markup.hidden(context);
        if (context.contact() != null) {
            markup.hidden("contact", context.contact().toString());
        }
        if (context.company() != null) {
            markup.hidden("company", context.company().toString());
        }
        markup.hidden("zone", context.zone().getId());
        markup.html("<div class=\"col-sm-4\"><label class=\"form-label\" for=\"activity-type\">")
                .text("Typ", "Type")
                .html("</label><select class=\"form-select\" id=\"activity-type\" name=\"type\">");
        for (ActivityType type : ActivityType.values()) {
            markup.html("<option value=\"" + type.name() + "\">")
                    .text(type.label())
                    .html("</option>");
        }
        markup.html("</select></div><div class=\"col-sm-8\"><label class=\"form-label\" for=\"activity-subject\">")
                .text("Ämne", "Subject")
                .html(
                        "</label><input class=\"form-control\" id=\"activity-subject\" name=\"subject\" maxlength=\"200\"")
                .html(" required></div><div class=\"col-12\"><label class=\"form-label\" for=\"activity-notes\">")
                .text("Anteckningar", "Notes")
                .html("</label><textarea class=\"form-control\" id=\"activity-notes\" name=\"notes\" rows=\"2\"")
                .html(" maxlength=\"8000\"></textarea></div><div class=\"col-12 col-xxl-7\">")
                .html("<label class=\"form-label\" for=\"activity-due\">")
                .text("Planerad tid", "Planned for")
                .html("</label><input class=\"form-control\" type=\"datetime-local\" id=\"activity-due\" name=\"due\">")
                .html("</div><div class=\"col-8 col-xxl-5 align-self-end pb-2\"><div class=\"form-check\">")
                .html(
                        "<input class=\"form-check-input\" type=\"checkbox\" id=\"activity-done\" name=\"done\" value=\"yes\">")
                .html("<label class=\"form-check-label\" for=\"activity-done\">")
                .text("Redan gjord", "Already done")
                .html("</label></div></div>");
        FreeFieldForms.inputs(fields, ActivityFields.OWNER, "activity", context.language(), out);
        markup.html("<div class=\"col-4 align-self-end text-end ms-auto\">")
                .html("<button class=\"btn btn-primary\">")
                .text("Spara", "Save")
                .html("</button></div></form></details>");
    }
}
