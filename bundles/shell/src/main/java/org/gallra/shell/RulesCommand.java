package org.gallra.shell;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
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
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RulePreviews;
import org.gallra.api.rule.RulePreviews.Preview;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.RuleRuns;
import org.gallra.api.rule.RuleService;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:rules}: lists the rules, counts what one would do, or approves what one proposes. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "rules",
        description = "Lists the rules with what they propose, previews one, or approves a proposal.")
public final class RulesCommand implements Action {

    @Reference
    private RuleService rules;

    @Reference
    private RulePreviews previews;

    @Reference
    private RuleRuns runs;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "what", description = "list, preview or approve", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"list", "preview", "approve"})
    private String what;

    @Argument(index = 1, name = "rule", description = "The id of the rule, to preview and approve.")
    private String rule;

    @Argument(index = 2, name = "digest", description = "The digest of the proposed plan as list shows it, to approve.")
    private String digest;

    @Option(name = "--accept-gaps", description = "Approves although something could not be asked.")
    private boolean acceptGaps;

    @Option(name = "--json", description = "Prints one line of JSON, for each rule in a list.")
    private boolean json;

    @Override
    public Object execute() {
        access.callAs(Administrator.caller(), () -> {
            switch (what) {
                case "list" -> rules.list().forEach(this::list);
                case "preview" -> preview(previews.preview(id()));
                case "approve" -> approve();
                default -> throw new IllegalArgumentException("Say list, preview or approve.");
            }
            return what;
        });
        return null;
    }

    private UUID id() {
        if (rule == null) {
            throw new IllegalArgumentException("Give the id of a rule; gallra:rules list shows them.");
        }
        return Plans.id(rule);
    }

    private void list(Rule each) {
        RuleRun run = each.lastRun();
        boolean proposed = run != null && run.state() == RuleRun.State.PROPOSED;
        ErasurePlan plan =
                proposed ? runs.get(each.id(), Objects.requireNonNull(run).id()).plan() : null;
        session.getConsole().println(json ? json(each, plan) : text(each, plan));
    }

    private void preview(Preview preview) {
        session.getConsole().println(json ? json(preview) : text(preview));
    }

    private void approve() {
        RuleRun run = rules.get(id()).lastRun();
        if (run == null || run.state() != RuleRun.State.PROPOSED || digest == null) {
            throw new IllegalArgumentException(
                    "Give a rule that proposes something, and the digest that gallra:rules list shows.");
        }
        RuleRuns.Details done = runs.approve(id(), run.id(), digest, acceptGaps);
        session.getConsole()
                .println(
                        json
                                ? new Json()
                                        .add("run", done.run().id())
                                        .add("state", done.run().state())
                                        .add("receipt", done.run().receipt())
                                        .toString()
                                : done.run().state() + ", receipt " + done.run().receipt());
    }

    static String text(Rule rule, ErasurePlan proposed) {
        RuleRun run = rule.lastRun();
        String line = String.format(
                Locale.ROOT,
                "%s %s, %s, %s%n    %s",
                rule.id(),
                rule.enabled() ? "on" : "off",
                rule.action(),
                rule.dryRun() ? "dry run" : rule.mode().toString(),
                run == null ? "never ran" : "last run " + run.state() + " hits " + run.hits());
        return proposed == null
                ? line
                : line + ", proposes " + proposed.contacts() + " contacts" + System.lineSeparator() + "    digest "
                        + proposed.digest();
    }

    static String json(Rule rule, ErasurePlan proposed) {
        RuleRun run = rule.lastRun();
        return new Json()
                .add("id", rule.id())
                .add("enabled", rule.enabled())
                .add("action", rule.action())
                .add("mode", rule.mode())
                .add("dryRun", rule.dryRun())
                .add("words", rule.words())
                .add("problem", rule.problem())
                .add("lastState", run == null ? null : run.state())
                .add("lastHits", run == null ? null : run.hits())
                .add("proposedContacts", proposed == null ? null : proposed.contacts())
                .add("digest", proposed == null ? null : proposed.digest())
                .toString();
    }

    static String text(Preview preview) {
        ErasurePlan plan = preview.plan();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s%n%d of %d contacts%s",
                Lines.fold(preview.words().en()),
                preview.hits(),
                preview.contacts(),
                preview.lastHits() == null ? "" : ", the last run hit " + preview.lastHits()));
        preview.brake()
                .forEach(why ->
                        text.append(System.lineSeparator()).append("brake: ").append(why.en()));
        return plan == null ? text.toString() : text + System.lineSeparator() + Plans.text(plan);
    }

    static String json(Preview preview) {
        ErasurePlan plan = preview.plan();
        return new Json()
                .add("words", preview.words())
                .add("hits", preview.hits())
                .add("contacts", preview.contacts())
                .add("lastHits", preview.lastHits())
                .list("brake", preview.brake())
                .add("plan", plan == null ? null : plan.id())
                .add("digest", plan == null ? null : plan.digest())
                .toString();
    }
}
