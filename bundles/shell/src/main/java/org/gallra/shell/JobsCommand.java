package org.gallra.shell;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.gallra.api.access.AccessControl;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.DeletionService;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.WaitingActs;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:jobs}: lists acts that wait or were cut off, cancels one, or has one go on. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "jobs",
        description = "Lists acts that wait or failed on their way, cancels one that waits, or has one go on.")
public final class JobsCommand implements Action {

    @Reference
    private WaitingActs waiting;

    @Reference
    private AnonymizationService anonymization;

    @Reference
    private DeletionService deletion;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "what", description = "list, cancel or resume", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "cancel", "resume"})
    private String what;

    @Argument(index = 1, name = "plan", description = "The id of the plan, to cancel and resume.")
    private String plan;

    @Option(name = "--accept-gaps", description = "Resumes although something could not be asked.")
    private boolean acceptGaps;

    @Option(name = "--json", description = "Prints one line of JSON for each act.")
    private boolean json;

    @Override
    public Object execute() {
        List<ErasurePlan> acts = access.callAs(Administrator.caller(), () -> switch (what) {
            case "list" -> waiting.list();
            case "cancel" -> List.of(waiting.cancel(id()));
            case "resume" -> List.of(resume(id()));
            default -> throw new IllegalArgumentException("Say list, cancel or resume.");
        });
        acts.forEach(act -> session.getConsole().println(json ? Plans.json(act) : text(act)));
        if (acts.isEmpty() && !json) {
            session.getConsole().println("Nothing waits.");
        }
        return null;
    }

    private UUID id() {
        if (plan == null) {
            throw new IllegalArgumentException("Give the id of a plan; gallra:jobs list shows them.");
        }
        return Plans.id(plan);
    }

    /** What was approved goes on; its digest is that of the plan which was. */
    private ErasurePlan resume(UUID id) {
        ErasurePlan found = Plans.get(anonymization, deletion, id);
        if (found.state() != ErasurePlan.State.FAILED) {
            throw new IllegalArgumentException(
                    "Only an act that failed on its way goes on; this one is " + found.state() + ".");
        }
        return Plans.execute(anonymization, deletion, id, found.digest(), acceptGaps);
    }

    static String text(ErasurePlan act) {
        return String.format(
                Locale.ROOT,
                "%s %s %s, %d contacts, batch %d of %d%s",
                act.id(),
                act.action(),
                act.state(),
                act.contacts(),
                act.batchesDone(),
                act.batches(),
                act.dueAt() == null ? "" : System.lineSeparator() + "    due " + act.dueAt());
    }
}
