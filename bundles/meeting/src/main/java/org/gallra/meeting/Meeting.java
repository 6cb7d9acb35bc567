package org.gallra.meeting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * A meeting.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param participants who takes part, by name; anonymized ones come with their placeholder
 * @param company the company that it is about, or null
 * @param companyName the company's name
 * @param subject what it is about; null only after an anonymization
 * @param notes free text
 * @param place where it takes place
 * @param startsAt when it begins (UTC)
 * @param endsAt when it ends (UTC), or null
 * @param heldAt when it was held (UTC), or null while it is only planned
 * @param owner the login name of the user who leads it
 * @param freeFields the values of free fields by key, in the order of the form
 * @param createdAt when it was created (UTC)
 * @param changedAt when it was last changed (UTC)
 */
public record Meeting(
        UUID id,
        long version,
        List<Participant> participants,
        @Nullable CompanyId company,
        @Nullable String companyName,
        @Nullable String subject,
        @Nullable String notes,
        @Nullable String place,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant heldAt,
        @Nullable String owner,
        Map<String, Object> freeFields,
        Instant createdAt,
        Instant changedAt) {

    /**
     * Somebody who takes part.
     *
     * @param contact the contact
     * @param name its name, or its placeholder if it is anonymized
     */
    public record Participant(ContactId contact, String name) {

        /** Returns the id only. */
        @Override
        public String toString() {
            return "Participant[" + contact + "]";
        }
    }

    /** Returns the id only: a meeting holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "Meeting[" + id + "]";
    }
}
