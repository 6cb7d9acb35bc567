package org.gallra.sale;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * Something that was sold.
 *
 * @param id the public id
 * @param version raised at each change; the ETag
 * @param contact the contact, or null if it concerns the company only
 * @param contactName the contact's name, or its placeholder if it is anonymized
 * @param company the company, or null
 * @param companyName the company's name
 * @param orderNumber the number of the order
 * @param invoiceNumber the number of the invoice
 * @param description what was sold; null only after an anonymization
 * @param notes free text
 * @param documents the names of documents, one per line
 * @param amount what it brought, without VAT, in the currency; negative for a credit
 * @param currency the currency (ISO 4217)
 * @param soldOn the day of the sale
 * @param owner the login name of the user who sold it
 * @param freeFields the values of free fields by key, in the order of the form
 * @param createdAt when it was created (UTC)
 * @param changedAt when it was last changed (UTC)
 */
public record Sale(
        UUID id,
        long version,
        @Nullable ContactId contact,
        @Nullable String contactName,
        @Nullable CompanyId company,
        @Nullable String companyName,
        @Nullable String orderNumber,
        @Nullable String invoiceNumber,
        @Nullable String description,
        @Nullable String notes,
        @Nullable String documents,
        BigDecimal amount,
        String currency,
        LocalDate soldOn,
        @Nullable String owner,
        Map<String, Object> freeFields,
        Instant createdAt,
        Instant changedAt) {

    /** Returns the id only: a sale holds personal data and must not end up in a log. */
    @Override
    public String toString() {
        return "Sale[" + id + "]";
    }
}
