package org.gallra.freefield;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Special;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Contacts whose purpose does not keep them any longer: its months have passed since the day of the last review, or since the contact
 * was created if it was never reviewed.
 */
@Component(service = SelectionCriterion.class)
public final class RetentionOver extends ContactCriterion {

    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    /** Takes the definitions. */
    @Activate
    public RetentionOver(@Reference Definitions definitions, @Reference Owners owners) {
        super(definitions, owners);
    }

    @Override
    public String id() {
        return "freefield.retention";
    }

    @Override
    public Text label() {
        return new Text("Syftets gallringstid är slut", "The purpose's retention has run out");
    }

    @Override
    public Text words(Arguments arguments) {
        return new Text("syftets gallringstid är slut", "the purpose's retention has run out");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        ValueTable table = new ValueTable(owner());
        FreeField purpose = definitions.special(Special.PURPOSE).orElse(null);
        List<FreeField.Choice> kept = purpose == null
                ? List.of()
                : purpose.choices().stream()
                        .filter(c -> c.retentionMonths() != null)
                        .toList();
        if (purpose == null || kept.isEmpty()) {
            return SqlFragment.of("SELECT r.id FROM " + table.records() + " r WHERE 1 = 0");
        }
        SqlFragment all = SqlFragment.of("");
        for (FreeField.Choice choice : kept) {
            all = all.append(all.sql().isEmpty() ? "" : " UNION ").append(over(table, purpose, choice, now));
        }
        return all;
    }

    private SqlFragment over(ValueTable table, FreeField purpose, FreeField.Choice choice, Instant now) {
        Integer months = choice.retentionMonths();
        LocalDate day = LocalDate.ofInstant(now, ZONE).minusMonths(months == null ? 0 : months);
        Instant midnight = day.plusDays(1).atStartOfDay(ZONE).toInstant();
        SqlFragment created = SqlFragment.of("r.created_at < ?", midnight);
        SqlFragment old = definitions
                .special(Special.LAST_REVIEW)
                .map(review -> SqlFragment.of("(")
                        .append(table.exists(review, "r.id", "<= ?", day.toString()))
                        .append(" OR (NOT ")
                        .append(table.exists(review, "r.id", "IS NOT NULL"))
                        .append(" AND ")
                        .append(created)
                        .append("))"))
                .orElse(created);
        return SqlFragment.of(
                        "SELECT r.id FROM " + table.records() + " r, " + table.name()
                                + " p WHERE p.record_id = r.id AND p.field_key = ? AND p." + table.key(purpose)
                                + " = ? AND ",
                        purpose.key(),
                        choice.key())
                .append(old);
    }
}
