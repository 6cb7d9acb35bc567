package org.gallra.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.RuleRuns;
import org.gallra.api.rule.RuleService;
import org.jspecify.annotations.Nullable;

/** What was ordered and waits or runs, and the rules with their last run. Nothing here names a person. */
final class ActsTab implements Tab {

    private static final String PLAN = "plan";
    private static final String RULE = "rule";

    private final WaitingActs waiting;
    private final RuleService rules;
    private final RuleRuns runs;

    ActsTab(WaitingActs waiting, RuleService rules, RuleRuns runs) {
        this.waiting = waiting;
        this.rules = rules;
        this.runs = runs;
    }

    @Override
    public String path() {
        return "acts";
    }

    @Override
    public Text label() {
        return new Text("Åtgärder och regler", "Acts and rules");
    }

    @Override
    public void show(HttpServletRequest request, Html html) {
        html.heading("Beställt", "Ordered");
        List<ErasurePlan> ordered = waiting.list();
        if (ordered.isEmpty()) {
            html.paragraph("Inget väntar.", "Nothing waits.");
        } else {
            html.table(
                    "Åtgärd",
                    "Act",
                    "Kontaktpersoner",
                    "Contacts",
                    "Läge",
                    "State",
                    "Omgångar",
                    "Batches",
                    "Utförs (UTC)",
                    "Due (UTC)",
                    "Beställd av",
                    "Ordered by",
                    "",
                    "");
            for (ErasurePlan plan : ordered) {
                html.raw("<tr>")
                        .cell(plan.action().label())
                        .cell(Long.toString(plan.contacts()))
                        .cell(States.of(plan.state()))
                        .cell(plan.batchesDone() + " / " + plan.batches())
                        .cell(Objects.toString(plan.dueAt(), ""))
                        .cell(plan.requestedBy())
                        .raw("<td>");
                if (plan.state() == ErasurePlan.State.WAITING) {
                    html.form(path(), Map.of(PLAN, plan.id().toString())).submit("cancel", "Avbryt", "Cancel");
                }
                html.raw("</td></tr>");
            }
            html.endTable();
        }
        html.heading("Regler", "Rules");
        List<Rule> all = rules.list();
        if (all.isEmpty()) {
            html.paragraph("Det finns inga regler.", "There are no rules.");
            return;
        }
        html.table(
                "Regel",
                "Rule",
                "Gör",
                "Does",
                "Läge",
                "Mode",
                "Nästa (UTC)",
                "Next (UTC)",
                "Senaste körning",
                "Last run",
                "",
                "");
        for (Rule rule : all) {
            html.raw("<tr><td>")
                    .text(rule.name())
                    .raw("<br><small>")
                    .text(rule.words())
                    .raw("</small></td>")
                    .cell(rule.action().label())
                    .raw("<td>")
                    .text(rule.enabled() ? rule.mode().label() : new Text("Avstängd", "Switched off"))
                    .text(rule.dryRun() ? ", provkörs" : "", rule.dryRun() ? ", dry run" : "")
                    .raw("</td>")
                    .cell(rule.next().isEmpty() ? "" : rule.next().get(0).toString())
                    .raw("<td>");
            if (rule.problem() != null) {
                html.warning(rule.problem());
            }
            run(html, rule.lastRun());
            html.raw("</td><td>");
            html.form(path(), Map.of(RULE, rule.id().toString())).submit("run", "Kör nu", "Run now");
            html.raw("</td></tr>");
        }
        html.endTable();
    }

    private void run(Html html, @Nullable RuleRun run) {
        if (run == null) {
            return;
        }
        html.text(run.startedAt() + " ").text(States.of(run.state()));
        if (run.hits() != null) {
            html.text(": ").text(run.hits() + " träffar", run.hits() + " hits");
        }
        run.notes().forEach(note -> html.raw("<br><small>").text(note).raw("</small>"));
        ErasurePlan plan = run.state() == RuleRun.State.PROPOSED
                ? runs.get(run.rule(), run.id()).plan()
                : null;
        if (plan != null) {
            Map<String, String> key =
                    Map.of(RULE, run.rule().toString(), "run", run.id().toString(), "digest", plan.digest());
            html.raw("<br>")
                    .text(
                            plan.contacts() + " kontaktpersoner, "
                                    + plan.excluded().size() + " hinder, "
                                    + plan.gaps().size() + " luckor",
                            plan.contacts() + " contacts, " + plan.excluded().size() + " hindered, "
                                    + plan.gaps().size() + " gaps");
            html.form(path(), key)
                    .raw("<label><input type='checkbox' name='understood' value='yes' required> ")
                    .text("Det kan inte ångras", "It cannot be undone")
                    .raw("</label> ")
                    .submit("approve", "Godkänn", "Approve");
            html.form(path(), key).submit("decline", "Avslå", "Decline");
        }
    }

    @Override
    public String act(String act, HttpServletRequest request, HttpServletResponse response) {
        switch (act) {
            case "cancel" -> waiting.cancel(id(request, PLAN));
            case "run" -> runs.start(id(request, RULE));
            case "decline" -> runs.decline(id(request, RULE), id(request, "run"));
            case "approve" -> {
                if (!"yes".equals(request.getParameter("understood"))) {
                    throw GallraException.invalid(
                            "understood",
                            new Text("Kryssa i att det inte kan ångras.", "Tick that it cannot be undone."));
                }
                runs.approve(
                        id(request, RULE),
                        id(request, "run"),
                        Objects.requireNonNullElse(request.getParameter("digest"), ""),
                        false);
            }
            default -> throw GallraException.invalid("act", new Text("Okänd knapp.", "Unknown button."));
        }
        return "";
    }

    private static UUID id(HttpServletRequest request, String name) {
        try {
            return UUID.fromString(Objects.requireNonNullElse(request.getParameter(name), ""));
        } catch (IllegalArgumentException e) {
            throw GallraException.notFound(new Text("Det finns inte.", "There is no such thing."));
        }
    }
}
