package org.gallra.opportunity;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * A chance to sell something.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param contact the contact, or null if it concerns the company only
 * @param contactName the contact's name, or its placeholder if it is anonymized
 * @param company the company, or null
 * @param companyName the company's name
 * @param name what it is about; null only after an anonymization
 * @param notes free text
 * @param stage how far it has come
 * @param probability how probable it is that it is won, in percent
 * @param amount what it would bring, without VAT, in the currency; or null if nobody knows
 * @param currency the currency (ISO 4217)
 * @param expectedOn the day on which a decision is expected, or null
 * @param closedOn the day on which it was won or lost, or null while it is open
 * @param lostReason why it was lost
 * @param owner the login name of the user who works on it
 * @param freeFields the values of free fields by key, in the order of the form
 * @param createdAt when it was created (UTC)
 * @param changedAt when it was last changed (UTC)
 */
public record Opportunity(
        UUID id,
        long version,
        @Nullable ContactId contact,
        @Nullable String contactName,
        @Nullable CompanyId company,
        @Nullable String companyName,
        @Nullable String name,
        @Nullable String notes,
        Stage stage,
        int probability,
        @Nullable BigDecimal amount,
        String currency,
        @Nullable LocalDate expectedOn,
        @Nullable LocalDate closedOn,
        @Nullable String lostReason,
        @Nullable String owner,
        Map<String, Object> freeFields,
        Instant createdAt,
        Instant changedAt) {

    /** Returns the id only: an opportunity holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "Opportunity[" + id + "]";
    }
}
