package org.gallra.opportunity;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.gallra.api.ui.Sums;
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

/** The opportunities as a list, and the open ones as a board with a column for each stage. */
@Component
public final class OpportunitiesPage implements UiSettingsPage {

    private static final int SIZE = 50;
    private static final String LIST = "org.gallra.opportunity/opportunities";
    private static final String ID = "opportunities";

    private static final List<Choice> VIEWS =
            List.of(new Choice("list", new Text("Lista", "List")), new Choice("board", new Text("Tavla", "Board")));
    private static final List<Choice> WHO =
            List.of(new Choice("mine", new Text("Mina", "Mine")), new Choice("all", new Text("Alla", "Everybody's")));
    private static final List<Choice> SHOWS = List.of(
            new Choice("open", new Text("Öppna", "Open")),
            new Choice("won", new Text("Vunna", "Won")),
            new Choice("lost", new Text("Förlorade", "Lost")),
            new Choice("all", new Text("Allt", "Everything")));
    private static final Map<String, Stage> ENDS = Map.of("won", Stage.WON, "lost", Stage.LOST);
    private static final List<Choice> STAGES = Arrays.stream(Stage.values())
            .filter(s -> !s.closed())
            .map(s -> new Choice(s.name(), s.label()))
            .toList();

    private static final Text NEW = new Text("Ny affärsmöjlighet", "New opportunity");
    private static final Text NAME = new Text("Affärsmöjlighet", "Opportunity");
    private static final Text WHOM = new Text("Gäller", "Concerns");
    private static final Text STAGE = new Text("Fas", "Stage");
    private static final Text AMOUNT = new Text("Belopp", "Amount");
    private static final Text PROBABILITY = new Text("Sannolikhet", "Probability");
    private static final Text EXPECTED = new Text("Väntas", "Expected");
    private static final Text CLOSED = new Text("Avslutad", "Closed");
    private static final Text OWNER = new Text("Ansvarig", "Responsible");
    private static final Text WORDS = new Text("Namn eller företag", "Name or company");

    private final OpportunityService opportunities;
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
    public OpportunitiesPage(@Reference OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    @Override
    public String path() {
        return "opportunities";
    }

    @Override
    public int rank() {
        return 3;
    }

    @Override
    public Text title() {
        return new Text("Affärsmöjligheter", "Opportunities");
    }

    @Override
    public String icon() {
        return "briefcase";
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
        Markup markup = new Markup(out, context.language());
        ListLook look = ListLook.of(views, LIST, given).making(NEW);
        Map<String, String> parameters = look.parameters();
        boolean all = "all".equals(parameters.get("who"));
        boolean board = "board".equals(parameters.get("view"));
        PageAddress address = look.address(
                PageAddress.of(context.path()).with("who", all ? "all" : null).with("view", board ? "board" : null));
        String owner = all ? null : context.caller().userName();
        markup.stale(parameters);
        if (board) {
            look.make(context, looks(address, board, markup)).html("</div>");
            who(address, all, markup).html("</div>");
            new Board(opportunities, context, address, LocalDate.now(clock.withZone(context.zone())))
                    .write(owner, markup);
        } else {
            list(context, look, address, owner, markup);
        }
    }

    /** Writes, in the line of the heading, the choice between list and board. */
    private static Markup looks(PageAddress address, boolean board, Markup markup) throws IOException {
        return markup.html("<div class=\"list-head\">")
                .tabs(new Text("Lista eller tavla", "List or board"), address, "view", board ? "board" : "list", VIEWS);
    }

    private static Markup who(PageAddress address, boolean all, Markup markup) throws IOException {
        return markup.html("<div class=\"list-tools\">")
                .tabs(new Text("Vems", "Whose"), address, "who", all ? "all" : "mine", WHO);
    }

    private void list(UiContext context, ListLook look, PageAddress base, @Nullable String owner, Markup markup)
            throws IOException {
        Map<String, String> parameters = look.parameters();
        String shown = Choice.of(SHOWS, parameters.get("show"), "open");
        boolean open = shown.equals("open");
        String stage = open ? Choice.of(STAGES, parameters.get("stage"), "") : "";
        String cursor = parameters.get(Markup.CURSOR);
        Page<Opportunity> page =
                Keyset.orFirst(cursor, c -> opportunities.look(query(shown, stage, owner, look.words(), c, SIZE)));
        PageAddress address = base.with("show", open ? null : shown).with("stage", stage);
        String back = address.with(Markup.CURSOR, cursor).toString();
        ListTable<Opportunity> table = table(
                open,
                LocalDate.now(clock.withZone(context.zone())),
                context.caller().may(Permission.WRITE) ? back : null);
        List<String> columns = look.shown(table.ids(), table.choices());
        looks(address, false, markup);
        look.write(views, context, address, null, table.choices(), columns, markup)
                .html("</div>");
        who(address, owner == null, markup);
        look.search(context, address, WORDS, markup)
                .tabs(new Text("Visa", "Show"), address.with("stage", null), "show", shown, SHOWS);
        if (open) {
            markup.chooser(STAGE, address, "stage", stage, new Text("Alla", "All"), STAGES);
        }
        markup.html("</div>");
        if (page.items().isEmpty() && page.next() == null) {
            markup.empty(ID, look.words() == null ? none(open) : ListLook.NONE);
        } else {
            Sums all = new Sums();
            opportunities
                    .sums(query(shown, stage, owner, look.words(), null, 1))
                    .values()
                    .forEach(all::addAll);
            all.write(new Text("Summa", "Sum"), opportunities.summed(), markup);
            table.write(ID, title(), page.items(), columns, null, (one, cell) -> {}, markup);
        }
        markup.pager(address, cursor, page.next());
    }

    /** What is open is shown with the next decision first, what is closed with the last change. */
    static OpportunityQuery query(
            String shown,
            String stage,
            @Nullable String owner,
            @Nullable String words,
            @Nullable String cursor,
            int limit) {
        boolean open = shown.equals("open");
        return new OpportunityQuery(
                null,
                null,
                owner,
                words,
                open ? stage.isEmpty() ? null : Stage.valueOf(stage) : ENDS.get(shown),
                open ? true : null,
                open ? OpportunityQuery.Sort.EXPECTED : OpportunityQuery.Sort.CHANGED,
                !open,
                cursor,
                limit);
    }

    private static Text none(boolean open) {
        return open
                ? new Text(
                        "Ingen affärsmöjlighet här. En ny läggs till med Ny affärsmöjlighet här ovanför,"
                                + " eller på kontaktpersonens eller företagets kort, under det gula"
                                + " plustecknet.",
                        "No opportunity here. A new one is added by New opportunity above,"
                                + " or on the card of a contact or a company, under the yellow plus"
                                + " sign.")
                : new Text(
                        "Ingen affärsmöjlighet här. Fasen ändras på tavlan.",
                        "No opportunity here. The stage is changed on the board.");
    }

    private ListTable<Opportunity> table(boolean open, LocalDate today, @Nullable String back) {
        FreeFieldForms free = fields;
        return ListTable.<Opportunity>of(NAME, (one, markup) -> name(one, back, markup))
                .column(
                        "whom",
                        WHOM,
                        (one, markup) ->
                                markup.about(one.contact(), one.contactName(), one.company(), one.companyName()))
                .shortColumn(
                        "stage", STAGE, (one, markup) -> markup.text(one.stage().label()))
                .numberColumn("amount", AMOUNT, (one, markup) -> {
                    if (one.amount() != null) {
                        markup.amount(one.amount(), one.currency());
                    }
                })
                .numberColumn("probability", PROBABILITY, (one, markup) -> markup.value(one.probability() + " %"))
                .column("day", open ? EXPECTED : CLOSED, (one, markup) -> {
                    if (open) {
                        expected(one, today, markup);
                    } else if (one.closedOn() != null) {
                        markup.value(one.closedOn().toString());
                    }
                })
                .values("owner", OWNER, Opportunity::owner)
                .freeFields(FreeFieldForms.listed(free, OpportunityFields.OWNER), free, Opportunity::freeFields);
    }

    /** Writes its name; for whoever may change it as the link to where that is done, which comes back to a page. */
    static void name(Opportunity one, @Nullable String back, Markup markup) throws IOException {
        if (one.name() == null) {
            markup.text("(namnet är borttaget)", "(the name was removed)");
        } else if (back == null) {
            markup.value(one.name());
        } else {
            markup.record(ChangeOpportunity.FORM, one.id(), back, one.name());
        }
    }

    /** Writes the day on which a decision is expected, and in words that it has passed. */
    static void expected(Opportunity one, LocalDate today, Markup markup) throws IOException {
        if (one.expectedOn() != null) {
            markup.html("<span class=\"nowrap\">")
                    .value(one.expectedOn().toString())
                    .html("</span>");
            if (one.expectedOn().isBefore(today)) {
                markup.html(" <span class=\"badge-danger\">")
                        .text("Försenat", "Overdue")
                        .html("</span>");
            }
        }
    }
}
