package org.gallra.requests;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * By when a request must be answered. Source: GDPR article 12(3): within one month of receipt, which two further months may
 * be added to where the request is complex or there are many; the person is told of that and why within the first month. A
 * month ends on the day of the same number, or on the last day of a shorter month. Weekends and holidays do not make it longer: to be early
 * is never wrong.
 */
final class Deadline {

    /** Where a day begins and ends. */
    static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    /** So many days before the last day a request is marked. */
    static final int SOON_DAYS = 7;

    private Deadline() {}

    /** Returns the last day for an answer, and for telling that it will take longer. */
    static LocalDate of(LocalDate received) {
        return received.plusMonths(1);
    }

    /** Returns the last day once two months are added; counted from the receipt, so that no clipped day is clipped again. */
    static LocalDate extended(LocalDate received) {
        return received.plusMonths(3);
    }
}
