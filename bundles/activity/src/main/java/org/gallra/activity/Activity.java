package org.gallra.activity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * Something that was or will be done with a contact or a company.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param type what kind of thing
 * @param contact the contact, or null if it concerns the company only
 * @param contactName the contact's name, or its placeholder if it is anonymized
 * @param company the company, or null
 * @param companyName the company's name
 * @param subject what it is about; null only after an anonymization
 * @param notes free text
 * @param place where it takes place
 * @param outcome what came of it
 * @param dueAt when it is planned for (UTC), or null
 * @param doneAt when it was done (UTC), or null while it is open
 * @param owner the login name of the user who does it
 * @param freeFields the values of free fields by key, in the order of the form
 * @param createdAt when it was created (UTC)
 * @param changedAt when it was last changed (UTC)
 */
public record Activity(
        UUID id,
        long version,
        ActivityType type,
        @Nullable ContactId contact,
        @Nullable String contactName,
        @Nullable CompanyId company,
        @Nullable String companyName,
        @Nullable String subject,
        @Nullable String notes,
        @Nullable String place,
        @Nullable String outcome,
        @Nullable Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable String owner,
        Map<String, Object> freeFields,
        Instant createdAt,
        Instant changedAt) {

    /** Returns the id only: an activity holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "Activity[" + id + "]";
    }
}
