package org.gallra.opportunity;

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

/** Contacts who have an open opportunity, or whose company has one; or all others. */
@Component
public final class OpenOpportunity implements SelectionCriterion {

    private static final String OPEN =
            " WHERE o.created_at <= ? AND (o.stage NOT IN ('WON', 'LOST') OR o.closed_on > ?)";

    private final ContactDirectory directory;

    /** Takes the directory. */
    @Activate
    public OpenOpportunity(@Reference ContactDirectory directory) {
        this.directory = directory;
    }

    @Override
    public String id() {
        return "opportunity.open";
    }

    @Override
    public Text label() {
        return new Text("Har öppen affärsmöjlighet eller inte", "Has an open opportunity or not");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.choice(
                        "whose",
                        new Text("Vem", "Who"),
                        List.of(
                                new Choice("contact", new Text("kontaktpersonen", "the contact")),
                                new Choice("company", new Text("företaget", "the company")))),
                Parameter.choice(
                        "has",
                        new Text("Affärsmöjlighet", "Opportunity"),
                        List.of(
                                new Choice("yes", new Text("har en öppen", "has an open one")),
                                new Choice("no", new Text("har ingen öppen", "has no open one")))));
    }

    @Override
    public Text words(Arguments arguments) {
        String sv = company(arguments) ? "företaget har " : "har ";
        String en = company(arguments) ? "the company has " : "has ";
        return has(arguments)
                ? new Text(sv + "en öppen affärsmöjlighet", en + "an open opportunity")
                : new Text(sv + "ingen öppen affärsmöjlighet", en + "no open opportunity");
    }

    @Override
    public boolean filtersLists() {
        return true;
    }

    @Override
    public boolean inverted(Arguments arguments) {
        return !has(arguments);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        SqlFragment open = open(arguments, now);
        return company(arguments) ? directory.selectOfCompanies(open) : open;
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, SqlFragment contacts) {
        SqlFragment open = open(arguments, now);
        if (!company(arguments)) {
            return open.append(" AND o.contact_id IN (").append(contacts).append(")");
        }
        return SqlFragment.of("SELECT w.k FROM (")
                .append(directory.selectWithCompany())
                .append(") w (k, o) WHERE w.k IN (")
                .append(contacts)
                .append(") AND EXISTS (")
                .append(open)
                .append(" AND o.company_id = w.o)");
    }

    /** Returns a query with one column: the contact or company of each open opportunity. */
    private static SqlFragment open(Arguments arguments, Instant now) {
        Date today = Date.valueOf(LocalDate.ofInstant(now, ZoneOffset.UTC));
        String column = company(arguments) ? "company_id" : "contact_id";
        return SqlFragment.of(
                "SELECT o." + column + " FROM opportunity o" + OPEN + " AND o." + column + " IS NOT NULL", now, today);
    }

    private static boolean company(Arguments arguments) {
        return arguments.text("whose").equals("company");
    }

    private static boolean has(Arguments arguments) {
        return arguments.text("has").equals("yes");
    }
}
