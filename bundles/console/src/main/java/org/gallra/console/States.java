package org.gallra.console;

import org.gallra.api.Text;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.rule.RuleRun;

/** How far acts and runs of rules have come, in words. */
final class States {

    private States() {}

    static Text of(ErasurePlan.State state) {
        return switch (state) {
            case PLANNED -> new Text("Planerad", "Planned");
            case WAITING -> new Text("Väntar på att genomföras", "Waits to be executed");
            case CANCELLED -> new Text("Avbruten", "Cancelled");
            case RUNNING -> new Text("Pågår", "Running");
            case DONE -> new Text("Genomförd", "Done");
            case FAILED -> new Text("Misslyckades", "Failed");
            case EXPIRED -> new Text("För gammal", "Too old");
        };
    }

    static Text of(RuleRun.State state) {
        return switch (state) {
            case RUNNING -> new Text("pågår", "running");
            case NOBODY -> new Text("inga träffar", "no hits");
            case DRY_RUN -> new Text("provkörd", "dry run");
            case PROPOSED -> new Text("väntar på beslut", "waits for a decision");
            case WAITING -> new Text("väntar på att genomföras", "waits to be executed");
            case DONE -> new Text("genomförd", "done");
            case DECLINED -> new Text("avböjd", "declined");
            case REPLACED -> new Text("ersatt", "replaced");
            case HALTED -> new Text("stoppad", "halted");
            case REFUSED -> new Text("vägrade köra", "refused to run");
            case FAILED -> new Text("misslyckades", "failed");
        };
    }
}
