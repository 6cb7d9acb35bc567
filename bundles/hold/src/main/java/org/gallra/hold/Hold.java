package org.gallra.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * A hold on a contact or on a company and all its contacts.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param state whether it holds
 * @param contact the contact, or null if it is on a company
 * @param contactName the contact's name, or its placeholder if it is anonymized
 * @param company the company, or null if it is on a contact
 * @param companyName the company's name
 * @param ground why
 * @param reason why, in words; null if there are none, after an anonymization, and for callers who are no administrators
 * @param until the last day that it holds, in Swedish time; null until it is lifted
 * @param placedBy the login name of who placed it; null for callers who are no administrators
 * @param placedAt when (UTC)
 * @param liftedBy the login name of who lifted it; null if nobody did, and for callers who are no administrators
 * @param liftedAt when (UTC), or null
 */
public record Hold(
        UUID id,
        long version,
        State state,
        @Nullable ContactId contact,
        @Nullable String contactName,
        @Nullable CompanyId company,
        @Nullable String companyName,
        HoldGround ground,
        @Nullable String reason,
        @Nullable LocalDate until,
        @Nullable String placedBy,
        Instant placedAt,
        @Nullable String liftedBy,
        @Nullable Instant liftedAt) {

    /** Whether a hold holds. */
    public enum State {
        /** Nobody whom it is on is forgotten. */
        ACTIVE,
        /** Its last day is over. */
        EXPIRED,
        /** Somebody lifted it. */
        LIFTED
    }

    /** Returns the id only: a hold holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "Hold[" + id + ", " + state + "]";
    }
}
