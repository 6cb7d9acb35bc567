package org.gallra.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/**
 * One page of what is to be done, or was.
 *
 * @param show which of them
 * @param type only of this kind, or null
 * @param owner only those of this user, or null
 * @param words only those each of whose words stands in the title or in the name of the company, or null
 * @param now what is planned for before is overdue
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter
 * @param limit how many at most, 1 to 200
 */
record WorkQuery(
        Show show,
        @Nullable ActivityType type,
        @Nullable String owner,
        @Nullable String words,
        Instant now,
        @Nullable String cursor,
        int limit) {

    /** What is open and has no time stands behind all months. */
    static final int NO_TIME = 999_912;

    /** What is shown. */
    enum Show {
        /** Open and planned for a time that has passed, the oldest first. */
        OVERDUE(ActivityQuery.Sort.DUE, false),
        /** Open and not overdue, the next first, without a time last. */
        COMING(ActivityQuery.Sort.DUE, false),
        /** Done, the last change first. */
        DONE(ActivityQuery.Sort.CHANGED, true),
        /** Whether done or not, the last change first. */
        ALL(ActivityQuery.Sort.CHANGED, true);

        final ActivityQuery.Sort sort;
        final boolean descending;

        Show(ActivityQuery.Sort sort, boolean descending) {
            this.sort = sort;
            this.descending = descending;
        }
    }

    /** Returns the month (UTC) of the time, such as 202605, or {@link #NO_TIME}. */
    static int month(@Nullable Instant due) {
        if (due == null) {
            return NO_TIME;
        }
        LocalDate day = LocalDate.ofInstant(due, ZoneOffset.UTC);
        return day.getYear() * 100 + day.getMonthValue();
    }

    /** Tells whether only those are shown that are not done, which lie in months. */
    boolean open() {
        return show == Show.OVERDUE || show == Show.COMING;
    }

    /** Returns the months in which they lie; not for those that are done. */
    SqlFragment months() {
        return show == Show.OVERDUE
                ? SqlFragment.of("WHERE t.open_month <= ?", month(now))
                : SqlFragment.of("WHERE t.open_month >= ?", month(now));
    }

    /** Returns the condition on whose they are. */
    SqlFragment whose(SqlFragment where) {
        return owner == null ? where : where.append(" AND t.owner = ?", owner);
    }

    /** Returns the conditions besides the month. */
    SqlFragment rest(SqlFragment where) {
        SqlFragment all = whose(where);
        if (type != null) {
            all = all.append(" AND t.kind = ?", type.name());
        }
        return switch (show) {
            case OVERDUE -> all.append(" AND t.due_at < ?", now);
            case COMING -> all.append(" AND (t.due_at >= ? OR t.due_at IS NULL)", now);
            case DONE -> all.append(" AND t.done_at IS NOT NULL");
            case ALL -> all;
        };
    }
}
