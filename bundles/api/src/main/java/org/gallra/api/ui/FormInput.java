package org.gallra.api.ui;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Reads what the form of a part sends back. */
@ProviderType
public final class FormInput {

    /** The hidden field with the page that the form stands on: {@link UiContext#path()}. */
    public static final String BACK = "_return";

    /** The parameter of a page that says what came of the form before. */
    public static final String DONE = "done";

    /** Says that what was sent is saved. */
    public static final String SAVED = "saved";

    /** Says that somebody else had changed the record meanwhile, so that nothing was saved. */
    public static final String STALE = "stale";

    private static final Pattern LOCAL = Pattern.compile("/ui(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?"
            + "(\\?[A-Za-z0-9_-]+=[A-Za-z0-9._~%+-]*(&[A-Za-z0-9_-]+=[A-Za-z0-9._~%+-]*)*)?");

    /** An address with a sealed filter. */
    private static final int LONGEST = 2000;

    private FormInput() {}

    /**
     * Returns the place on the page to go back to after a form.
     *
     * @param path the value of {@link #BACK}; a path of our own, a query may follow, and nothing else
     * @param anchor the id of the place
     * @throws GallraException {@code INVALID} for any other address, so that no form leads to somebody else's server
     */
    public static URI back(@Nullable String path, String anchor) {
        if (path == null || path.length() > LONGEST || !LOCAL.matcher(path).matches()) {
            throw GallraException.invalid(
                    BACK,
                    new Text(
                            "Formuläret säger inte vilken sida det kommer från. Ladda om sidan och försök igen.",
                            "The form does not say which page it comes from. Reload the page and try again."));
        }
        return URI.create(path + "#" + anchor);
    }

    /**
     * Does what the form of a list asks for and returns the place to go back to, where the list says what came of it: {@code done=saved},
     * which the page shows above everything, or {@link #STALE} if somebody else had changed the record, which {@link Markup#stale} shows.
     *
     * @param path the value of {@link #BACK}
     * @param anchor the id of the list
     * @param change does it
     * @throws GallraException {@code INVALID} for an address that is not ours, before anything is done; whatever else the change throws
     */
    public static URI unlessStale(@Nullable String path, String anchor, Runnable change) {
        back(path, anchor);
        try {
            change.run();
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.STALE) {
                throw e;
            }
            return done(path, anchor, STALE);
        }
        return done(path, anchor, SAVED);
    }

    /**
     * Returns the place on the page to go back to, which says what came of the form: {@link #SAVED} or {@link #STALE}.
     *
     * @throws GallraException as {@link #back}
     */
    public static URI done(@Nullable String path, String anchor, String what) {
        back(path, anchor);
        return URI.create(path + (String.valueOf(path).contains("?") ? "&" : "?") + DONE + "=" + what + "#" + anchor);
    }

    /**
     * Returns the instant of a {@code datetime-local} field, or null if it is empty.
     *
     * @param field the field's name, for the error
     * @param local the value, without a zone
     * @param zone the zone that the form was drawn for; null is Swedish time
     * @throws GallraException {@code INVALID} if it is no time
     */
    public static @Nullable Instant time(String field, @Nullable String local, @Nullable String zone) {
        if (local == null || local.isBlank()) {
            return null;
        }
        try {
            LocalDateTime time = LocalDateTime.parse(local);
            within(time.toLocalDate());
            return time.atZone(ZoneId.of(zone == null ? "Europe/Stockholm" : zone))
                    .toInstant();
        } catch (DateTimeException e) {
            throw GallraException.invalid(
                    field, new Text("Skriv tiden som 2026-05-31T13:00.", "Write the time like 2026-05-31T13:00."));
        }
    }

    /**
     * Returns the day of a {@code date} field, or null if it is empty.
     *
     * @param field the field's name, for the error
     * @throws GallraException {@code INVALID} if it is no day
     */
    public static @Nullable LocalDate day(String field, @Nullable String day) {
        try {
            return day == null || day.isBlank() ? null : within(LocalDate.parse(day.strip()));
        } catch (DateTimeException e) {
            throw GallraException.invalid(
                    field, new Text("Skriv dagen som 2026-05-31.", "Write the day like 2026-05-31."));
        }
    }

    /** Java reads days of a thousand million years, with a sign before them; no calendar and no database does. */
    private static LocalDate within(LocalDate day) {
        if (day.getYear() < 1 || day.getYear() > 9999) {
            throw new DateTimeException("no year of a calendar");
        }
        return day;
    }

    /**
     * Returns the number that people write for an amount, such as {@code 12 500,50} or {@code 12500.50}, or null if the
     * field is empty.
     *
     * @param field the field's name, for the error
     * @throws GallraException {@code INVALID} if it is no number
     */
    public static @Nullable BigDecimal amount(String field, @Nullable String amount) {
        String plain =
                amount == null ? "" : amount.replaceAll("[\\s\u00a0\u202f]", "").replace(',', '.');
        if (plain.isEmpty()) {
            return null;
        }
        if (!plain.matches("-?[0-9]{1,15}(\\.[0-9]{1,4})?")) {
            throw GallraException.invalid(
                    field, new Text("Skriv beloppet som 12 500,50.", "Write the amount like 12500.50."));
        }
        return new BigDecimal(plain);
    }
}
