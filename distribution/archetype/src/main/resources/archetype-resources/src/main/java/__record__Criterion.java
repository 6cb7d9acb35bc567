#set( $table = $vendor + "_" + $record.toLowerCase() )
#set( $lower = $record.toLowerCase() )
package ${package};

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Component;

/** Contacts of whom there is one in the last days: a condition for rules and for the contact list. */
@Component
public final class ${record}Criterion implements SelectionCriterion {

    private static final String DAYS = "days";

    @Override
    public String id() {
        return "${vendor}.recent${lower}";
    }

    @Override
    public Text label() {
        return new Text("Nyligen: ${record}", "Recent: ${record}");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number(DAYS, new Text("Dagar", "Days"), 30, 1, 3650));
    }

    @Override
    public Text words(Arguments arguments) {
        long days = arguments.number(DAYS);
        return new Text("${record} de senaste " + days + " dagarna", "${record} in the last " + days + " days");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return SqlFragment.of(
                "SELECT contact_id FROM ${table} WHERE happened_on > ? AND happened_on <= ?",
                Date.valueOf(today.minusDays(arguments.number(DAYS))),
                Date.valueOf(today));
    }
}
