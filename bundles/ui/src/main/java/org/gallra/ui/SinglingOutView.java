package org.gallra.ui;

import java.util.List;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.erasure.SinglingOut.Trait;
import org.gallra.api.personaldata.Strategy;

/** What is left of people and can single them out, for the template. */
public record SinglingOutView(SinglingOut found) {

    /** Returns what there is to decide: who is few by it, or a measure that was taken. */
    public List<Trait> shown() {
        return found.traits().stream()
                .filter(t -> t.few() > 0 || (t.taken() && t.measure() != Strategy.KEEP))
                .toList();
    }

    /** Returns how many more traits were counted, by which nobody is few. */
    public long hidden() {
        return found.traits().size() - shown().size();
    }

    /** Returns the measures that are taken and cannot be given up on the page. */
    public List<String> taken() {
        return shown().stream()
                .filter(t -> t.taken() && !canBeGivenUp(t))
                .map(Trait::id)
                .toList();
    }

    /** Tells whether a measure that is taken can be given up: a field that was chosen stays chosen. */
    public boolean canBeGivenUp(Trait trait) {
        return trait.declared();
    }
}
