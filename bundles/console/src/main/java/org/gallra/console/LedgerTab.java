package org.gallra.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.ledger.LedgerService;
import org.gallra.api.ledger.LedgerService.LedgerState;

/** The ledger of erasures, and its checker. */
final class LedgerTab implements Tab {

    private final LedgerService ledger;

    LedgerTab(LedgerService ledger) {
        this.ledger = ledger;
    }

    @Override
    public String path() {
        return "ledger";
    }

    @Override
    public Text label() {
        return new Text("Raderingslogg", "Ledger");
    }

    @Override
    public void show(HttpServletRequest request, Html html) {
        LedgerState state = ledger.state();
        html.heading("Raderingslogg", "Ledger of erasures");
        if (state.problem() != null) {
            html.warning(state.problem());
        } else {
            html.note(new Text("Kedjan är hel.", "The chain is whole."));
        }
        html.table(
                        "Läge",
                        "State",
                        "Poster",
                        "Entries",
                        "I databasen",
                        "In the database",
                        "Kontrollerad (UTC)",
                        "Verified (UTC)",
                        "Katalog",
                        "Directory")
                .raw("<tr>")
                .cell(state.condition().name())
                .cell(Long.toString(state.entries()))
                .cell(Long.toString(state.applied()))
                .cell(state.verifiedAt().toString())
                .cell(state.directory())
                .raw("</tr>")
                .endTable();
        html.form(path(), Map.of()).submit("verify", "Kontrollera kedjan", "Verify the chain");
    }

    @Override
    public String act(String act, HttpServletRequest request, HttpServletResponse response) {
        ledger.verify();
        return "";
    }
}
