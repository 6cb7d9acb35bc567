package org.gallra.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.gallra.api.rule.Brake;
import org.jspecify.annotations.Nullable;

/** Decides whether a run halts. */
final class Brakes {

    private static final int FEWEST_RUNS = 3;
    private static final int FEW = 10;

    private Brakes() {}

    /** Returns the brake with every limit given, noting what is wrong. */
    static Brake clean(@Nullable Brake brake, Input input) {
        Brake given = brake == null ? Brake.USUAL : brake;
        long cap = given.cap() == null ? Objects.requireNonNull(Brake.USUAL.cap()) : given.cap();
        int percent = given.percent() == null ? Objects.requireNonNull(Brake.USUAL.percent()) : given.percent();
        int norm = given.norm() == null ? Objects.requireNonNull(Brake.USUAL.norm()) : given.norm();
        within(input, "brake.cap", cap, 1, 1_000_000);
        within(input, "brake.percent", percent, 1, 100);
        within(input, "brake.norm", norm, 2, 1_000);
        return new Brake(cap, percent, norm);
    }

    private static void within(Input input, String field, long value, long least, long most) {
        if (value < least || value > most) {
            input.refuse(
                    field,
                    new Text(
                            "Ange ett heltal från " + least + " till " + most + ".",
                            "Give a whole number from " + least + " to " + most + "."));
        }
    }

    /**
     * Returns why a run halts, in words; empty if it does not.
     *
     * @param brake with every limit given
     * @param hits how many contacts the run hits
     * @param contacts how many there are
     * @param before how many the last runs hit, in any order
     */
    static List<Text> check(Brake brake, long hits, long contacts, List<Long> before) {
        List<Text> reasons = new ArrayList<>();
        long cap = Objects.requireNonNull(brake.cap());
        int percent = Objects.requireNonNull(brake.percent());
        int norm = Objects.requireNonNull(brake.norm());
        if (hits > cap) {
            reasons.add(new Text(
                    "Bromsad: " + hits + " träffar, och högst " + cap + " är tillåtna per körning.",
                    "Braked: " + hits + " hits, and at most " + cap + " are allowed per run."));
        }
        if (hits * 100 > contacts * percent) {
            reasons.add(new Text(
                    "Bromsad: " + hits + " träffar är mer än " + percent + " % av " + contacts + " kontaktpersoner.",
                    "Braked: " + hits + " hits are more than " + percent + " % of " + contacts + " contacts."));
        }
        if (before.size() >= FEWEST_RUNS && hits > FEW) {
            long usual = median(before);
            if (hits > norm * usual) {
                reasons.add(new Text(
                        "Bromsad: " + hits + " träffar är mer än " + norm + " gånger det vanliga, som är " + usual
                                + ".",
                        "Braked: " + hits + " hits are more than " + norm + " times the usual, which is " + usual
                                + "."));
            }
        }
        return reasons;
    }

    /** The upper one of the two in the middle, so that a rule that mostly hits nobody is not held too short. */
    private static long median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
