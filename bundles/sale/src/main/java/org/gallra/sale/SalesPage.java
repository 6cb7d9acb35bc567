package org.gallra.sale;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.rest.Keyset;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
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
    private static final String ID = "sales";

    private static final List<Choice> WHO =
            List.of(new Choice("mine", new Text("Mina", "Mine")), new Choice("all", new Text("Alla", "Everybody's")));
    private static final List<Choice> PERIODS = List.of(
            new Choice("year", new Text("I år", "This year")),
            new Choice("month", new Text("Den här månaden", "This month")),
            new Choice("last-month", new Text("Förra månaden", "Last month")),
            new Choice("last-year", new Text("I fjol", "Last year")),
            new Choice("ever", new Text("Alla år", "All years")));

    private static final Text WHAT = new Text("Vad", "What");
    private static final Text WHOM = new Text("Gäller", "Concerns");
    private static final Text AMOUNT = new Text("Utan moms", "Without VAT");
    private static final Text SOLD = new Text("Såld", "Sold on");
    private static final Text ORDER = new Text("Order", "Order");
    private static final Text INVOICE = new Text("Faktura", "Invoice");
    private static final Text OWNER = new Text("Ansvarig", "Responsible");
    private static final Text ACT = new Text("Gör", "Act");

    private final SaleService sales;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

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
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        boolean all = "all".equals(parameters.get("who"));
        String period = Choice.of(PERIODS, parameters.get("period"), "year");
        String cursor = parameters.get(Markup.CURSOR);
        String owner = all ? null : context.caller().userName();
        LocalDate today = LocalDate.now(clock.withZone(context.zone()));
        Page<Sale> page = Keyset.orFirst(cursor, c -> sales.look(query(period, today, owner, c)));
        PageAddress address = PageAddress.of(context.path())
                .with("who", all ? "all" : null)
                .with("period", period.equals("year") ? null : period);
        Markup markup = new Markup(out, context.language());
        markup.html("<div class=\"list-tools\">")
                .tabs(new Text("Vems", "Whose"), address, "who", all ? "all" : "mine", WHO)
                .tabs(new Text("Period", "Period"), address, "period", period, PERIODS)
                .html("</div>");
        if (page.items().isEmpty() && page.next() == null) {
            markup.empty(
                    ID,
                    new Text(
                            "Ingen försäljning i perioden. En ny läggs till på kontaktpersonens eller företagets kort, under det"
                                    + " gula plustecknet.",
                            "No sale in this period. A new one is added on the card of a contact or a company, under the yellow"
                                    + " plus sign."));
        } else {
            sales.sums(query(period, today, owner, null))
                    .write(new Text("Summa utan moms", "Sum without VAT"), sales.summed(), markup);
            table(context, page, address.with(Markup.CURSOR, cursor), markup);
        }
        markup.pager(address, cursor, page.next());
    }

    private static SaleQuery query(String period, LocalDate today, @Nullable String owner, @Nullable String cursor) {
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
        return new SaleQuery(null, null, owner, from, to, SaleQuery.Sort.SOLD, true, cursor, SIZE);
    }

    private void table(UiContext context, Page<Sale> page, PageAddress address, Markup markup) throws IOException {
        boolean acts = context.caller().may(Permission.WRITE);
        FreeFieldForms free = fields;
        List<FreeField> listed = FreeFieldForms.listed(free, SaleFields.OWNER);
        List<Text> heads = new ArrayList<>(List.of(WHAT, WHOM, AMOUNT, SOLD, ORDER, INVOICE, OWNER));
        listed.forEach(field -> heads.add(field.label()));
        if (acts) {
            heads.add(ACT);
        }
        markup.table(ID, title(), heads);
        for (Sale one : page.items()) {
            markup.html("<tr><th scope=\"row\">");
            if (one.description() == null) {
                markup.text("(texten är borttagen)", "(the text was removed)");
            } else {
                markup.value(one.description());
            }
            markup.html("</th>")
                    .cell(WHOM)
                    .about(one.contact(), one.contactName(), one.company(), one.companyName())
                    .html("</td>")
                    .shortCell(AMOUNT)
                    .amount(one.amount(), one.currency())
                    .html("</td>")
                    .shortCell(SOLD)
                    .value(one.soldOn().toString())
                    .html("</td>")
                    .cell(ORDER)
                    .value(Objects.requireNonNullElse(one.orderNumber(), ""))
                    .html("</td>")
                    .cell(INVOICE)
                    .value(Objects.requireNonNullElse(one.invoiceNumber(), ""))
                    .html("</td>")
                    .cell(OWNER)
                    .value(Objects.requireNonNullElse(one.owner(), ""))
                    .html("</td>")
                    .cells(listed, free, one.freeFields());
            if (acts) {
                markup.html("<td>");
                if (one.description() != null) {
                    markup.change(ChangeSale.FORM, one.id(), address.toString(), one.description());
                }
                markup.html("</td>");
            }
            markup.html("</tr>");
        }
        markup.endTable();
    }
}
