package org.gallra.sale;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.Parameter.Choice;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a buying customer is, for rules, filters, cards and statistics alike: a company to which something was sold within a
 * number of days, 365 unless this component is configured otherwise. Whoever belongs to no company belongs to no buying
 * customer.
 */
@Component(service = {SelectionCriterion.class, BuyingCustomer.class})
public final class BuyingCustomer implements SelectionCriterion {

    private final ContactDirectory directory;
    private final int days;

    /** How long a sale makes a company a buying customer. */
    public @interface Settings {

        /** The number of days. */
        int days() default 365;
    }

    /** Takes the setting. */
    @Activate
    public BuyingCustomer(@Reference ContactDirectory directory, Settings settings) {
        this(directory, settings.days());
    }

    /** Takes how long a sale makes a company a buying customer. */
    public BuyingCustomer(ContactDirectory directory, int days) {
        this.directory = directory;
        this.days = days;
    }

    @Override
    public String id() {
        return "sale.buying-customer";
    }

    @Override
    public Text label() {
        return new Text("Företaget är köpande kund eller inte", "The company is a buying customer or not");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.choice(
                        "is",
                        new Text("Företaget", "The company"),
                        List.of(
                                new Choice("yes", new Text("är köpande kund", "is a buying customer")),
                                new Choice("no", new Text("är inte köpande kund", "is not a buying customer")))),
                Parameter.number("days", new Text("Köp inom antal dagar", "Purchase within days"), days, 1, 36_500));
    }

    @Override
    public Text words(Arguments arguments) {
        long within = arguments.number("days");
        String sv = within == days ? "" : " (köp inom " + within + " dagar)";
        String en = within == days ? "" : " (purchase within " + within + " days)";
        return buying(arguments)
                ? new Text("företaget är köpande kund" + sv, "the company is a buying customer" + en)
                : new Text("företaget är inte köpande kund" + sv, "the company is not a buying customer" + en);
    }

    @Override
    public boolean filtersLists() {
        return true;
    }

    @Override
    public boolean inverted(Arguments arguments) {
        return !buying(arguments);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return directory.selectOfCompanies(companies(now, arguments.number("days")));
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, SqlFragment contacts) {
        return SqlFragment.of("SELECT w.k FROM (")
                .append(directory.selectWithCompany())
                .append(") w (k, o) WHERE w.k IN (")
                .append(contacts)
                .append(") AND EXISTS (")
                .append(companies(now, arguments.number("days")))
                .append(" AND s.company_id = w.o)");
    }

    /** Returns a query with one column: the keys of the companies that are buying customers, each once or more. */
    SqlFragment companies(Instant now, long within) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        // the day of a sale is one of the seller's calendar, which may be a day ahead
        return SqlFragment.of(
                "SELECT s.company_id FROM sale s WHERE s.sold_on >= ? AND s.sold_on <= ? AND s.company_id IS NOT NULL",
                Date.valueOf(today.minusDays(within)),
                Date.valueOf(today.plusDays(1)));
    }

    private static boolean buying(Arguments arguments) {
        return arguments.text("is").equals("yes");
    }
}
