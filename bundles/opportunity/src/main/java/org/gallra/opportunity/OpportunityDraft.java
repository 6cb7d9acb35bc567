package org.gallra.opportunity;

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
 * What a caller writes of an opportunity; whatever is null is empty afterwards, unless it says otherwise.
 *
 * @param contact the contact; this or the company is needed
 * @param company the company; null takes the contact's
 * @param name what it is about; needed; at most 200 characters
 * @param notes free text; at most 8000 characters
 * @param stage how far it has come; null is {@link Stage#NEW}
 * @param probability 0 to 100; null takes that of the stage; WON is always 100 and LOST always 0
 * @param amount what it would bring, without VAT; 0 to 9 999 999 999 999.99
 * @param currency ISO 4217; null is SEK
 * @param expectedOn the day on which a decision is expected
 * @param closedOn the day on which it was won or lost; null takes today, in UTC, if it is
 * @param lostReason why it was lost; only with {@link Stage#LOST}; at most 1000 characters
 * @param owner the login name of the user who works on it; null is the caller; at most 64 characters
 * @param freeFields values of free fields by key; null for a value clears it, what is not named stays
 */
public record OpportunityDraft(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable String name,
        @Nullable String notes,
        @Nullable Stage stage,
        @Nullable Integer probability,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable LocalDate expectedOn,
        @Nullable LocalDate closedOn,
        @Nullable String lostReason,
        @Nullable String owner,
        @Nullable Map<String, @Nullable Object> freeFields) {

    /** Makes a draft that leaves free fields as they are. */
    public OpportunityDraft(
            @Nullable ContactId contact,
            @Nullable CompanyId company,
            @Nullable String name,
            @Nullable String notes,
            @Nullable Stage stage,
            @Nullable Integer probability,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable LocalDate expectedOn,
            @Nullable LocalDate closedOn,
            @Nullable String lostReason,
            @Nullable String owner) {
        this(
                contact,
                company,
                name,
                notes,
                stage,
                probability,
                amount,
                currency,
                expectedOn,
                closedOn,
                lostReason,
                owner,
                null);
    }

    /** Returns the draft trimmed and with its defaults, or refuses it and names each field that is wrong. */
    OpportunityDraft clean(LocalDate today) {
        Input input = new Input();
        Stage at = Objects.requireNonNullElse(stage, Stage.NEW);
        int percent = at.closed() || probability == null ? at.probability() : probability;
        LocalDate closed = input.day("closedOn", closedOn);
        OpportunityDraft clean = new OpportunityDraft(
                contact,
                company,
                input.line("name", name, 200),
                input.lines("notes", notes, 8000),
                at,
                percent,
                input.amount("amount", amount),
                input.currency("currency", currency),
                input.day("expectedOn", expectedOn),
                at.closed() && closed == null ? today : closed,
                input.lines("lostReason", lostReason, 1000),
                input.line("owner", owner, 64),
                freeFields);
        input.require("name", clean.name);
        if (contact == null && company == null) {
            input.refuse(
                    "contact", new Text("Ange en kontaktperson eller ett företag.", "Name a contact or a company."));
        }
        if (percent < 0 || percent > 100) {
            input.refuse("probability", new Text("Ange 0 till 100 procent.", "Give 0 to 100 percent."));
        }
        if (closed != null && !at.closed()) {
            input.refuse(
                    "closedOn",
                    new Text(
                            "Bara en vunnen eller förlorad affärsmöjlighet har en avslutsdag.",
                            "Only an opportunity that is won or lost has a closing day."));
        }
        if (clean.lostReason != null && at != Stage.LOST) {
            input.refuse(
                    "lostReason",
                    new Text("Ange anledningen bara när den är förlorad.", "Give the reason only when it is lost."));
        }
        input.check();
        return clean;
    }

    /** Returns the ids only. */
    @Override
    public String toString() {
        return "OpportunityDraft[" + contact + ", " + company + "]";
    }
}
