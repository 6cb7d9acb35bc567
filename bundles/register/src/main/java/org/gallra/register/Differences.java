package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasurePlan.ContributorState;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasurePlan.StorePlan;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/** Says what differs between two counts of one plan. */
final class Differences {

    private Differences() {}

    /** Says in words what is different now; empty if nothing is. */
    static List<Text> between(PlanBody before, PlanBody now) {
        List<Text> differences = new ArrayList<>(bundles(before, now));
        for (RecordPlan record : now.records()) {
            RecordPlan old = before.records().stream()
                    .filter(r -> r.record().equals(record.record()))
                    .findFirst()
                    .orElse(null);
            if (old == null || asItIs(record)) {
                continue;
            }
            if (old.related() != record.related()) {
                differences.add(new Text(
                        record.label().sv() + ": " + old.related() + " i förhandsgranskningen, " + record.related()
                                + " nu",
                        record.label().en() + ": " + old.related() + " in the preview, " + record.related() + " now"));
            } else if (!Objects.equals(
                    before.fingerprints().get(record.record()),
                    now.fingerprints().get(record.record()))) {
                differences.add(new Text(
                        record.label().sv() + ": uppgifter har ändrats",
                        record.label().en() + ": values have changed"));
            }
        }
        for (StorePlan store : now.stores()) {
            before.stores().stream()
                    .filter(s -> s.store().equals(store.store()))
                    .filter(s -> !Objects.equals(s.items(), store.items()))
                    .forEach(s -> differences.add(new Text(
                            store.label().sv() + ": " + shown(s.items(), "okänt antal") + " i förhandsgranskningen, "
                                    + shown(store.items(), "okänt antal") + " nu",
                            store.label().en() + ": " + shown(s.items(), "an unknown number") + " in the preview, "
                                    + shown(store.items(), "an unknown number") + " now")));
        }
        return differences;
    }

    /** Whether an anonymization leaves such rows as they are whatever is chosen, such as the note that an extract was made. */
    private static boolean asItIs(RecordPlan record) {
        return !record.fields().isEmpty() && record.fields().stream().allMatch(f -> f.strategy() == Strategy.KEEP);
    }

    private static String shown(@Nullable Long number, String unknown) {
        return number == null ? unknown : number.toString();
    }

    /** Says in words which bundles came, went or changed. */
    private static List<Text> bundles(PlanBody before, PlanBody now) {
        List<Text> differences = new ArrayList<>();
        if (before.register().equals(now.register())) {
            return differences;
        }
        for (ContributorState state : now.contributors()) {
            ContributorState old = find(before, state.bundle());
            if (old == null) {
                differences.add(new Text(
                        "Tillägget " + state.bundle() + " har tillkommit",
                        "The bundle " + state.bundle() + " has come"));
            } else if (!old.equals(state)) {
                differences.add(new Text(
                        "Tillägget " + state.bundle() + " har ändrats (" + state.presence() + ", " + state.version()
                                + ")",
                        "The bundle " + state.bundle() + " has changed (" + state.presence() + ", " + state.version()
                                + ")"));
            }
        }
        before.contributors().stream()
                .filter(c -> find(now, c.bundle()) == null)
                .forEach(c -> differences.add(
                        new Text("Tillägget " + c.bundle() + " är borta", "The bundle " + c.bundle() + " is gone")));
        if (differences.isEmpty()) {
            differences.add(new Text("En deklaration har ändrats", "A declaration has changed"));
        }
        return differences;
    }

    private static @Nullable ContributorState find(PlanBody body, String bundle) {
        return body.contributors().stream()
                .filter(c -> c.bundle().equals(bundle))
                .findFirst()
                .orElse(null);
    }
}
