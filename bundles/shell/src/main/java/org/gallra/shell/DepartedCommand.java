package org.gallra.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.Contributor.Presence;
import org.gallra.api.personaldata.DepartedBundles;
import org.gallra.api.personaldata.DepartedBundles.Erased;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:departed}: decides about the data that removed bundles have left. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "departed",
        description =
                "Lists removed bundles whose data is still there; keeps it until a day, hands it over as a ZIP, or erases it.")
public final class DepartedCommand implements Action {

    @Reference
    private PersonalDataRegister register;

    @Reference
    private DepartedBundles departed;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "what", description = "list, keep, hand-over or erase", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "keep", "hand-over", "erase"})
    private String what;

    @Argument(index = 1, name = "bundle", description = "Its symbolic name.")
    private String bundle;

    @Argument(index = 2, name = "value", description = "keep: the day, as 2027-05-31; hand-over: the file to write.")
    private String value;

    @Option(name = "--yes", description = "erase: says that it cannot be undone.")
    private boolean yes;

    @Option(name = "--json", description = "Prints one line of JSON for each bundle.")
    private boolean json;

    @Override
    public Object execute() {
        return access.callAs(Administrator.caller(), () -> {
            switch (what) {
                case "list" -> list();
                case "keep" -> departed.keepUntil(needed(bundle, "bundle"), LocalDate.parse(needed(value, "day")));
                case "hand-over" -> handOver(needed(bundle, "bundle"), Path.of(needed(value, "file")));
                case "erase" -> erase(needed(bundle, "bundle"));
                default -> throw new IllegalArgumentException("Say list, keep, hand-over or erase.");
            }
            return null;
        });
    }

    private static String needed(String given, String name) {
        if (given == null) {
            throw new IllegalArgumentException("Give the " + name + " too.");
        }
        return given;
    }

    private void list() {
        for (Contributor gone : register.snapshot().contributors()) {
            if (gone.presence() == Presence.DEPARTED) {
                Map<String, Long> rows = departed.rows(gone.bundle());
                String until = gone.departure() == null
                        ? null
                        : gone.departure().keepUntil().toString();
                session.getConsole()
                        .println(
                                json
                                        ? new Json()
                                                .add("bundle", gone.bundle())
                                                .add("version", gone.version())
                                                .add("keepUntil", until)
                                                .list("tables", List.copyOf(rows.keySet()))
                                                .add("rows", total(rows))
                                                .toString()
                                        : gone.bundle() + " " + gone.version() + ": " + tables(rows)
                                                + (until == null ? "; nobody has decided" : "; kept until " + until));
            }
        }
    }

    private static long total(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String tables(Map<String, Long> rows) {
        return rows.entrySet().stream()
                .map(table -> table.getKey() + " (" + table.getValue() + (table.getValue() == 1 ? " row)" : " rows)"))
                .collect(Collectors.joining(", "));
    }

    /** Writes a new file that only its owner may read: it is full of personal data. */
    private void handOver(String name, Path file) {
        departed.check(name);
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                departed.handOver(name, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file must be new, in a directory that is there.", e);
        }
        session.getConsole()
                .println("Written. The file is full of personal data: remove it when it has been handed over.");
    }

    private void erase(String name) {
        departed.check(name);
        if (!yes) {
            throw new IllegalArgumentException(
                    "It cannot be undone. To erase the data say gallra:departed --yes erase " + name);
        }
        Erased erased = departed.erase(name);
        session.getConsole().println("Erased: " + erased.rows() + " rows");
    }
}
