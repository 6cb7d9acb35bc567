package org.gallra.api.rule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * When a rule runs by itself: once on each of its days, at a time of the clock on the wall. Where the clock skips the time, as
 * on a Sunday in March, it runs an hour later; where the time comes twice it runs the first time.
 *
 * @param every how often; null is {@link Every#OFF}
 * @param weekday the day of the week, for {@link Every#WEEKLY}
 * @param day the day of the month, 1 to 31, for {@link Every#MONTHLY}; the last day in months that are shorter
 * @param time the time of day, to the minute; null is 03:00
 * @param zone the time zone; null is {@code Europe/Stockholm}
 */
@ProviderType
public record Schedule(
        @Nullable Every every,
        @Nullable DayOfWeek weekday,
        @Nullable Integer day,
        @Nullable LocalTime time,
        @Nullable String zone) {

    /** Never by itself. */
    public static final Schedule OFF = new Schedule(Every.OFF, null, null, null, null);

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String SWEDEN = "Europe/Stockholm";

    /** How often. */
    @ProviderType
    public enum Every {
        /** Only by hand. */
        OFF,
        /** Each day. */
        DAILY,
        /** Each week. */
        WEEKLY,
        /** Each month. */
        MONTHLY
    }

    /** Returns the schedule with everything that it needs and nothing else, noting what is wrong. */
    public Schedule clean(Input input) {
        Every often = every == null ? Every.OFF : every;
        String where = zone == null || zone.isBlank() ? SWEDEN : zone.strip();
        try {
            ZoneId.of(where);
        } catch (DateTimeException e) {
            input.refuse(
                    "schedule.zone",
                    new Text("Ange en tidszon som Europe/Stockholm.", "Give a time zone such as Europe/Stockholm."));
            where = SWEDEN;
        }
        if (often == Every.WEEKLY && weekday == null) {
            input.refuse("schedule.weekday", new Text("Ange en veckodag.", "Give a day of the week."));
        }
        if (often == Every.MONTHLY && (day == null || day < 1 || day > 31)) {
            input.refuse("schedule.day", new Text("Ange en dag från 1 till 31.", "Give a day from 1 to 31."));
        }
        LocalTime at = time == null ? LocalTime.of(3, 0) : time.withSecond(0).withNano(0);
        return new Schedule(
                often,
                often == Every.WEEKLY ? weekday : null,
                often == Every.MONTHLY ? day : null,
                often == Every.OFF ? null : at,
                where);
    }

    /** Returns the first time after an instant, or null if it is off. */
    public @Nullable Instant next(Instant after) {
        List<Instant> found = next(after, 1);
        return found.isEmpty() ? null : found.get(0);
    }

    /** Returns the next times after an instant in their order; none if it is off. */
    public List<Instant> next(Instant after, int count) {
        List<Instant> found = new ArrayList<>();
        if (every == null || every == Every.OFF) {
            return found;
        }
        ZoneId where = ZoneId.of(zone == null ? SWEDEN : zone);
        LocalTime at = time == null ? LocalTime.of(3, 0) : time;
        for (LocalDate on = LocalDate.ofInstant(after, where); found.size() < count; on = on.plusDays(1)) {
            Instant moment = ZonedDateTime.of(on, at, where).toInstant();
            if (runsOn(on) && moment.isAfter(after)) {
                found.add(moment);
            }
        }
        return found;
    }

    private boolean runsOn(LocalDate on) {
        return switch (Objects.requireNonNull(every)) {
            case OFF -> false;
            case DAILY -> true;
            case WEEKLY -> on.getDayOfWeek() == weekday;
            case MONTHLY -> on.getDayOfMonth() == Math.min(Objects.requireNonNull(day), on.lengthOfMonth());
        };
    }

    /** Returns the schedule in words. */
    public Text words() {
        String at = MINUTES.format(time == null ? LocalTime.of(3, 0) : time);
        String elsewhere = zone == null || zone.equals(SWEDEN) ? "" : " (" + zone + ")";
        return switch (every == null ? Every.OFF : every) {
            case OFF -> new Text("Bara för hand", "By hand only");
            case DAILY -> new Text("Varje dag kl. " + at + elsewhere, "Every day at " + at + elsewhere);
            case WEEKLY -> {
                DayOfWeek on = Objects.requireNonNull(weekday);
                yield new Text(
                        "Varje " + on.getDisplayName(TextStyle.FULL, Locale.forLanguageTag("sv")) + " kl. " + at
                                + elsewhere,
                        "Every " + on.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " at " + at + elsewhere);
            }
            case MONTHLY -> {
                int on = Objects.requireNonNull(day);
                yield new Text(
                        "Varje månad den " + on + (on > 28 ? " (eller sista dagen)" : "") + " kl. " + at + elsewhere,
                        "Every month on day " + on + (on > 28 ? " (or the last day)" : "") + " at " + at + elsewhere);
            }
        };
    }
}
