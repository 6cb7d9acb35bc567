package org.gallra.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;

/**
 * Why and how long a hold holds; what can be changed of it.
 *
 * @param ground why; needed
 * @param reason why, in words; needed for {@link HoldGround#OTHER}; at most 2000 characters
 * @param until the last day that it holds, in Swedish time, today or later; null until it is lifted
 */
public record HoldTerms(
        @Nullable HoldGround ground,
        @Nullable String reason,
        @Nullable LocalDate until) {

    /** Where a day begins and ends. */
    static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    /** Returns the terms trimmed, and notes each field that is wrong. */
    HoldTerms clean(Input input, Instant now) {
        HoldTerms clean = new HoldTerms(ground, input.lines("reason", reason, 2000), input.day("until", until));
        input.require("ground", ground);
        if (ground == HoldGround.OTHER && clean.reason == null) {
            input.require("reason", null);
        }
        if (clean.until != null && clean.until.isBefore(LocalDate.ofInstant(now, ZONE))) {
            input.refuse(
                    "until",
                    new Text(
                            "Dagen har varit. Ange i dag eller senare, eller ingen dag alls.",
                            "That day is over. Give today or a later day, or none at all."));
        }
        return clean;
    }

    /** Returns the last moment of the last day, as precise as the databases keep it; null if there is none. */
    @Nullable
    Instant end() {
        return until == null
                ? null
                : until.plusDays(1).atStartOfDay(ZONE).toInstant().minus(1, ChronoUnit.MICROS);
    }

    /** Returns the ids and nothing else. */
    @Override
    public String toString() {
        return "HoldTerms[" + ground + ", " + until + "]";
    }
}
