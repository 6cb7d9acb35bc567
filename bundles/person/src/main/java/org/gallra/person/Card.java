package org.gallra.person;

import java.time.Instant;
import java.util.List;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.Likeness;
import org.jspecify.annotations.Nullable;

/**
 * Another contact that is, may be or is not the same person.
 *
 * @param contact the other contact
 * @param name its name as shown
 * @param company its company, or null
 * @param companyName the company's name, or null
 * @param reasons why the two are alike now, the strongest first; empty if nothing speaks for it any more
 * @param same what was decided; null if nothing was
 * @param decidedBy who decided; null if nobody did, and for cards that belong together by way of others
 * @param decidedAt when (UTC); null likewise
 */
public record Card(
        ContactId contact,
        String name,
        @Nullable CompanyId company,
        @Nullable String companyName,
        List<Likeness> reasons,
        @Nullable Boolean same,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    /** Copies the list. */
    public Card {
        reasons = List.copyOf(reasons);
    }

    /** Returns the id only. */
    @Override
    public String toString() {
        return "Card[" + contact + "]";
    }
}
