package org.gallra.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.residue.ResidueService;
import org.gallra.api.residue.ResidueService.Setting;
import org.gallra.api.residue.ResidueService.State;

/** The database: settings that an erasure takes, and the task that writes tables anew. */
final class ResidueTab implements Tab {

    private final ResidueService residue;

    ResidueTab(ResidueService residue) {
        this.residue = residue;
    }

    @Override
    public String path() {
        return "database";
    }

    @Override
    public Text label() {
        return new Text("Databas", "Database");
    }

    @Override
    public void show(HttpServletRequest request, Html html) {
        State state = residue.state();
        html.heading("Rester efter raderingar", "Residue of erasures");
        html.raw("<p>")
                .text("Körs: ", "Runs: ")
                .text(state.plan().when().label())
                .text(". ")
                .text(
                        state.pending().size() + " tabeller väntar.",
                        state.pending().size() + " tables wait.")
                .raw("</p>");
        if (state.running()) {
            html.note(new Text("Uppgiften pågår. Läs om sidan.", "The task runs. Load the page again."));
        } else {
            html.form(path(), Map.of()).submit("begin", "Kör nu", "Run now");
        }
        html.heading("Databasens inställningar", "Settings of the database");
        html.table("Inställning", "Setting", "Nu", "Now", "Bör vara", "Should be", "Varför", "Why");
        for (Setting setting : residue.settings()) {
            html.raw(setting.fine() ? "<tr>" : "<tr class='ui-state-error'>")
                    .cell(setting.name())
                    .cell(setting.current())
                    .cell(setting.wanted())
                    .cell(setting.why())
                    .raw("</tr>");
        }
        html.endTable();
        html.raw("<p><a href='/system/health?tags=*&amp;format=html'>")
                .text("Hälsokontroller", "Health checks")
                .raw("</a></p>");
    }

    @Override
    public String act(String act, HttpServletRequest request, HttpServletResponse response) {
        residue.begin();
        return "";
    }
}
