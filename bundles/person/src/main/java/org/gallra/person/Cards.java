package org.gallra.person;

import java.util.List;

/**
 * What is known about the other cards of one contact; each list is ordered by name.
 *
 * @param confirmed the same person
 * @param proposed alike, and nobody has decided; at most fifty, those with the strongest reason
 * @param declined not the same person
 */
public record Cards(List<Card> confirmed, List<Card> proposed, List<Card> declined) {

    /** Copies the lists. */
    public Cards {
        confirmed = List.copyOf(confirmed);
        proposed = List.copyOf(proposed);
        declined = List.copyOf(declined);
    }
}
