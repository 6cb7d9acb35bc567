package org.gallra.shell;

import java.nio.file.Path;
import java.util.List;
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
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.addon.AddOn;
import org.gallra.api.addon.AddOnPreview;
import org.gallra.api.addon.AddOnService;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:add-ons}: what a vendor's bundle would bring, putting it into service, taking it away. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "add-ons",
        description =
                "Lists vendors' bundles; looks at one (file), installs it (file, digest), removes it (symbolic name).")
public final class AddOnsCommand implements Action {

    @Reference
    private AddOnService addOns;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "what", description = "list, look, install or remove", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "look", "install", "remove"})
    private String what;

    @Argument(index = 1, name = "bundle", description = "The file of a bundle, or the symbolic name of one in service.")
    private String bundle;

    @Argument(index = 2, name = "digest", description = "The SHA-256 that look has printed.")
    private String digest;

    @Option(name = "--json", description = "Prints one line of JSON for each bundle.")
    private boolean json;

    @Override
    public Object execute() {
        switch (what) {
            case "list" -> access.callAs(Administrator.caller(), addOns::list).forEach(this::print);
            case "look" -> {
                AddOnPreview preview =
                        access.callAs(Administrator.caller(), () -> addOns.preview(Path.of(needed(bundle, "file"))));
                session.getConsole().println(json ? json(preview) : text(preview));
            }
            case "install" -> {
                access.callAs(Administrator.caller(), () -> {
                    addOns.install(Path.of(needed(bundle, "file")), needed(digest, "digest"));
                    return true;
                });
                session.getConsole().println("The server installs it within seconds. See gallra:add-ons list");
            }
            case "remove" -> {
                access.callAs(Administrator.caller(), () -> {
                    addOns.remove(needed(bundle, "symbolic name"));
                    return true;
                });
                session.getConsole()
                        .println("The server removes it within seconds. Its data stays: see gallra:departed list");
            }
            default -> throw new IllegalArgumentException("Say list, look, install or remove.");
        }
        return null;
    }

    private static String needed(String given, String name) {
        if (given == null) {
            throw new IllegalArgumentException("Give the " + name + " too.");
        }
        return given;
    }

    private void print(AddOn addOn) {
        session.getConsole()
                .println(
                        json
                                ? new Json()
                                        .add("bundle", addOn.bundle())
                                        .add("version", addOn.version())
                                        .add("running", addOn.running())
                                        .toString()
                                : addOn.bundle() + " " + addOn.version() + (addOn.running() ? "" : " (not started)"));
    }

    static String json(AddOnPreview preview) {
        return new Json()
                .add("bundle", preview.bundle())
                .add("version", preview.version())
                .add("before", preview.before())
                .add("digest", preview.digest())
                .add("holdsNothing", preview.nothing())
                .list("records", ids(preview.records()))
                .list("stores", preview.stores().stream().map(s -> s.id()).toList())
                .add("migrates", preview.migrates())
                .list("changes", english(preview.changes()))
                .list("left", ids(preview.left()))
                .list("problems", english(preview.problems()))
                .toString();
    }

    static String text(AddOnPreview preview) {
        StringBuilder text = new StringBuilder(preview.bundle() + " " + preview.version());
        if (preview.before() != null) {
            text.append(" in place of ").append(preview.before());
        }
        preview.problems().forEach(problem -> line(text, "PROBLEM: " + problem.en()));
        if (preview.nothing() != null) {
            line(text, "holds no personal data: " + preview.nothing().en());
        }
        preview.records()
                .forEach(record -> line(
                        text,
                        record.label().en() + " (" + record.table() + "): "
                                + record.fields().stream().map(f -> f.column()).collect(Collectors.joining(", "))));
        preview.stores().forEach(store -> line(text, store.label().en() + " (store)"));
        line(text, preview.migrates() ? "makes or changes tables when it starts" : "makes no tables");
        preview.changes().forEach(change -> line(text, "changes: " + change.en()));
        preview.left().forEach(left -> line(text, "declared no more, rows stay: " + left.table()));
        line(text, "digest " + preview.digest());
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(System.lineSeparator()).append("    ").append(line);
    }

    private static List<String> ids(List<RecordDeclaration> records) {
        return records.stream().map(RecordDeclaration::id).toList();
    }

    private static List<String> english(List<Text> texts) {
        return texts.stream().map(Text::en).toList();
    }
}
