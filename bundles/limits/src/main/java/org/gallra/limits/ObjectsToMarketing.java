package org.gallra.limits;

import java.time.Instant;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.Parameter.Choice;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts who object to direct marketing, or all others. */
@Component
public final class ObjectsToMarketing implements SelectionCriterion {

    /** Waits for the tables. */
    @Activate
    public ObjectsToMarketing(@Reference(target = "(gallra.schema=org.gallra.limits)") SchemaReady schema) {}

    @Override
    public String id() {
        return "limits.marketing";
    }

    @Override
    public Text label() {
        return new Text("Invändning mot direktmarknadsföring", "Objection to direct marketing");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.choice(
                "objects",
                new Text("Personen", "The person"),
                List.of(
                        new Choice("yes", new Text("har invänt", "objects")),
                        new Choice("no", new Text("har inte invänt", "does not object")))));
    }

    @Override
    public Text words(Arguments arguments) {
        return inverted(arguments)
                ? new Text("har inte invänt mot direktmarknadsföring", "does not object to direct marketing")
                : new Text("har invänt mot direktmarknadsföring", "objects to direct marketing");
    }

    @Override
    public boolean inverted(Arguments arguments) {
        return arguments.text("objects").equals("no");
    }

    /** As it was or will be at the moment: an objection that is in force now is in force later. */
    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return SqlFragment.of(
                "SELECT t.contact_id FROM contact_limit t WHERE t.ground = ? AND t.placed_at <= ?"
                        + " AND (t.lifted_at IS NULL OR t.lifted_at > ?)",
                LimitGround.MARKETING.name(),
                now,
                now);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, long contact) {
        return select(kind, arguments, now).append(" AND t.contact_id = ?", contact);
    }
}
