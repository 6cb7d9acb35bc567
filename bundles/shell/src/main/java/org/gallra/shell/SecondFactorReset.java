package org.gallra.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.SecondFactorService;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:second-factor-reset}: takes the second factor away from a user who has lost the device. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "second-factor-reset",
        description = "Takes the second factor away from a user who has lost the device, and ends the user's logins.")
public final class SecondFactorReset implements Action {

    @Reference
    private SecondFactorService factors;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "user", description = "The login name.", required = true)
    private String user;

    @Override
    public Object execute() {
        access.callAs(Administrator.caller(), () -> {
            factors.reset(user);
            return user;
        });
        session.getConsole().println("The second factor is gone; the next login asks for the password only.");
        return null;
    }
}
