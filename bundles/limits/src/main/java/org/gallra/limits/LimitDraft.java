package org.gallra.limits;

import java.time.LocalDate;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;

/**
 * A limit to be set.
 *
 * @param contact the contact; needed
 * @param ground why; needed
 * @param reason why in words, at most 2000 characters; or null
 * @param since the day on which the person asked for it, in Swedish time, today or earlier; null is today
 * @param request the number of an open request of the contact, or null
 */
public record LimitDraft(
        @Nullable ContactId contact,
        @Nullable LimitGround ground,
        @Nullable String reason,
        @Nullable LocalDate since,
        @Nullable String request) {

    /** Returns the draft trimmed, or refuses it and names each field that is wrong. */
    LimitDraft clean(LocalDate today) {
        Input input = new Input();
        LocalDate day = input.day("since", since);
        LimitDraft clean = new LimitDraft(
                contact,
                ground,
                input.lines("reason", reason, 2000),
                day == null ? today : day,
                input.line("request", request, 20));
        input.require("contact", contact);
        input.require("ground", ground);
        if (day != null && day.isAfter(today)) {
            input.refuse("since", new Text("Dagen har inte varit än.", "That day has not come yet."));
        }
        input.check();
        return clean;
    }

    /** Returns nothing that somebody wrote. */
    @Override
    public String toString() {
        return "LimitDraft[" + contact + ", " + ground + "]";
    }
}
