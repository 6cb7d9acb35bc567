package org.gallra.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * What must not be done with a contact, or was not to be done.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param active whether it is in force
 * @param contact the contact
 * @param contactName the contact's name, or its placeholder if it is anonymized
 * @param ground why
 * @param restricts whether the contact is stored and nothing else, rather than not marketed to
 * @param reason why in words; null if there are none, and after an anonymization
 * @param since the day on which the person asked for it, in Swedish time
 * @param request the number of the person's request, or null
 * @param placedBy the login name of who set it
 * @param placedAt when (UTC)
 * @param liftReason why it was lifted; null if it was not, and after an anonymization
 * @param liftedBy the login name of who lifted it, or null
 * @param liftedAt when (UTC), or null
 */
public record Limit(
        UUID id,
        long version,
        boolean active,
        @Nullable ContactId contact,
        @Nullable String contactName,
        LimitGround ground,
        boolean restricts,
        @Nullable String reason,
        LocalDate since,
        @Nullable String request,
        String placedBy,
        Instant placedAt,
        @Nullable String liftReason,
        @Nullable String liftedBy,
        @Nullable Instant liftedAt) {

    /** Returns the id only: a limit holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "Limit[" + id + ", " + ground + "]";
    }
}
