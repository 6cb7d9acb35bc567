package org.gallra.hold;

import java.time.Instant;
import java.time.LocalDate;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;

/**
 * A hold to be placed.
 *
 * @param contact the contact; either this or the company
 * @param company the company; its contacts are held with it
 * @param ground as in {@link HoldTerms}
 * @param reason as in {@link HoldTerms}
 * @param until as in {@link HoldTerms}
 */
public record HoldDraft(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        @Nullable HoldGround ground,
        @Nullable String reason,
        @Nullable LocalDate until) {

    /** Returns the terms, or refuses the draft and names each field that is wrong. */
    HoldTerms clean(Instant now) {
        Input input = new Input();
        HoldTerms terms = new HoldTerms(ground, reason, until).clean(input, now);
        if ((contact == null) == (company == null)) {
            input.refuse(
                    "contact",
                    new Text(
                            "Ange antingen en kontaktperson eller ett företag.",
                            "Name either a contact or a company."));
        }
        input.check();
        return terms;
    }

    /** Returns the ids only. */
    @Override
    public String toString() {
        return "HoldDraft[" + contact + ", " + company + "]";
    }
}
