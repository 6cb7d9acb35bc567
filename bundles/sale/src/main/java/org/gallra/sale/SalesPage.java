package org.gallra.sale;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
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

/** The list of sales of a period, the latest first, with what they come to. */
@Component
public final class SalesPage implements UiSettingsPage {

    private static final int SIZE = 50;
    private static final String LIST = "org.gallra.sale/sales";
    private static final String ID = "sales";

    private static final List<Choice> WHO =
            List.of(new Choice("mine", new Text("Mina", "Mine")), new Choice("all", new Text("Alla", "Everybody's")));
    private static final List<Choice> PERIODS = List.of(
            new Choice("year", new Text("I år", "This year")),
            new Choice("month", new Text("Den här månaden", "This month")),
            new Choice("last-month", new Text("Förra månaden", "Last month")),
            new Choice("last-year", new Text("I fjol", "Last year")),
            new Choice("ever", new Text("Alla år", "All")));

    private static final Text NEW = new Text("Ny försäljning", "New sale");
    private static final Text WHAT = new Text("Vad", "What");
    private static final Text WHOM = new Text("Gäller", "Concerns");
    private static final Text AMOUNT = new Text("Utan moms", "Without VAT");
    private static final Text SOLD = new Text("Såld", "Sold on");
    private static final Text ORDER = new Text("Order", "Order");
    private static final Text INVOICE = new Text("Faktura", "Invoice");
    private static final Text OWNER = new Text("Ansvarig", "Responsible");
    private static final Text WORDS = new Text("Vad eller företag", "What or company");

    private final SaleService sales;
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
    public SalesPage(@Reference SaleService sales) {
        this.sales = sales;
    }

    @Override
    public String path() {
        return "sales";
    }

    @Override
    public int rank() {
        return 4;
    }

    @Override
    public Text title() {
        return new Text("Försäljning", "Sales");
    }

    @Override
    public String icon() {
        return "cash-coin";
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
        String period = Choice.of(PERIODS, parameters.get("period"), "year");
        String cursor = parameters.get(Markup.CURSOR);
        String owner = all ? null : context.caller().userName();
        LocalDate today = LocalDate.now(clock.withZone(context.zone()));
        Page<Sale> page = Keyset.orFirst(cursor, c -> sales.look(query(period, today, owner, look.words(), c)));
        PageAddress address = look.address(PageAddress.of(context.path())
                .with("who", all ? "all" : null)
                .with("period", period.equals("year") ? null : period));
        Markup markup = new Markup(out, context.language());
        String back = address.with(Markup.CURSOR, cursor).toString();
        ListTable<Sale> table = table(context.caller().may(Permission.WRITE) ? back : null);
        List<String> shown = look.shown(table.ids(), table.choices());
        look.write(service, context, address, null, table.choices(), shown, markup);
        markup.html("<div class=\"list-tools\">");
        look.search(context, address, WORDS, markup)
                .tabs(new Text("Vems", "Whose"), address, "who", all ? "all" : "mine", WHO)
                .tabs(new Text("Period", "Period"), address, "period", period, PERIODS)
                .html("</div>");
        if (page.items().isEmpty() && page.next() == null) {
            markup.empty(
                    ID,
                    look.words() != null
                            ? ListLook.NONE
                            : new Text(
                                    "Ingen försäljning i perioden. En ny läggs till med Ny försäljning här ovanför,"
                                            + " eller på kontaktpersonens eller företagets kort, under det"
                                            + " gula plustecknet.",
                                    "No sale in this period. A new one is added by New sale above,"
                                            + " or on the card of a contact or a company, under the yellow"
                                            + " plus sign."));
        } else {
            sales.sums(query(period, today, owner, look.words(), null))
                    .write(new Text("Summa utan moms", "Sum without VAT"), sales.summed(), markup);
            table.write(ID, title(), page.items(), shown, null, (one, cell) -> {}, markup);
        }
        markup.pager(address, cursor, page.next());
    }

    private static SaleQuery query(
            String period, LocalDate today, @Nullable String owner, @Nullable String words, @Nullable String cursor) {
        LocalDate month = today.withDayOfMonth(1);
        LocalDate year = today.withDayOfYear(1);
        LocalDate from =
                switch (period) {
                    case "month" -> month;
                    case "last-month" -> month.minusMonths(1);
                    case "last-year" -> year.minusYears(1);
                    case "ever" -> null;
                    default -> year;
                };
        LocalDate to =
                switch (period) {
                    case "month" -> month.plusMonths(1).minusDays(1);
                    case "last-month" -> month.minusDays(1);
                    case "last-year" -> year.minusDays(1);
                    case "ever" -> null;
                    default -> year.plusYears(1).minusDays(1);
                };
        return new SaleQuery(null, null, owner, words, from, to, SaleQuery.Sort.SOLD, true, cursor, SIZE);
    }

    private ListTable<Sale> table(@Nullable String back) {
        FreeFieldForms free = fields;
        return ListTable.<Sale>of(WHAT, (one, markup) -> what(one, back, markup))
                .column(
                        "whom",
                        WHOM,
                        (one, markup) ->
                                markup.about(one.contact(), one.contactName(), one.company(), one.companyName()))
                .numberColumn("amount", AMOUNT, (one, markup) -> markup.amount(one.amount(), one.currency()))
                .shortColumn(
                        "sold", SOLD, (one, markup) -> markup.value(one.soldOn().toString()))
                .shortColumn(
                        "order", ORDER, (one, cell) -> cell.value(Objects.requireNonNullElse(one.orderNumber(), "")))
                .shortColumn(
                        "invoice",
                        INVOICE,
                        (one, cell) -> cell.value(Objects.requireNonNullElse(one.invoiceNumber(), "")))
                .values("owner", OWNER, Sale::owner)
                .freeFields(FreeFieldForms.listed(free, SaleFields.OWNER), free, Sale::freeFields);
    }

    /** Writes what was sold; for whoever may change it as the link to where that is done, which comes back to a page. */
    static void what(Sale one, @Nullable String back, Markup markup) throws IOException {
        if (one.description() == null) {
            markup.text("(texten är borttagen)", "(the text was removed)");
        } else if (back == null) {
            markup.value(one.description());
        } else {
            markup.record(ChangeSale.FORM, one.id(), back, one.description());
        }
    }
}
