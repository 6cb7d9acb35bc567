package org.gallra.sample.events;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts who attended an event within some days: rules and the contact list's filter offer it as soon as we are there. */
@Component
public final class AttendedLately implements SelectionCriterion {

    /** Waits for the tables. */
    @Activate
    public AttendedLately(@Reference(target = "(gallra.schema=org.gallra.sample.events)") SchemaReady schema) {}

    @Override
    public String id() {
        return "sample.attended";
    }

    @Override
    public boolean filtersLists() {
        return true;
    }

    @Override
    public Text label() {
        return new Text("Har deltagit i ett evenemang", "Attended an event");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("days", new Text("Inom antal dagar", "Within days"), 365, 1, 36_500));
    }

    @Override
    public Text words(Arguments arguments) {
        long days = arguments.number("days");
        return new Text(
                "har deltagit i ett evenemang de senaste " + days + " dagarna",
                "attended an event in the last " + days + " days");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return SqlFragment.of(
                "SELECT r.contact_id FROM event_registration r WHERE r.attended_on >= ? AND r.attended_on <= ?",
                Date.valueOf(today.minusDays(arguments.number("days"))),
                Date.valueOf(today.plusDays(1)));
    }

    /** Of those few only, by the index on the contact. */
    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, SqlFragment contacts) {
        return select(kind, arguments, now)
                .append(" AND r.contact_id IN (")
                .append(contacts)
                .append(")");
    }
}
