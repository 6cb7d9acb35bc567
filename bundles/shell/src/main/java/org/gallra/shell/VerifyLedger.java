package org.gallra.shell;

import java.util.Locale;
import java.util.Objects;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.ledger.LedgerService;
import org.gallra.api.ledger.LedgerService.Condition;
import org.gallra.api.ledger.LedgerService.LedgerState;
import org.jspecify.annotations.NullUnmarked;

/**
 * {@code gallra:verify-ledger}: reads all files of the erasure ledger and verifies the whole chain.
 *
 * <p>The shell lets in system administrators only, so whoever can type this is one. Fails if the ledger is not in order.
 */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "verify-ledger",
        description = "Verifies the whole chain of the erasure ledger; fails if it is not in order.")
public final class VerifyLedger implements Action {

    @Reference
    private LedgerService ledger;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Option(name = "--json", description = "Prints one line of JSON.")
    private boolean json;

    @Override
    public Object execute() throws Exception {
        LedgerState state = access.callAs(Administrator.caller(), ledger::verify);
        session.getConsole().println(json ? json(state) : text(state));
        if (state.condition() == Condition.REFUSING) {
            throw new IllegalStateException(
                    Objects.requireNonNull(state.problem()).en());
        }
        return null;
    }

    static String text(LedgerState state) {
        String whole = state.condition() == Condition.REFUSING ? "The ledger is NOT in order" : "The chain is whole";
        return String.format(
                Locale.ROOT,
                "%s: %d entries in %s%nhead     %s%ndatabase %s, which has seen entry %d%s",
                whole,
                state.entries(),
                state.directory(),
                state.head(),
                state.database(),
                state.applied(),
                state.condition() == Condition.BEHIND ? " and is catching up" : "");
    }

    static String json(LedgerState state) {
        Text problem = state.problem();
        return "{\"condition\":\"" + state.condition() + "\",\"problem\":"
                + (problem == null ? "null" : quoted(problem.en())) + ",\"directory\":" + quoted(state.directory())
                + ",\"database\":"
                + (state.database() == null ? "null" : quoted(state.database().toString()))
                + ",\"entries\":" + state.entries() + ",\"head\":\"" + state.head() + "\",\"applied\":"
                + state.applied()
                + ",\"verifiedAt\":\"" + state.verifiedAt() + "\"}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
