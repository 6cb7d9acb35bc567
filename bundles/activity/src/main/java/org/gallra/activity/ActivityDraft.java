package org.gallra.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;

/**
 * What a caller writes of an activity; whatever is null is empty afterwards.
 *
 * @param type what kind of thing; needed
 * @param contact the contact; this or the company is needed
 * @param company the company; null takes the contact's
 * @param subject what it is about; needed; at most 200 characters
 * @param notes free text; at most 8000 characters
 * @param place where it takes place; at most 200 characters
 * @param outcome what came of it; at most 1000 characters
 * @param dueAt when it is planned for
 * @param doneAt when it was done; not in the future
 * @param owner the login name of the user who does it; null is the caller; at most 64 characters
 * @param freeFields values of free fields by key; null for a value clears it, what is not named stays
 */
public record ActivityDraft(
        @Nullable ActivityType type,
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable String subject,
        @Nullable String notes,
        @Nullable String place,
        @Nullable String outcome,
        @Nullable Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable String owner,
        @Nullable Map<String, @Nullable Object> freeFields) {

    /** Makes a draft that leaves free fields as they are. */
    public ActivityDraft(
            @Nullable ActivityType type,
            @Nullable ContactId contact,
            @Nullable CompanyId company,
            @Nullable String subject,
            @Nullable String notes,
            @Nullable String place,
            @Nullable String outcome,
            @Nullable Instant dueAt,
            @Nullable Instant doneAt,
            @Nullable String owner) {
        this(type, contact, company, subject, notes, place, outcome, dueAt, doneAt, owner, null);
    }

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Returns the draft trimmed, or refuses it and names each field that is wrong. */
    ActivityDraft clean(Instant now) {
        Input input = new Input();
        ActivityDraft clean = new ActivityDraft(
                type,
                contact,
                company,
                input.line("subject", subject, 200),
                input.lines("notes", notes, 8000),
                input.line("place", place, 200),
                input.lines("outcome", outcome, 1000),
                input.time("dueAt", dueAt),
                input.time("doneAt", doneAt),
                input.line("owner", owner, 64),
                freeFields);
        input.require("type", type);
        input.require("subject", clean.subject);
        if (contact == null && company == null) {
            input.refuse(
                    "contact", new Text("Ange en kontaktperson eller ett företag.", "Name a contact or a company."));
        }
        if (clean.doneAt != null && clean.doneAt.isAfter(now.plus(CLOCK_SKEW))) {
            input.refuse(
                    "doneAt",
                    new Text(
                            "Det som är gjort kan inte ligga i framtiden. Ange dueAt för det som är planerat.",
                            "What is done cannot lie in the future. Use dueAt for what is planned."));
        }
        input.check();
        return clean;
    }

    /** Returns the ids only. */
    @Override
    public String toString() {
        return "ActivityDraft[" + contact + ", " + company + "]";
    }
}
