package org.gallra.meeting;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

/** The list of meetings: those that come, those of which nobody has said whether they were held, and those that were. */
@Component
public final class MeetingsPage implements UiSettingsPage {

    private static final int SIZE = 50;
    private static final String LIST = "org.gallra.meeting/meetings";
    private static final String ID = "meetings";
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private static final List<Choice> WHO =
            List.of(new Choice("mine", new Text("Mina", "Mine")), new Choice("all", new Text("Alla", "Everybody's")));
    private static final List<Choice> SHOWS = List.of(
            new Choice("coming", new Text("Kommande", "Coming")),
            new Choice("open", new Text("Hölls de?", "Were they held?")),
            new Choice("held", new Text("Hållna", "Held")),
            new Choice("all", new Text("Allt", "Everything")));

    private static final Text NEW = new Text("Nytt möte", "New meeting");
    private static final Text SUBJECT = new Text("Ämne", "Subject");
    private static final Text WHEN = new Text("När", "When");
    private static final Text PEOPLE = new Text("Deltagare", "Participants");
    private static final Text COMPANY = new Text("Företag", "Company");
    private static final Text PLACE = new Text("Plats", "Place");
    private static final Text OWNER = new Text("Ansvarig", "Responsible");
    private static final Text WORDS = new Text("Ämne eller företag", "Subject or company");
    private static final Text ACT = new Text("Åtgärder", "Actions");

    private final MeetingService meetings;
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
    public MeetingsPage(@Reference MeetingService meetings) {
        this.meetings = meetings;
    }

    @Override
    public String path() {
        return "meetings";
    }

    @Override
    public int rank() {
        return 2;
    }

    @Override
    public Text title() {
        return new Text("Möten", "Meetings");
    }

    @Override
    public String icon() {
        return "calendar-event";
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
        String shown = Choice.of(SHOWS, parameters.get("show"), "coming");
        String cursor = parameters.get(Markup.CURSOR);
        String owner = all ? null : context.caller().userName();
        Page<Meeting> page =
                Keyset.orFirst(cursor, c -> meetings.look(query(shown, owner, look.words(), clock.instant(), c)));
        PageAddress address = look.address(PageAddress.of(context.path())
                .with("who", all ? "all" : null)
                .with("show", shown.equals("coming") ? null : shown)
                .with(Markup.CURSOR, cursor));
        Markup markup = new Markup(out, context.language());
        boolean writable = context.caller().may(Permission.WRITE);
        ListTable<Meeting> table = table(context.zone(), writable ? address.toString() : null);
        List<String> columns = look.shown(table.ids(), table.choices());
        markup.stale(parameters);
        look.write(service, context, address, null, table.choices(), columns, markup)
                .html("<div class=\"list-tools\">");
        look.search(context, address, WORDS, markup)
                .tabs(new Text("Vems", "Whose"), address, "who", all ? "all" : "mine", WHO)
                .tabs(new Text("Visa", "Show"), address, "show", shown, SHOWS)
                .html("</div>");
        if (page.items().isEmpty() && page.next() == null) {
            markup.empty(ID, look.words() == null ? none(shown) : ListLook.NONE);
        } else {
            table.write(
                    ID,
                    title(),
                    page.items(),
                    columns,
                    writable && shown.equals("open") ? ACT : null,
                    (meeting, cell) -> held(context, meeting, address, cell),
                    markup);
        }
        markup.pager(address, cursor, page.next());
    }

    /** What comes is shown with the next one first, everything else with the latest. */
    private static MeetingQuery query(
            String shown, @Nullable String owner, @Nullable String words, Instant now, @Nullable String cursor) {
        boolean coming = shown.equals("coming");
        return new MeetingQuery(
                null,
                null,
                shown.equals("all") ? null : Boolean.valueOf(shown.equals("held")),
                owner,
                words,
                coming ? now : null,
                shown.equals("open") ? now : null,
                MeetingQuery.Sort.START,
                !coming,
                cursor,
                SIZE);
    }

    private static Text none(String shown) {
        return switch (shown) {
            case "coming" ->
                new Text(
                        "Inget möte är planerat. Ett möte läggs till med Nytt möte här ovanför,"
                                + " eller på kontaktpersonens eller företagets kort, under det gula"
                                + " plustecknet.",
                        "No meeting is planned. A meeting is added by New meeting above,"
                                + " or on the card of a contact or a company, under the yellow plus"
                                + " sign.");
            case "open" ->
                new Text(
                        "Inget att svara på: för alla möten som har börjat är det sagt att de hölls.",
                        "Nothing to answer: of all meetings that have begun somebody has said that they were held.");
            default ->
                new Text(
                        "Inget möte har hållits än. Att ett möte hölls sägs här under Hölls de? eller på kortet.",
                        "No meeting was held yet. Say that one was here, under Were they held?, or on the card.");
        };
    }

    private ListTable<Meeting> table(ZoneId zone, @Nullable String back) {
        FreeFieldForms free = fields;
        return ListTable.<Meeting>of(SUBJECT, (meeting, markup) -> Agenda.subject(meeting, back, markup))
                .shortColumn("when", WHEN, (meeting, markup) -> time(meeting, zone, markup))
                .column("people", PEOPLE, (meeting, markup) -> {
                    for (int i = 0; i < meeting.participants().size(); i++) {
                        Meeting.Participant one = meeting.participants().get(i);
                        markup.html(i == 0 ? "" : "<span class=\"also\">, </span>")
                                .contact(one.contact(), one.name());
                    }
                })
                .column(
                        "company",
                        COMPANY,
                        (meeting, markup) -> markup.about(null, null, meeting.company(), meeting.companyName()))
                .values("place", PLACE, Meeting::place)
                .values("owner", OWNER, Meeting::owner)
                .freeFields(FreeFieldForms.listed(free, MeetingFields.OWNER), free, Meeting::freeFields);
    }

    /** Writes when it begins and ends; the end without its day if that is the same. */
    private static void time(Meeting meeting, ZoneId zone, Markup markup) throws IOException {
        Instant end = meeting.endsAt();
        markup.html("<time class=\"nowrap\" datetime=\"")
                .value(meeting.startsAt().toString())
                .html("\">")
                .when(meeting.startsAt(), zone)
                .html("</time>");
        if (end != null) {
            markup.html("–<time class=\"nowrap\" datetime=\"")
                    .value(end.toString())
                    .html("\">");
            if (LocalDate.ofInstant(end, zone).equals(LocalDate.ofInstant(meeting.startsAt(), zone))) {
                markup.value(MINUTES.withZone(zone).format(end));
            } else {
                markup.time(end, zone);
            }
            markup.html("</time>");
        }
    }

    private static void held(UiContext context, Meeting meeting, PageAddress address, Markup markup)
            throws IOException {
        markup.html("<form method=\"post\" action=\"/ui/x/org.gallra.meeting/")
                .value(meeting.id().toString())
                .html("/held\">")
                .hidden(context, address)
                .hidden("version", Long.toString(meeting.version()))
                .html("<button class=\"btn btn-sm btn-outline-secondary\">")
                .text("Det hölls", "It was held")
                .html("<span class=\"visually-hidden\">: ")
                .value(Objects.requireNonNullElse(meeting.subject(), ""))
                .html("</span></button></form>");
    }
}
