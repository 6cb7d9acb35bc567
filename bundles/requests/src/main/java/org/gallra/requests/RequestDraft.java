package org.gallra.requests;

import java.time.LocalDate;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param kind what is asked for; needed
 * @param contact the contact who asks; null if nobody was found who could be meant
 * @param requester the name of who asks, at most 200 characters; needed without a contact
 * @param replyTo where the answer goes, such as an address, at most 500 characters; needed without a contact
 * @param receivedOn the day on which it came in, in Swedish time, from which the time runs; today or earlier; needed
 * @param channel how it came in; needed
 * @param responsible the login name of who deals with it, at most 64 characters; or null
 * @param notes anything else, at most 4000 characters; or null
 */
public record RequestDraft(
        @Nullable RequestKind kind,
        @Nullable ContactId contact,
        @Nullable String requester,
        @Nullable String replyTo,
        @Nullable LocalDate receivedOn,
        @Nullable Channel channel,
        @Nullable String responsible,
        @Nullable String notes) {

    /** Returns the draft trimmed, or refuses it and names each field that is wrong. */
    RequestDraft clean(LocalDate today) {
        Input input = new Input();
        RequestDraft clean = new RequestDraft(
                kind,
                contact,
                input.line("requester", requester, 200),
                input.line("replyTo", replyTo, 500),
                input.day("receivedOn", receivedOn),
                channel,
                input.line("responsible", responsible, 64),
                input.lines("notes", notes, 4000));
        input.require("kind", kind);
        input.require("channel", channel);
        input.require("receivedOn", clean.receivedOn);
        if (contact == null) {
            input.require("requester", clean.requester);
            input.require("replyTo", clean.replyTo);
        }
        if (clean.receivedOn != null && clean.receivedOn.isAfter(today)) {
            input.refuse("receivedOn", ahead());
        }
        input.check();
        return clean;
    }

    static Text ahead() {
        return new Text("Dagen har inte varit än.", "That day has not come yet.");
    }

    /** Returns nothing that somebody wrote. */
    @Override
    public String toString() {
        return "RequestDraft[" + kind + ", " + contact + "]";
    }
}
