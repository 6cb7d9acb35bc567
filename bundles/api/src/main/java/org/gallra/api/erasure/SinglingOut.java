package org.gallra.api.erasure;

import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.personaldata.Strategy;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is left of people after an anonymization and can single them out, with what can be done about it (PRIVACY.md e11).
 * Groups are counted and never named.
 *
 * @param plan the digest of the plan for which it was counted
 * @param limit the smallest group that is large enough
 * @param people how many people the plan is about
 * @param smallest the smallest group among all traits; 0 if nothing is left that could single anybody out
 * @param traits what is left, those that single out most people first
 */
@ProviderType
public record SinglingOut(String plan, int limit, long people, long smallest, List<Trait> traits) {

    /** Copies the list. */
    public SinglingOut {
        traits = List.copyOf(traits);
    }

    /**
     * One column whose values stay, whole or coarser. A group are the people in the whole table who have the same value.
     *
     * @param id the id of the field or of what is declared as {@code @SinglesOut}: name it to have the measure taken
     * @param label its name
     * @param record the record's id
     * @param recordLabel the record's name
     * @param left what the act does to it: KEEP if nothing
     * @param measure what can be done: the measure, or for a field that was not chosen its own strategy; KEEP if nothing can
     * @param taken whether the measure is part of the plan
     * @param declared whether it is declared as {@code @SinglesOut}, so that the measure can be given up again; otherwise it is a
     *     field with a strategy of its own
     * @param people how many of the plan's people have a value
     * @param smallest the smallest group that one of them is in; 0 if nobody has a value any more
     * @param alone how many of them are in a group of one
     * @param few how many of them are in a group below the limit
     */
    @ProviderType
    public record Trait(
            String id,
            Text label,
            String record,
            Text recordLabel,
            Strategy left,
            Strategy measure,
            boolean taken,
            boolean declared,
            long people,
            long smallest,
            long alone,
            long few) {}
}
