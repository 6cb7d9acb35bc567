package org.gallra.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorCalls.Trouble;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.personaldata.Strategy;

/** Which bundles hold what, in which tables, and which do not account for it; who was slow or failed. */
final class CoverageTab implements Tab {

    private final PersonalDataRegister register;
    private final ContributorCalls calls;

    CoverageTab(PersonalDataRegister register, ContributorCalls calls) {
        this.register = register;
        this.calls = calls;
    }

    @Override
    public String path() {
        return "coverage";
    }

    @Override
    public Text label() {
        return new Text("Täckning", "Coverage");
    }

    @Override
    public void show(HttpServletRequest request, Html html) {
        List<Contributor> all = register.snapshot().contributors();
        long missing = all.stream()
                .filter(c -> c.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR)
                .count();
        html.heading("Täckning", "Coverage");
        if (missing == 0) {
            html.note(new Text(
                    "Alla tillägg redovisar sina personuppgifter.", "All bundles account for their personal data."));
        } else {
            html.warning(
                    new Text(
                            missing
                                    + " tillägg redovisar inte sina personuppgifter: utdrag och raderingar är inte fullständiga.",
                            missing
                                    + " bundles do not account for their personal data: extracts and erasures are not complete."));
        }
        html.table(
                "Tillägg", "Bundle", "Läge", "State", "Redovisning", "Accounting", "Personuppgifter", "Personal data");
        for (Contributor contributor : all) {
            html.raw("<tr><td>")
                    .text(contributor.name())
                    .raw("<br><small>")
                    .text(contributor.bundle() + " " + contributor.version())
                    .raw("</small></td>")
                    .cell(presence(contributor.presence()))
                    .raw("<td>")
                    .text(accounting(contributor.accounting()))
                    .raw("<ul>");
            contributor
                    .reasons()
                    .forEach(reason -> html.raw("<li>").text(reason).raw("</li>"));
            html.raw("</ul></td><td>");
            declared(html, contributor.records(), contributor.stores(), false);
            html.raw("</td></tr>");
        }
        html.endTable();
        troubles(html);
    }

    /** Writes what a bundle declares: each record type and store, its fields behind a click unless they are open. */
    static void declared(Html html, List<RecordDeclaration> records, List<StoreDeclaration> stores, boolean open) {
        String details = open ? "<details open><summary>" : "<details><summary>";
        for (RecordDeclaration record : records) {
            html.raw(details)
                    .text(record.label())
                    .text(" (" + record.table() + ", ")
                    .text(count(record.fields().size()))
                    .raw(")</summary>");
            fields(html, record.fields());
            html.raw("</details>");
        }
        for (StoreDeclaration store : stores) {
            html.raw(details)
                    .text(store.label())
                    .text(" (")
                    .text(store.kind().label())
                    .raw(")</summary>");
            fields(html, store.fields());
            html.raw("</details>");
        }
        if (records.isEmpty() && stores.isEmpty()) {
            html.text("Inga", "None");
        }
    }

    private static Text count(int fields) {
        return new Text(fields + " fält", fields == 1 ? "1 field" : fields + " fields");
    }

    private static void fields(Html html, List<FieldDeclaration> fields) {
        html.raw("<ul>");
        for (FieldDeclaration field : fields) {
            html.raw("<li>")
                    .text(field.label())
                    .text(" (" + field.column() + "): ")
                    .text(field.category().label())
                    .text(", ")
                    .text(becomes(field.strategy()));
            if (field.strategy() != Strategy.KEEP) {
                html.text(
                        field.mandatory()
                                ? new Text(", alltid", ", always")
                                : new Text(", om det väljs", ", if chosen"));
            }
            html.raw("</li>");
        }
        html.raw("</ul>");
    }

    /** Says what becomes of a field when a person is anonymized. */
    private static Text becomes(Strategy strategy) {
        return switch (strategy) {
            case CLEAR -> new Text("rensas", "is cleared");
            case LABEL -> new Text("ersätts", "is replaced");
            case TOKEN -> new Text("ersätts med ett slumpvärde", "is replaced by a random value");
            case MONTH -> new Text("bara månaden blir kvar", "only the month stays");
            case YEAR -> new Text("bara året blir kvar", "only the year stays");
            case BUCKET -> new Text("avrundas", "is rounded");
            case UNLINK -> new Text("kopplingen tas bort", "the link is removed");
            case DELETE_ROW -> new Text("hela raden tas bort", "the whole row is removed");
            case KEEP -> new Text("behålls", "is kept");
        };
    }

    private void troubles(Html html) {
        List<Trouble> troubles = calls.troubles();
        html.heading("Fel och tidsgränser", "Errors and time-outs");
        if (troubles.isEmpty()) {
            html.paragraph("Inga sedan starten.", "None since the start.");
            return;
        }
        html.table(
                "Tillägg",
                "Bundle",
                "Tjänst",
                "Service",
                "Problem",
                "Problem",
                "Gånger",
                "Times",
                "Senast (UTC)",
                "Last (UTC)");
        for (Trouble trouble : troubles) {
            html.raw("<tr>")
                    .cell(trouble.bundle())
                    .cell(trouble.service())
                    .cell(trouble.problem() + " " + trouble.detail())
                    .cell(Long.toString(trouble.times()))
                    .cell(trouble.last().toString())
                    .raw("</tr>");
        }
        html.endTable();
    }

    /** Returns the tables of records, each once, in their order. */
    static String tables(List<RecordDeclaration> records) {
        return records.stream().map(RecordDeclaration::table).distinct().collect(Collectors.joining(", "));
    }

    static Text presence(Contributor.Presence presence) {
        return switch (presence) {
            case ACTIVE -> new Text("I drift", "Running");
            case STOPPED -> new Text("Stoppat", "Stopped");
            case DEPARTED -> new Text("Borttaget, uppgifterna finns kvar", "Removed, its data is still there");
        };
    }

    static Text accounting(Contributor.Accounting accounting) {
        return switch (accounting) {
            case COMPLETE -> new Text("Redovisad", "Complete");
            case HOLDS_NOTHING -> new Text("Har inga personuppgifter", "Holds nothing");
            case NOT_ACCOUNTED_FOR -> new Text("INTE redovisad", "NOT accounted for");
        };
    }
}
