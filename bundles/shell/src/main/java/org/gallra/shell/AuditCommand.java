package org.gallra.shell;

import java.util.List;
import java.util.Locale;
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
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.audit.AuditTrail;
import org.gallra.api.audit.AuditTrail.Entry;
import org.gallra.api.audit.AuditTrail.Query;
import org.gallra.api.audit.AuditTrail.State;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:audit}: lists the newest entries of the audit log, or verifies its chain; fails if that is broken. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "audit",
        description = "Lists the newest entries of the audit log, or verifies its chain.")
public final class AuditCommand implements Action {

    @Reference
    private AuditTrail trail;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "what", description = "list or verify", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "verify"})
    private String what;

    @Option(name = "--json", description = "Prints one line of JSON for each entry, or for the state.")
    private boolean json;

    @Option(name = "--limit", description = "How many entries to list, 1 to 200.")
    private int limit = 20;

    @Override
    public Object execute() throws Exception {
        switch (what) {
            case "verify" -> verify();
            case "list" -> list();
            default -> throw new IllegalArgumentException("Say list or verify.");
        }
        return null;
    }

    private void verify() {
        State state = access.callAs(Administrator.caller(), trail::verify);
        session.getConsole().println(json ? json(state) : text(state));
        Text problem = state.problem();
        if (problem != null) {
            throw new IllegalStateException(problem.en());
        }
    }

    private void list() {
        Query query = new Query(null, null, null, null, null, null, null, Math.max(1, Math.min(200, limit)));
        List<Entry> entries =
                access.callAs(Administrator.caller(), () -> trail.list(query)).items();
        entries.forEach(entry -> session.getConsole().println(json ? json(entry) : text(entry)));
    }

    static String text(State state) {
        return String.format(
                Locale.ROOT,
                "%s: %d entries from number %d%nhead %s",
                state.problem() == null ? "The chain is whole" : "The chain is BROKEN",
                state.entries(),
                state.first(),
                state.head());
    }

    static String text(Entry entry) {
        String record = entry.type() == null ? "" : " " + entry.type() + " " + entry.record();
        return String.format(
                Locale.ROOT,
                "%s %-12s %-28s%s %s",
                entry.at(),
                entry.user() == null ? "-" : entry.user(),
                entry.act(),
                record,
                counts(entry.counts(), " ", "="));
    }

    static String json(State state) {
        Text problem = state.problem();
        return "{\"problem\":" + (problem == null ? "null" : quoted(problem.en())) + ",\"entries\":" + state.entries()
                + ",\"first\":" + state.first() + ",\"head\":\"" + state.head() + "\",\"keptYears\":"
                + state.keptYears()
                + ",\"verifiedAt\":" + quoted(state.verifiedAt()) + "}";
    }

    static String json(Entry entry) {
        return "{\"id\":\"" + entry.id() + "\",\"number\":" + entry.number() + ",\"at\":\"" + entry.at()
                + "\",\"user\":"
                + quoted(entry.user()) + ",\"act\":\"" + entry.act() + "\",\"kind\":\"" + entry.kind() + "\",\"type\":"
                + quoted(entry.type()) + ",\"record\":" + quoted(entry.record()) + ",\"counts\":{"
                + entry.counts().entrySet().stream()
                        .map(e -> quoted(e.getKey()) + ":" + e.getValue())
                        .collect(Collectors.joining(","))
                + "},\"details\":["
                + entry.details().stream().map(AuditCommand::quoted).collect(Collectors.joining(",")) + "]}";
    }

    private static String counts(Map<String, Long> counts, String between, String is) {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + is + e.getValue())
                .collect(Collectors.joining(between));
    }

    private static String quoted(Object text) {
        return text == null
                ? "null"
                : "\"" + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
