package org.gallra.requests;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a request ends.
 *
 * @param ground why it is refused; null if it is answered
 * @param answer what was sent, or why it is refused, at most 2000 characters; needed unless the person is erased by now, when nothing may be
 *     written about her
 * @param answeredOn when, in Swedish time; null is today
 */
public record Ending(
        @Nullable RefusalGround ground,
        @Nullable String answer,
        @Nullable LocalDate answeredOn) {

    /** Returns nothing that somebody wrote. */
    @Override
    public String toString() {
        return "Ending[" + ground + "]";
    }
}
