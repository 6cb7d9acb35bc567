package org.gallra.shell;

import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.gallra.api.access.AccessControl;
import org.gallra.api.backup.BackupService;
import org.gallra.api.backup.BackupService.Drill;
import org.gallra.api.backup.BackupService.Method;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:restore-drill}: restores the newest backup where nobody looks; fails if it is not what it should be. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "restore-drill",
        description = "Restores the newest backup into a scratch database, counts its rows, and removes it again.")
public final class RestoreDrill implements Action {

    @Reference
    private BackupService backups;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Option(name = "--json", description = "Prints one line of JSON.")
    private boolean json;

    @Override
    public Object execute() {
        Drill drill = access.callAs(Administrator.caller(), backups::drill);
        session.getConsole().println(json ? json(drill) : text(drill));
        if (!drill.passed()) {
            throw new IllegalStateException("The backup " + drill.backup() + " is not what it should be.");
        }
        return null;
    }

    static String text(Drill drill) {
        String how =
                drill.method() == Method.RESTORED ? "restored" : "read; the user may not create a scratch database";
        return String.format(
                Locale.ROOT,
                "%s %s (%s)%n%d tables with %d rows counted%s",
                drill.backup(),
                drill.passed() ? "passed" : "FAILED",
                how,
                drill.tables(),
                drill.rows(),
                drill.passed() ? "" : System.lineSeparator() + "different: " + String.join(", ", drill.differences()));
    }

    static String json(Drill drill) {
        return new Json()
                .add("backup", drill.backup())
                .add("at", drill.at())
                .add("method", drill.method())
                .add("passed", drill.passed())
                .add("tables", drill.tables())
                .add("rows", drill.rows())
                .list("differences", drill.differences())
                .toString();
    }
}
