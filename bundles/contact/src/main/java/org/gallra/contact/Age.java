package org.gallra.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.Parameter.Choice;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Component;

/** Contacts that were created some time ago, or lately. */
@Component
public final class Age implements SelectionCriterion {

    @Override
    public String id() {
        return "contact.age";
    }

    @Override
    public Text label() {
        return new Text("Äldre eller nyare än ett antal dagar", "Older or newer than a number of days");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.choice(
                        "is",
                        new Text("Skapad för", "Created"),
                        List.of(
                                new Choice("older", new Text("mer än … dagar sedan", "more than … days ago")),
                                new Choice("newer", new Text("högst … dagar sedan", "at most … days ago")))),
                Parameter.number("days", new Text("Antal dagar", "Number of days"), 365, 1, 36_500));
    }

    @Override
    public Text words(Arguments arguments) {
        long days = arguments.number("days");
        return older(arguments)
                ? new Text("skapad för mer än " + days + " dagar sedan", "created more than " + days + " days ago")
                : new Text("skapad för högst " + days + " dagar sedan", "created at most " + days + " days ago");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return SqlFragment.of(
                "SELECT c.id FROM contact c WHERE c.created_at " + (older(arguments) ? "<" : ">=") + " ?",
                now.minus(Duration.ofDays(arguments.number("days"))));
    }

    private static boolean older(Arguments arguments) {
        return arguments.text("is").equals("older");
    }
}
