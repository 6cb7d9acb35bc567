package org.gallra.residue;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.residue.ResidueService;
import org.gallra.api.residue.ResidueService.Outcome;
import org.gallra.api.residue.ResidueService.Pending;
import org.gallra.api.residue.ResidueService.Plan;
import org.gallra.api.residue.ResidueService.Run;
import org.gallra.api.residue.ResidueService.Setting;
import org.gallra.api.residue.ResidueService.State;
import org.gallra.api.residue.ResidueService.Step;
import org.gallra.api.residue.ResidueService.When;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What waits for the residue task, its last run, its settings, and the settings of the database; for system administrators. */
@Component
public final class ResiduePage implements UiSettingsPage {

    private final ResidueService residue;

    /** Takes the service. */
    @Activate
    public ResiduePage(@Reference ResidueService residue) {
        this.residue = residue;
    }

    @Override
    public String path() {
        return "database";
    }

    @Override
    public int rank() {
        return 230;
    }

    @Override
    public Menu menu() {
        return Menu.SECURITY;
    }

    @Override
    public Text title() {
        return new Text("Rester i databasen", "Residue in the database");
    }

    @Override
    public String icon() {
        return "eraser";
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        State state = residue.state();
        List<Setting> settings = residue.settings();
        Markup markup = new Markup(out, context.language());
        markup.html("<p class=\"muted\">")
                .text(
                        "Det som har anonymiserats eller raderats syns inte längre, men databasens filer kan ha kvar gamla"
                                + " värden tills sidorna skrivs om. Restkörningen skriver om de tabeller som har berörts och"
                                + " byter loggfil. Medan en tabell skrivs om väntar den som läser den, oftast någon sekund.",
                        "What was anonymized or deleted is no longer seen, but the files of the database may keep old values"
                                + " until their pages are written anew. The residue task writes the tables concerned anew and"
                                + " turns over the log. Whoever reads a table meanwhile waits, mostly for a second or so.")
                .html("</p>");
        waiting(context, state, markup);
        run(context, state, markup);
        settings(context, state.plan(), markup);
        advice(settings, markup);
    }

    private static void waiting(UiContext context, State state, Markup markup) throws IOException {
        heading("waiting", "Väntar på restkörning", "Waiting for the residue task", markup);
        if (state.pending().isEmpty()) {
            markup.html("<p>").text("Ingenting väntar.", "Nothing waits.").html("</p>");
        } else {
            table("waiting", new String[][] {{"Tabell", "Table"}, {"Sedan", "Since"}}, markup);
            for (Pending pending : state.pending()) {
                markup.html("<tr><th scope=\"row\"><code>")
                        .value(pending.table())
                        .html("</code></th>");
                cell("Sedan", "Since", markup)
                        .time(pending.since(), context.zone())
                        .html("</td></tr>");
            }
            markup.html("</tbody></table></div>");
        }
        markup.html("<form method=\"post\" action=\"/ui/x/org.gallra.residue/run\">")
                .hidden(context)
                .html("<button class=\"btn btn-primary mt-2\"" + (state.running() ? " disabled>" : ">"))
                .text("Kör nu", "Run now")
                .html("</button></form></section>");
    }

    private static void run(UiContext context, State state, Markup markup) throws IOException {
        heading("run", "Senaste körning", "Last run", markup);
        Run run = state.run();
        if (run == null) {
            markup.html("<p>").text("Ingen ännu.", "None yet.").html("</p></section>");
            return;
        }
        markup.html("<p class=\"note " + (state.running() ? "info" : run.complete() ? "ok" : "warn")
                        + "\" role=\"status\">")
                .time(run.startedAt(), context.zone())
                .html(", ")
                .value(run.startedBy())
                .html(": ");
        if (state.running()) {
            markup.text("pågår, ", "goes on, ")
                    .value(run.done() + " ")
                    .text("av", "of")
                    .value(" " + run.of())
                    .html(" ")
                    .text("steg är klara.", "steps are done.");
        } else if (run.complete()) {
            markup.text("klar, inget återstår.", "done, nothing is left.");
        } else {
            markup.text("klar, men något återstår:", "done, but something is left:");
        }
        markup.html("</p>");
        if (!run.steps().isEmpty()) {
            table("run", new String[][] {{"Steg", "Step"}, {"Tabell", "Table"}, {"Utfall", "Outcome"}}, markup);
            for (Step step : run.steps()) {
                markup.html("<tr><th scope=\"row\">").text(step.text()).html("</th>");
                cell("Tabell", "Table", markup);
                String table = step.table();
                if (table == null) {
                    markup.text("hela databasen", "the whole database");
                } else {
                    markup.html("<code>").value(table).html("</code>");
                }
                markup.html("</td>");
                outcome(step, markup);
                markup.html("</tr>");
            }
            markup.html("</tbody></table></div>");
        }
        markup.html("</section>");
    }

    private static void outcome(Step step, Markup markup) throws IOException {
        cell("Utfall", "Outcome", markup)
                .html("<span class=\"" + (step.outcome() == Outcome.DONE ? "badge-ok" : "badge-warn") + "\">");
        switch (step.outcome()) {
            case DONE -> markup.text("klart", "done");
            case FAILED -> markup.text("tabellen var upptagen, försöks igen", "the table was in use, tried again");
            case FOR_OPERATOR ->
                markup.text("databasens användare får inte; kör:", "the database's user may not; run:");
        }
        markup.html("</span>");
        command(step.command(), markup);
        markup.html("</td>");
    }

    private static void command(@org.jspecify.annotations.Nullable String command, Markup markup) throws IOException {
        if (command != null) {
            markup.html("<br><code class=\"text-break\">").value(command).html("</code>");
        }
    }

    private static void settings(UiContext context, Plan plan, Markup markup) throws IOException {
        heading("settings", "Inställningar", "Settings", markup);
        markup.html("<form method=\"post\" action=\"/ui/x/org.gallra.residue/settings\">")
                .hidden(context)
                .hidden("version", Long.toString(plan.version()))
                .html("<fieldset><legend class=\"fs-6 fw-bold\">")
                .text("När restkörningen görs", "When the residue task runs")
                .html("</legend>");
        for (When when : When.values()) {
            String id = "when-" + when.name();
            markup.html("<div class=\"form-check\"><input class=\"form-check-input\" type=\"radio\" name=\"when\" id=\""
                            + id + "\" value=\"" + when.name() + "\"")
                    .html(when == plan.when() ? " checked>" : ">")
                    .html("<label class=\"form-check-label\" for=\"" + id + "\">")
                    .text(when.label())
                    .html("</label></div>");
        }
        markup.html("</fieldset><div class=\"mt-3\"><label class=\"form-label\" for=\"hour\">")
                .text("Nattens timme, serverns tid (0–23)", "Hour of the night, the server's time (0–23)")
                .html(
                        "</label><input class=\"form-control w-auto\" type=\"number\" min=\"0\" max=\"23\" required id=\"hour\""
                                + " name=\"hour\" value=\"")
                .value(Integer.toString(plan.hour()))
                .html("\"></div><button class=\"btn btn-primary mt-3\">")
                .text("Spara", "Save")
                .html("</button></form></section>");
    }

    private static void advice(List<Setting> settings, Markup markup) throws IOException {
        heading("advice", "Databasens inställningar", "Settings of the database", markup);
        table(
                "advice",
                new String[][] {
                    {"Inställning", "Setting"}, {"Värde", "Value"}, {"Bör vara", "Should be"}, {"Varför", "Why"}
                },
                markup);
        for (Setting setting : settings) {
            markup.html("<tr><th scope=\"row\"><code class=\"text-break\">")
                    .value(setting.name())
                    .html("</code></th>");
            cell("Värde", "Value", markup)
                    .html("<span class=\"" + (setting.fine() ? "badge-ok" : "badge-warn") + "\">")
                    .value(setting.current())
                    .html("</span></td>");
            cell("Bör vara", "Should be", markup).value(setting.wanted()).html("</td>");
            cell("Varför", "Why", markup).text(setting.why());
            command(setting.command(), markup);
            markup.html("</td></tr>");
        }
        markup.html("</tbody></table></div></section>");
    }

    private static void heading(String id, String sv, String en, Markup markup) throws IOException {
        markup.html("<section class=\"panel\" id=\"" + id + "\" aria-labelledby=\"" + id + "-title\"><h2 id=\"" + id
                        + "-title\">")
                .text(sv, en)
                .html("</h2>");
    }

    private static void table(String id, String[][] heads, Markup markup) throws IOException {
        markup.html("<div class=\"table-wrap\"><table class=\"table cards\" aria-labelledby=\"" + id
                + "-title\"><thead><tr>");
        for (String[] head : heads) {
            markup.html("<th scope=\"col\">").text(head[0], head[1]).html("</th>");
        }
        markup.html("</tr></thead><tbody>");
    }

    private static Markup cell(String sv, String en, Markup markup) throws IOException {
        return markup.html("<td data-label=\"").text(sv, en).html("\">");
    }
}
