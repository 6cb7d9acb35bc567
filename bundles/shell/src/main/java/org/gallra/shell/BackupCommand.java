package org.gallra.shell;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.gallra.api.access.AccessControl;
import org.gallra.api.backup.BackupService;
import org.gallra.api.backup.BackupService.Backup;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:backup}: copies the database while it is in use, or lists the backups. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "backup",
        description =
                "Makes a backup of the database while it is in use. Keys, configuration and the ledger are not in it.")
public final class BackupCommand implements Action {

    @Reference
    private BackupService backups;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "directory", description = "Where it goes; without one, as etc/org.gallra.backup.cfg says.")
    @Completion(FileCompleter.class)
    private String directory;

    @Option(name = "--list", description = "Makes none and lists those in the configured directory.")
    private boolean list;

    @Option(name = "--json", description = "Prints one line of JSON for each backup.")
    private boolean json;

    @Override
    public Object execute() {
        if (list) {
            access.callAs(Administrator.caller(), backups::list).forEach(this::print);
            return null;
        }
        print(access.callAs(
                Administrator.caller(),
                () -> directory == null
                        ? backups.create()
                        : backups.create(Path.of(directory).toAbsolutePath())));
        return null;
    }

    private void print(Backup backup) {
        session.getConsole().println(json ? json(backup) : text(backup));
    }

    static String text(Backup backup) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %d tables, %d rows, %d bytes%nledger entry %d, drill %s",
                backup.name(),
                backup.database(),
                backup.tables(),
                backup.rows(),
                backup.bytes(),
                backup.ledgerEntry(),
                backup.drill() == null ? "none" : backup.drill().passed() ? "passed" : "FAILED");
    }

    static String json(Backup backup) {
        return new Json()
                .add("name", backup.name())
                .add("takenAt", backup.takenAt())
                .add("database", backup.database())
                .add("version", backup.version())
                .add("ledgerEntry", backup.ledgerEntry())
                .add("ledgerHead", backup.ledgerHead())
                .add("tables", backup.tables())
                .add("rows", backup.rows())
                .add("bytes", backup.bytes())
                .add(
                        "drillPassed",
                        backup.drill() == null ? null : backup.drill().passed())
                .toString();
    }
}
