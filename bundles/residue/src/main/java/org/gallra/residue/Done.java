package org.gallra.residue;

import org.gallra.api.residue.ResidueService.Outcome;
import org.gallra.api.residue.ResidueService.Step;
import org.jspecify.annotations.Nullable;

/**
 * A step that is over.
 *
 * @param job what it did
 * @param table the table, or null if it is about the whole database
 * @param outcome what became of it
 * @param command what an operator runs instead, or null
 */
record Done(
        Job job,
        @Nullable String table,
        Outcome outcome,
        @Nullable String command) {

    Step step() {
        return new Step(job.label(), table, outcome, command);
    }
}
