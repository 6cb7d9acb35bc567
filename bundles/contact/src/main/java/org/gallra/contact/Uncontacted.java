package org.gallra.contact;

import java.time.Duration;
import java.time.Instant;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.jspecify.annotations.Nullable;

/**
 * The condition that there was no contact for a number of days, as the rules' criterion of that name means it, but row by row: a list that
 * is read in its order looks a few rows up and not all moments of all people.
 */
final class Uncontacted {

    private static final int MOST_DAYS = 36_500;

    private Uncontacted() {}

    /** Returns the condition of a filter on contacts with the alias {@code c}, beginning with {@code AND}; an empty one if it asks for none. */
    static SqlFragment where(@Nullable PersonalDataRegister register, ContactFilter filter, Instant now) {
        Integer days = filter.notContactedDays();
        if (days == null) {
            return SqlFragment.of("");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw GallraException.invalid(
                    "notContactedDays", new Text("Ange 1 till 36 500 dagar.", "State 1 to 36,500 days."));
        }
        if (register == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Vad som räknas som kontakt kan inte läsas just nu. Försök igen om en stund.",
                            "What counts as contact cannot be read right now. Try again in a moment."));
        }
        Instant since = now.minus(Duration.ofDays(days));
        return SqlFragment.of(" AND NOT ")
                .append(register.hadContact(since, now, "c.id"))
                .append(" AND (c.created_at < ? OR ", since)
                .append(register.hadContact(Instant.EPOCH, since, "c.id"))
                .append(")");
    }
}
