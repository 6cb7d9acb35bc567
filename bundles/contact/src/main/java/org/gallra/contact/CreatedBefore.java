package org.gallra.contact;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Component;

/** Contacts that were created before a day, which begins at midnight UTC. */
@Component
public final class CreatedBefore implements SelectionCriterion {

    @Override
    public String id() {
        return "contact.created-before";
    }

    @Override
    public Text label() {
        return new Text("Skapad före ett datum", "Created before a day");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.day("day", new Text("Datum", "Day")));
    }

    @Override
    public Text words(Arguments arguments) {
        String day = arguments.text("day");
        return new Text("skapad före " + day, "created before " + day);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return SqlFragment.of(
                "SELECT c.id FROM contact c WHERE c.created_at < ?",
                arguments.day("day").atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
