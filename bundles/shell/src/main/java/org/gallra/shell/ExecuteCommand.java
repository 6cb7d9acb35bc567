package org.gallra.shell;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.gallra.api.access.AccessControl;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.DeletionService;
import org.gallra.api.erasure.ErasurePlan;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:execute}: executes a plan as it was shown. It cannot be undone. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "execute",
        description = "Executes a plan by its digest, as gallra:plan showed it. It cannot be undone.")
public final class ExecuteCommand implements Action {

    @Reference
    private AnonymizationService anonymization;

    @Reference
    private DeletionService deletion;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "plan", description = "The id of the plan.", required = true)
    private String plan;

    @Argument(index = 1, name = "digest", description = "The digest of the plan as it was shown.", required = true)
    private String digest;

    @Option(name = "--accept-gaps", description = "Goes on although something could not be asked; the receipt says so.")
    private boolean acceptGaps;

    @Option(name = "--json", description = "Prints one line of JSON.")
    private boolean json;

    @Override
    public Object execute() {
        UUID id = Plans.id(plan);
        ErasurePlan done = access.callAs(
                Administrator.caller(), () -> Plans.execute(anonymization, deletion, id, digest, acceptGaps));
        session.getConsole().println(json ? Plans.json(done) : Plans.text(done));
        return null;
    }
}
