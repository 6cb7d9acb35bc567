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

/** Contacts of a user, or all others. */
@Component
public final class OwnedBy implements SelectionCriterion {

    @Override
    public String id() {
        return "contact.owner";
    }

    @Override
    public Text label() {
        return new Text("Ägare", "Owner");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.choice(
                        "is",
                        new Text("Ägaren", "The owner"),
                        List.of(
                                new Choice("yes", new Text("är", "is")),
                                new Choice("no", new Text("är inte", "is not")))),
                Parameter.text("user", new Text("Användarnamn", "User name")));
    }

    @Override
    public Text words(Arguments arguments) {
        String user = arguments.text("user");
        return is(arguments)
                ? new Text("ägs av " + user, "owned by " + user)
                : new Text("ägs inte av " + user, "not owned by " + user);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return SqlFragment.of(
                "SELECT c.id FROM contact c WHERE "
                        + (is(arguments) ? "c.owner = ?" : "(c.owner IS NULL OR c.owner <> ?)"),
                arguments.text("user"));
    }

    private static boolean is(Arguments arguments) {
        return arguments.text("is").equals("yes");
    }
}
