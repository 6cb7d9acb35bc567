package org.gallra.shell;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:coverage}: lists what each bundle accounts for; fails if one does not. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "coverage",
        description = "Lists the bundles with what they declared to hold; fails if one is not accounted for.")
public final class CoverageCommand implements Action {

    @Reference
    private PersonalDataRegister register;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Option(name = "--json", description = "Prints one line of JSON for each bundle.")
    private boolean json;

    @Override
    public Object execute() {
        List<Contributor> all =
                access.callAs(Administrator.caller(), () -> register.snapshot().contributors());
        all.forEach(c -> session.getConsole().println(json ? json(c) : text(c)));
        if (all.stream().anyMatch(c -> c.accounting() == Accounting.NOT_ACCOUNTED_FOR)) {
            throw new IllegalStateException("Not every bundle is accounted for; no erasure is complete.");
        }
        return null;
    }

    static String text(Contributor bundle) {
        String line = String.format(
                Locale.ROOT,
                "%-40s %-17s %-8s %3d types %4d fields",
                bundle.bundle(),
                bundle.accounting(),
                bundle.presence(),
                bundle.records().size() + bundle.stores().size(),
                fields(bundle));
        return bundle.accounting() == Accounting.NOT_ACCOUNTED_FOR
                ? line
                        + bundle.reasons().stream()
                                .map(reason -> System.lineSeparator() + "    " + reason.en())
                                .collect(Collectors.joining())
                : line;
    }

    static String json(Contributor bundle) {
        return new Json()
                .add("bundle", bundle.bundle())
                .add("version", bundle.version())
                .add("accounting", bundle.accounting())
                .add("presence", bundle.presence())
                .add("types", bundle.records().size() + bundle.stores().size())
                .add("fields", fields(bundle))
                .list("reasons", bundle.reasons().stream().map(Text::en).toList())
                .toString();
    }

    private static int fields(Contributor bundle) {
        return bundle.records().stream().mapToInt(r -> r.fields().size()).sum()
                + bundle.stores().stream().mapToInt(s -> s.fields().size()).sum();
    }
}
