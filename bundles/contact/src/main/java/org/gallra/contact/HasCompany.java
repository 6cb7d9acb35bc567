package org.gallra.contact;

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

/** Contacts with or without a company. */
@Component
public final class HasCompany implements SelectionCriterion {

    @Override
    public String id() {
        return "contact.company";
    }

    @Override
    public Text label() {
        return new Text("Har företag eller inte", "Has a company or not");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.choice(
                "has",
                new Text("Företag", "Company"),
                List.of(
                        new Choice("yes", new Text("har ett", "has one")),
                        new Choice("no", new Text("har inget", "has none")))));
    }

    @Override
    public Text words(Arguments arguments) {
        return has(arguments)
                ? new Text("tillhör ett företag", "belongs to a company")
                : new Text("tillhör inget företag", "belongs to no company");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return SqlFragment.of(
                "SELECT c.id FROM contact c WHERE c.company_id IS " + (has(arguments) ? "NOT NULL" : "NULL"));
    }

    private static boolean has(Arguments arguments) {
        return arguments.text("has").equals("yes");
    }
}
