package org.gallra.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.UserService;
import org.jspecify.annotations.NullUnmarked;

/** Completes login names. */
@NullUnmarked
@Service
public final class UserCompleter implements Completer {

    @Reference
    private UserService users;

    @Reference
    private AccessControl access;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(access.callAs(Administrator.caller(), users::list).stream()
                        .map(UserService.User::userName)
                        .toList())
                .complete(session, line, candidates);
    }
}
