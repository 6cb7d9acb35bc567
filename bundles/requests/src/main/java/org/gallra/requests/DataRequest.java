package org.gallra.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.jspecify.annotations.Nullable;

/**
 * A request of a data subject. Days are in Swedish time.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param number the number for people, such as {@code 2026-014}; also that of its extracts
 * @param kind what is asked for
 * @param state how far it has come
 * @param urgency how near the last day is
 * @param contact the contact; null if nobody was found, if it was deleted, and if it is restricted and hidden from the caller
 * @param contactName the contact's name, or its placeholder if it is anonymized
 * @param erased whether the person was anonymized or deleted, so that nothing may be written about her any more
 * @param requester the name of who asks, or null
 * @param replyTo where the answer goes, or null
 * @param receivedOn when it came in
 * @param channel how it came in
 * @param dueOn the last day for the answer
 * @param extendedOn when the person was told that it takes longer, or null
 * @param extensionReason why, or null
 * @param identityAskedOn when more was asked for to know who asks, or null
 * @param identityCheck how it was checked who asks, or null
 * @param identityOn when, or null
 * @param identityBy by whom: a login name, or null
 * @param refusalGround why it is refused, or null
 * @param answer what was sent, or why it is refused; null after an erasure
 * @param answeredOn when, or null
 * @param closedBy the login name of who ended it, or null
 * @param closedAt when (UTC), or null
 * @param responsible the login name of who deals with it, or null
 * @param notes anything else, or null
 * @param createdBy the login name of who registered it
 * @param createdAt when (UTC)
 * @param extract the extract that was made last for it, or null
 * @param erasurePlan the erasure that was planned last for it, or null
 * @param receipt the receipt of that erasure once it is done, or null
 */
public record DataRequest(
        UUID id,
        long version,
        String number,
        RequestKind kind,
        RequestState state,
        Urgency urgency,
        @Nullable ContactId contact,
        @Nullable String contactName,
        boolean erased,
        @Nullable String requester,
        @Nullable String replyTo,
        LocalDate receivedOn,
        Channel channel,
        LocalDate dueOn,
        @Nullable LocalDate extendedOn,
        @Nullable String extensionReason,
        @Nullable LocalDate identityAskedOn,
        @Nullable IdentityCheck identityCheck,
        @Nullable LocalDate identityOn,
        @Nullable String identityBy,
        @Nullable RefusalGround refusalGround,
        @Nullable String answer,
        @Nullable LocalDate answeredOn,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        @Nullable String responsible,
        @Nullable String notes,
        String createdBy,
        Instant createdAt,
        @Nullable MadeExtract extract,
        @Nullable UUID erasurePlan,
        @Nullable UUID receipt) {

    /**
     * An extract that was made for a request.
     *
     * @param id its id
     * @param digest its digest over the contents; null after an erasure
     * @param madeAt when (UTC)
     */
    public record MadeExtract(UUID id, @Nullable String digest, Instant madeAt) {}

    /** Returns the number only: a request holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "DataRequest[" + number + ", " + state + "]";
    }
}
