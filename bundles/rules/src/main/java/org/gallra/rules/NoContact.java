package org.gallra.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * No contact for a number of days (PRIVACY.md rule 9): no done activity, held meeting, sale or any other moment that a bundle
 * declares to be contact. Who never had contact counts from the day of creation, so that nobody goes who came yesterday.
 */
@Component
public final class NoContact implements SelectionCriterion {

    private final PersonalDataRegister register;
    private final ContactDirectory directory;

    /** Takes the register, which knows what counts as contact. */
    @Activate
    public NoContact(@Reference PersonalDataRegister register, @Reference ContactDirectory directory) {
        this.register = register;
        this.directory = directory;
    }

    @Override
    public String id() {
        return "core.no-contact";
    }

    @Override
    public Text label() {
        return new Text("Ingen kontakt på länge", "No contact for a while");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("days", new Text("Antal dagar", "Number of days"), 30, 1, 36_500));
    }

    @Override
    public Text words(Arguments arguments) {
        long days = arguments.number("days");
        return days == 1
                ? new Text("ingen kontakt det senaste dygnet", "no contact in the last day")
                : new Text("ingen kontakt de senaste " + days + " dagarna", "no contact in the last " + days + " days");
    }

    /** Whom there was contact with is far quicker to say. */
    @Override
    public boolean inverted(Arguments arguments) {
        return true;
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        Instant since = now.minus(Duration.ofDays(arguments.number("days")));
        SqlFragment newcomers = newcomers(since);
        // only those who came lately need a look at what was before; Derby is slow to look at some
        SqlFragment before = kind == Database.Kind.DERBY
                ? register.contactMoments(Instant.EPOCH, since)
                : register.contactMoments(Instant.EPOCH, since, newcomers);
        return spokenTo(register.contactMoments(since, now), newcomers, before);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, SqlFragment contacts) {
        Instant since = now.minus(Duration.ofDays(arguments.number("days")));
        SqlFragment newcomers = SqlFragment.of("SELECT w.k FROM (")
                .append(newcomers(since))
                .append(") w (k) WHERE w.k IN (")
                .append(contacts)
                .append(")");
        return spokenTo(
                register.contactMoments(since, now, contacts),
                newcomers,
                register.contactMoments(Instant.EPOCH, since, newcomers));
    }

    /** Those of {@code lately}, and newcomers with whom there was no contact before they came. */
    private static SqlFragment spokenTo(SqlFragment lately, SqlFragment newcomers, SqlFragment before) {
        return SqlFragment.of("SELECT l.k FROM (")
                .append(lately)
                .append(") l (k) UNION ALL SELECT n.k FROM (SELECT o.k FROM (")
                .append(newcomers)
                .append(") o (k) EXCEPT SELECT e.k FROM (")
                .append(before)
                .append(") e (k)) n (k)");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, long contact) {
        Instant since = now.minus(Duration.ofDays(arguments.number("days")));
        return spokenTo(
                register.contactMoments(since, now, contact),
                SqlFragment.of("SELECT w.k FROM (").append(newcomers(since)).append(") w (k) WHERE w.k = ?", contact),
                register.contactMoments(Instant.EPOCH, since, contact));
    }

    private SqlFragment newcomers(Instant since) {
        return directory.select(
                ContactFilter.ALL.with(ContactFilter.Anonymized.INCLUDE).created(since, null));
    }
}
