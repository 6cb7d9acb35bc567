package org.gallra.activity;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gallra.activity.WorkQuery.Show;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.rest.Keyset;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.ListTable;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.gallra.api.view.ListViews;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The list of activities: what is overdue, what comes, and what is done; the user's own or everybody's. */
@Component
public final class ActivitiesPage implements UiSettingsPage {

    private static final int SIZE = 50;
    private static final String LIST = "org.gallra.activity/activities";
    private static final String ID = "activities";

    private static final List<Choice> WHO =
            List.of(new Choice("mine", new Text("Mina", "Mine")), new Choice("all", new Text("Alla", "Everybody's")));
    private static final List<Choice> SHOWS = List.of(
            new Choice("overdue", new Text("Förfallna", "Overdue")),
            new Choice("coming", new Text("Kommande", "Coming")),
            new Choice("done", new Text("Klara", "Done")),
            new Choice("all", new Text("Allt", "Everything")));
    private static final List<Choice> TYPES = Arrays.stream(ActivityType.values())
            .map(t -> new Choice(t.name(), t.label()))
            .toList();

    private static final Text NEW = new Text("Ny aktivitet", "New activity");
    private static final Text SUBJECT = new Text("Ämne", "Subject");
    private static final Text TYPE = new Text("Typ", "Type");
    private static final Text DUE = new Text("Planerad", "Planned for");
    private static final Text WHEN = new Text("När", "When");
    private static final Text DONE = new Text("Gjord", "Done");
    private static final Text WHOM = new Text("Gäller", "Concerns");
    private static final Text OWNER = new Text("Ansvarig", "Responsible");
    private static final Text WORDS = new Text("Ämne eller företag", "Subject or company");
    private static final Text ACT = new Text("Åtgärder", "Actions");

    private final ActivityService activities;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Optional: without it the list looks as it is made here. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ListViews views;

    /** Takes the service. */
    @Activate
    public ActivitiesPage(@Reference ActivityService activities) {
        this.activities = activities;
    }

    @Override
    public String path() {
        return "activities";
    }

    @Override
    public int rank() {
        return 1;
    }

    @Override
    public Text title() {
        return new Text("Aktiviteter", "Activities");
    }

    @Override
    public String icon() {
        return "calendar-check";
    }

    @Override
    public Permission permission() {
        return Permission.READ;
    }

    @Override
    public Menu menu() {
        return Menu.WORK;
    }

    @Override
    public void render(UiContext context, Map<String, String> given, Writer out) throws IOException {
        ListViews service = views;
        ListLook look = ListLook.of(service, LIST, given).making(NEW);
        Map<String, String> parameters = look.parameters();
        boolean all = "all".equals(parameters.get("who"));
        String shown = Choice.of(SHOWS, parameters.get("show"), "overdue");
        Show show = Show.valueOf(shown.toUpperCase(Locale.ROOT));
        String type = Choice.of(TYPES, parameters.get("type"), "");
        String cursor = parameters.get(Markup.CURSOR);
        Page<Activity> page = Keyset.orFirst(
                cursor,
                c -> activities.work(new WorkQuery(
                        show,
                        type.isEmpty() ? null : ActivityType.valueOf(type),
                        all ? null : context.caller().userName(),
                        look.words(),
                        clock.instant(),
                        c,
                        SIZE)));
        PageAddress address = look.address(PageAddress.of(context.path())
                .with("who", all ? "all" : null)
                .with("show", show == Show.OVERDUE ? null : shown)
                .with("type", type)
                .with(Markup.CURSOR, cursor));
        Markup markup = new Markup(out, context.language());
        boolean writable = context.caller().may(Permission.WRITE);
        ListTable<Activity> table = table(context, show, writable ? address.toString() : null);
        List<String> columns = look.shown(table.ids(), table.choices());
        markup.stale(parameters);
        look.write(service, context, address, null, table.choices(), columns, markup)
                .html("<div class=\"list-tools\">");
        look.search(context, address, WORDS, markup);
        markup.tabs(new Text("Vems", "Whose"), address, "who", all ? "all" : "mine", WHO)
                .tabs(new Text("Visa", "Show"), address, "show", shown, SHOWS)
                .chooser(TYPE, address, "type", type, new Text("Alla", "All"), TYPES)
                .html("</div>");
        if (page.items().isEmpty() && page.next() == null) {
            markup.empty(ID, look.words() == null ? none(show, all) : ListLook.NONE);
        } else {
            table.write(
                    ID,
                    title(),
                    page.items(),
                    columns,
                    writable && show != Show.DONE ? ACT : null,
                    (one, cell) -> acts(context, one, address, cell),
                    markup);
        }
        markup.pager(address, cursor, page.next());
    }

    private static Text none(Show show, boolean all) {
        return switch (show) {
            case OVERDUE ->
                all
                        ? new Text("Ingen har något förfallet.", "Nobody has anything overdue.")
                        : new Text(
                                "Du har inget förfallet. Under Kommande står det som ska göras.",
                                "You have nothing overdue. What is to be done stands under Coming.");
            case COMING ->
                new Text(
                        "Inget är planerat. En aktivitet läggs till med Ny aktivitet här ovanför,"
                                + " eller på kontaktpersonens eller företagets kort, under det gula"
                                + " plustecknet.",
                        "Nothing is planned. An activity is added by New activity above,"
                                + " or on the card of a contact or a company, under the yellow plus"
                                + " sign.");
            case DONE, ALL ->
                new Text(
                        "Inget är gjort än. En aktivitet markeras som gjord i listan eller på kortet.",
                        "Nothing is done yet. An activity is marked as done in the list or on the card.");
        };
    }

    private ListTable<Activity> table(UiContext context, Show show, @Nullable String back) {
        FreeFieldForms free = fields;
        return ListTable.<Activity>of(SUBJECT, (one, markup) -> Timeline.subject(one, back, markup))
                .shortColumn(
                        "type", TYPE, (one, markup) -> markup.text(one.type().label()))
                .column("when", show == Show.ALL ? WHEN : show == Show.DONE ? DONE : DUE, (one, markup) -> {
                    Instant at = one.doneAt() != null ? one.doneAt() : one.dueAt();
                    if (at != null) {
                        time(context, at, one.doneAt() == null, markup);
                    }
                })
                .column(
                        "whom",
                        WHOM,
                        (one, markup) ->
                                markup.about(one.contact(), one.contactName(), one.company(), one.companyName()))
                .values("owner", OWNER, Activity::owner)
                .freeFields(FreeFieldForms.listed(free, ActivityFields.OWNER), free, Activity::freeFields);
    }

    private static void acts(UiContext context, Activity activity, PageAddress address, Markup markup)
            throws IOException {
        if (activity.doneAt() == null) {
            done(context, activity, address, markup);
        }
    }

    /** Writes the time, and in words that it has passed. */
    private void time(UiContext context, Instant at, boolean open, Markup markup) throws IOException {
        markup.html("<time class=\"nowrap\" datetime=\"")
                .value(at.toString())
                .html("\">")
                .when(at, context.zone())
                .html("</time>");
        if (open && at.isBefore(clock.instant())) {
            markup.html(" <span class=\"badge-danger\">")
                    .text("Försenad", "Overdue")
                    .html("</span>");
        }
    }

    /** Writes the form which says that it is done, if nobody has changed it meanwhile. */
    private static void done(UiContext context, Activity activity, PageAddress address, Markup markup)
            throws IOException {
        markup.html("<form method=\"post\" action=\"/ui/x/org.gallra.activity/")
                .value(activity.id().toString())
                .html("/done\">")
                .hidden(context, address)
                .hidden("version", Long.toString(activity.version()))
                .html("<button class=\"btn btn-sm btn-outline-secondary\">")
                .text("Gjord", "Done")
                .html("<span class=\"visually-hidden\">: ")
                .value(Objects.requireNonNullElse(activity.subject(), ""))
                .html("</span></button></form>");
    }
}
