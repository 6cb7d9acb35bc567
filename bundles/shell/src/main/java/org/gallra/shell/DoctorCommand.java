package org.gallra.shell;

import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.gallra.api.access.AccessControl;
import org.gallra.api.backup.BackupService;
import org.gallra.api.backup.BackupService.Condition;
import org.gallra.api.backup.BackupService.Drill;
import org.gallra.api.residue.ResidueService;
import org.gallra.api.residue.ResidueService.Pending;
import org.gallra.api.residue.ResidueService.Setting;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:doctor}: lists what an operator should set: what keeps copies of erased values, and backups. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "doctor",
        description =
                "Lists settings that keep copies of what was erased, what waits for the residue task, and the state of backups.")
public final class DoctorCommand implements Action {

    @Reference
    private ResidueService residue;

    @Reference
    private BackupService backups;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        List<Setting> settings = access.callAs(Administrator.caller(), residue::settings);
        settings.forEach(setting -> session.getConsole().println(text(setting)));
        List<Pending> pending =
                access.callAs(Administrator.caller(), () -> residue.state().pending());
        session.getConsole()
                .println(
                        pending.isEmpty()
                                ? "No table waits for the residue task."
                                : "Waiting for the residue task (gallra:residue): "
                                        + String.join(
                                                ", ",
                                                pending.stream()
                                                        .map(Pending::table)
                                                        .toList()));
        session.getConsole().println(text(backups.condition()));
        return null;
    }

    static String text(Condition condition) {
        Drill drill = condition.lastDrill();
        return (condition.scheduled()
                        ? "ok   backups are made every day"
                        : "SET  no backup is made by itself: daily in etc/org.gallra.backup.cfg")
                + "; newest "
                + (condition.lastBackup() == null ? "none" : condition.lastBackup())
                + ", last drill "
                + (drill == null ? "none" : (drill.passed() ? "passed " : "FAILED ") + drill.at());
    }

    static String text(Setting setting) {
        String line = String.format(
                Locale.ROOT, "%-4s %s = %s", setting.fine() ? "ok" : "SET", setting.name(), setting.current());
        if (setting.fine()) {
            return line;
        }
        String command = setting.command();
        return line + ", should be " + setting.wanted() + ". " + setting.why().en()
                + (command == null ? "" : System.lineSeparator() + "     " + command);
    }
}
