package org.gallra.requests;

import java.time.LocalDate;

/** How near the last day of an open request is. */
public enum Urgency {
    /** It is answered or refused. */
    NONE,
    /** More than a week is left. */
    CALM,
    /** A week or less is left. */
    SOON,
    /** The last day is over. */
    OVERDUE;

    static Urgency of(RequestState state, LocalDate due, LocalDate today) {
        if (!state.open()) {
            return NONE;
        }
        if (due.isBefore(today)) {
            return OVERDUE;
        }
        return due.isAfter(today.plusDays(Deadline.SOON_DAYS)) ? CALM : SOON;
    }
}
