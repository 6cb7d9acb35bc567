package org.gallra.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.gallra.api.access.AccessControl;
import org.gallra.api.residue.ResidueService;
import org.gallra.api.residue.ResidueService.State;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:residue}: begins a run of the residue task. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "residue",
        description = "Writes the tables anew in which something was erased, and turns over the log of the database.")
public final class ResidueCommand implements Action {

    @Reference
    private ResidueService residue;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        State state = access.callAs(Administrator.caller(), residue::begin);
        session.getConsole()
                .println("The residue task runs; tables that wait: "
                        + state.pending().size());
        return null;
    }
}
