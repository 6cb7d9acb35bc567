package org.gallra.sale;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;

/**
 * What a caller writes of a sale; whatever is null is empty afterwards, unless it says otherwise.
 *
 * @param contact the contact; this or the company is needed
 * @param company the company; null takes the contact's
 * @param orderNumber the number of the order; at most 64 characters
 * @param invoiceNumber the number of the invoice; at most 64 characters
 * @param description what was sold; needed; at most 200 characters
 * @param notes free text; at most 8000 characters
 * @param documents the names of documents, one per line; at most 2000 characters
 * @param amount what it brought, without VAT; needed; negative for a credit
 * @param currency ISO 4217; null is SEK
 * @param soldOn the day of the sale; null is today, in UTC; not in the future
 * @param owner the login name of the user who sold it; null is the caller; at most 64 characters
 * @param freeFields values of free fields by key; null for a value clears it, what is not named stays
 */
public record SaleDraft(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable String orderNumber,
        @Nullable String invoiceNumber,
        @Nullable String description,
        @Nullable String notes,
        @Nullable String documents,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable LocalDate soldOn,
        @Nullable String owner,
        @Nullable Map<String, @Nullable Object> freeFields) {

    /** Makes a draft that leaves free fields as they are. */
    public SaleDraft(
            @Nullable ContactId contact,
            @Nullable CompanyId company,
            @Nullable String orderNumber,
            @Nullable String invoiceNumber,
            @Nullable String description,
            @Nullable String notes,
            @Nullable String documents,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable LocalDate soldOn,
            @Nullable String owner) {
        this(
                contact,
                company,
                orderNumber,
                invoiceNumber,
                description,
                notes,
                documents,
                amount,
                currency,
                soldOn,
                owner,
                null);
    }

    /** Returns the draft trimmed and with its defaults, or refuses it and names each field that is wrong. */
    SaleDraft clean(LocalDate today) {
        Input input = new Input();
        SaleDraft clean = new SaleDraft(
                contact,
                company,
                input.line("orderNumber", orderNumber, 64),
                input.line("invoiceNumber", invoiceNumber, 64),
                input.line("description", description, 200),
                input.lines("notes", notes, 8000),
                input.lines("documents", documents, 2000),
                input.amount("amount", amount),
                input.currency("currency", currency),
                input.day("soldOn", Objects.requireNonNullElse(soldOn, today)),
                input.line("owner", owner, 64),
                freeFields);
        input.require("description", clean.description);
        input.require("amount", clean.amount);
        if (contact == null && company == null) {
            input.refuse(
                    "contact", new Text("Ange en kontaktperson eller ett företag.", "Name a contact or a company."));
        }
        // it is tomorrow already east of here
        if (clean.soldOn != null && clean.soldOn.isAfter(today.plusDays(1))) {
            input.refuse(
                    "soldOn",
                    new Text(
                            "Det som är sålt kan inte ligga i framtiden. Det som väntas är en affärsmöjlighet.",
                            "What is sold cannot lie in the future. What is expected is an opportunity."));
        }
        input.check();
        return clean;
    }

    /** Returns the ids only. */
    @Override
    public String toString() {
        return "SaleDraft[" + contact + ", " + company + "]";
    }
}
