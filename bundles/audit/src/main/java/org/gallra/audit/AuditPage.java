package org.gallra.audit;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.audit.AuditKind;
import org.gallra.api.audit.AuditTrail.Entry;
import org.gallra.api.audit.AuditTrail.Query;
import org.gallra.api.audit.AuditTrail.State;
import org.gallra.api.rest.Keyset;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The audit log for system administrators: search, verification, export and how long entries are kept. */
@Component
public final class AuditPage implements UiSettingsPage {

    /** The parameters of the address. No login name is among them: {@link #BY} is an entry of that user. */
    static final String KIND = "kind";

    static final String BY = "by";
    static final String FROM = "from";
    static final String THROUGH = "through";
    static final String RECORD = "record";

    /** What stands for a user of whom there is no entry. */
    static final String NOBODY = "nobody";

    /** What the id of a record looks like. */
    static final String ID = "[0-9a-f-]{36}";

    private static final int SIZE = 50;

    private static final List<Text> HEADS = List.of(
            new Text("Tid", "Time"),
            new Text("Vad", "What"),
            new Text("Vem", "Who"),
            new Text("Post", "Record"),
            new Text("Omfattning", "Extent"));

    private final SqlAuditTrail trail;

    /** Takes the log. */
    @Activate
    public AuditPage(@Reference SqlAuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public String path() {
        return "log";
    }

    @Override
    public int rank() {
        return 305;
    }

    @Override
    public Menu menu() {
        return Menu.SECURITY;
    }

    @Override
    public Text title() {
        return new Text("Granskningslogg", "Audit log");
    }

    @Override
    public String icon() {
        return "journal-text";
    }

    /** What the address asks for. */
    private record Asked(
            PageAddress address,
            @Nullable String kind,
            @Nullable String by,
            @Nullable LocalDate from,
            @Nullable LocalDate through,
            @Nullable String record,
            @Nullable String cursor) {

        static Asked of(UiContext context, Map<String, String> parameters) {
            PageAddress address = PageAddress.of(context.path());
            for (String name : List.of(KIND, BY, FROM, THROUGH, RECORD)) {
                address = address.with(name, parameters.get(name));
            }
            return new Asked(
                    address,
                    kind(parameters.get(KIND)),
                    parameters.get(BY),
                    day(parameters.get(FROM)),
                    day(parameters.get(THROUGH)),
                    parameters.get(RECORD),
                    parameters.get(Markup.CURSOR));
        }

        private static @Nullable String kind(@Nullable String kind) {
            return kind != null
                            && Arrays.stream(AuditKind.values())
                                    .anyMatch(k -> k.name().equals(kind))
                    ? kind
                    : null;
        }

        private static @Nullable LocalDate day(@Nullable String day) {
            try {
                return FormInput.day("day", day);
            } catch (GallraException e) {
                return null;
            }
        }
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        Asked asked = Asked.of(context, parameters);
        String user = asked.by() == null ? null : trail.userOf(asked.by());
        // nobody has that name: what was asked for is empty
        String shown = asked.by() != null && user == null ? "-" : user;
        Page<Entry> page = page(asked, shown, context.zone());
        State state = trail.state();
        Markup markup = new Markup(out, context.language());
        markup.html("<p class=\"muted\">")
                .text(
                        "Här står vem som gjort vad som måste kunna redovisas: raderingar, utdrag, regler, stopp,"
                                + " behörigheter, inställningar och inloggningar. Loggen innehåller inga uppgifter om"
                                + " kontaktpersoner, och varje post är kedjad till den före.",
                        "Who did what must be answered for: erasures, extracts, rules, holds, rights, settings and logins."
                                + " The log holds nothing about contacts, and each entry is chained to the one before.")
                .html("</p>");
        if ("checked".equals(parameters.get("done"))) {
            verified(state, markup);
        } else if (state.problem() != null) {
            problem(state.problem(), markup);
        }
        markup.stale(parameters);
        search(context, asked, user, markup);
        entries(context, asked, page, markup);
        chain(context, asked, state, markup);
    }

    private Page<Entry> page(Asked asked, @Nullable String user, ZoneId zone) {
        Instant from =
                asked.from() == null ? null : asked.from().atStartOfDay(zone).toInstant();
        Instant before = asked.through() == null
                ? null
                : asked.through().plusDays(1).atStartOfDay(zone).toInstant();
        AuditKind kind = asked.kind() == null ? null : AuditKind.valueOf(asked.kind());
        return Keyset.orFirst(
                asked.cursor(), c -> trail.list(new Query(from, before, user, kind, null, asked.record(), c, SIZE)));
    }

    private static void problem(Text problem, Markup markup) throws IOException {
        markup.html("<p class=\"note danger\" role=\"alert\">").text(problem).html("</p>");
    }

    private static void verified(State state, Markup markup) throws IOException {
        if (state.problem() != null) {
            problem(state.problem(), markup);
            return;
        }
        markup.html("<p class=\"note ok\" role=\"status\" id=\"verified\">")
                .text("Kedjan är hel: ", "The chain is whole: ")
                .number(state.entries())
                .text(" poster är kontrollerade.", " entries were verified.")
                .html("</p>");
    }

    private static void search(UiContext context, Asked asked, @Nullable String user, Markup markup)
            throws IOException {
        markup.html("<section class=\"panel\" aria-labelledby=\"search-title\"><h2 id=\"search-title\">")
                .text("Sök", "Search")
                .html(
                        "</h2><form class=\"row g-2 align-items-end\" method=\"post\" action=\"/ui/x/org.gallra.audit/search\">")
                .hidden(context);
        label("kind", "Slag", "Kind", "col-12 col-md-3", markup);
        markup.select(
                        "kind",
                        KIND,
                        asked.kind() == null ? "" : asked.kind(),
                        Arrays.stream(AuditKind.values())
                                .map(kind -> new Choice(kind.name(), kind.label()))
                                .toList(),
                        new Text("Alla", "All"))
                .html("</div>");
        label("user", "Användarnamn", "User name", "col-12 col-md-3", markup);
        input("user", "text", user == null ? "" : user, markup);
        label("from", "Från och med", "From", "col-6 col-md-2", markup);
        input("from", "date", asked.from() == null ? "" : asked.from().toString(), markup);
        label("through", "Till och med", "Through", "col-6 col-md-2", markup);
        input("through", "date", asked.through() == null ? "" : asked.through().toString(), markup);
        label("record", "Postens id", "Id of the record", "col-12 col-md-4", markup);
        input("record", "text", asked.record() == null ? "" : asked.record(), markup);
        markup.html("<div class=\"col-12 col-md-auto\"><button class=\"btn btn-primary\">")
                .text("Sök", "Search")
                .html("</button> ");
        if (!asked.address().query().isEmpty()) {
            markup.html("<a class=\"btn btn-secondary\" href=\"")
                    .value(context.path())
                    .html("\">")
                    .text("Visa allt", "Show all")
                    .html("</a>");
        }
        markup.html("</div></form></section>");
    }

    private static void label(String id, String sv, String en, String width, Markup markup) throws IOException {
        markup.html("<div class=\"")
                .value(width)
                .html("\"><label class=\"form-label\" for=\"")
                .value(id)
                .html("\">")
                .text(sv, en)
                .html("</label>");
    }

    private static void input(String id, String type, String value, Markup markup) throws IOException {
        markup.html("<input class=\"form-control\" maxlength=\"100\" autocomplete=\"off\" type=\"")
                .value(type)
                .html("\" id=\"")
                .value(id)
                .html("\" name=\"")
                .value(id)
                .html("\" value=\"")
                .value(value)
                .html("\"></div>");
    }

    private static void entries(UiContext context, Asked asked, Page<Entry> page, Markup markup) throws IOException {
        if (page.items().isEmpty()) {
            markup.empty("entries", new Text("Inga poster motsvarar sökningen.", "No entries match the search."));
            return;
        }
        markup.table("entries", new Text("Granskningslogg", "Audit log"), HEADS);
        for (Entry entry : page.items()) {
            row(context, entry, markup);
        }
        markup.endTable().pager(asked.address(), asked.cursor(), page.next());
    }

    private static void row(UiContext context, Entry entry, Markup markup) throws IOException {
        markup.html("<tr><th scope=\"row\" class=\"nowrap\">").time(entry.at(), context.zone());
        if (entry.number() != null) {
            markup.html("<div class=\"small text-body-secondary fw-normal\">")
                    .text("nr ", "no. ")
                    .number(entry.number())
                    .html("</div>");
        }
        markup.html("</th>").cell(HEADS.get(1)).text(entry.label());
        markup.html("<div class=\"small text-body-secondary\">")
                .text(entry.kind().label())
                .html("</div></td>");
        markup.cell(HEADS.get(2));
        who(context, entry, markup);
        markup.html("</td>").cell(HEADS.get(3));
        if (entry.type() != null && entry.record() != null) {
            markup.text(Names.type(entry.type())).html(" ");
            record(context, entry.record(), markup);
        }
        markup.html("</td>").cell(HEADS.get(4)).value(Names.counts(entry.counts(), context.language()));
        if (!entry.details().isEmpty()) {
            details(entry.details(), markup);
        }
        markup.html("</td></tr>");
    }

    private static void who(UiContext context, Entry entry, Markup markup) throws IOException {
        if (entry.user() == null) {
            markup.text("okänd", "unknown");
        } else if (entry.user().equals("system")) {
            markup.text("systemet", "the system");
        } else {
            markup.link(
                    PageAddress.of(context.path())
                            .with(BY, entry.id().toString())
                            .toString(),
                    entry.user());
        }
    }

    private static void details(List<String> details, Markup markup) throws IOException {
        if (details.size() < 4) {
            markup.html("<div class=\"small text-break\">");
            for (int i = 0; i < details.size(); i++) {
                markup.html(i == 0 ? "" : ", ").text(word(details.get(i)));
            }
            markup.html("</div>");
            return;
        }
        markup.html("<details class=\"small\"><summary>")
                .text(details.size() + " fält", details.size() + " fields")
                .html("</summary><span class=\"text-break\">")
                .value(String.join(", ", details))
                .html("</span></details>");
    }

    /** Returns a role or a right in words; names of fields are what they are. */
    private static Text word(String detail) {
        for (Role role : Role.values()) {
            if (detail.equals("role." + role)) {
                return role.label();
            }
        }
        return detail.equals("granted." + Permission.DELETE)
                ? new Text("får ta bort", "may delete")
                : Text.same(detail);
    }

    /** Ids are long: the first eight characters tell them apart. A login name stands in no address. */
    private static void record(UiContext context, String record, Markup markup) throws IOException {
        if (record.matches(ID)) {
            markup.link(PageAddress.of(context.path()).with(RECORD, record).toString(), record.substring(0, 8));
        } else {
            markup.html("<span class=\"text-break\">").value(record).html("</span>");
        }
    }

    private void chain(UiContext context, Asked asked, State state, Markup markup) throws IOException {
        markup.html(
                        "<section class=\"panel mt-3\" id=\"chain\" aria-labelledby=\"chain-title\"><h2 id=\"chain-title\">")
                .text("Kedjan", "The chain")
                .html("</h2><p>")
                .number(state.entries())
                .text(" poster, från nummer ", " entries, from number ")
                .number(state.first())
                .html(". ");
        if (state.verifiedAt() != null) {
            markup.text("Senast kontrollerad ", "Verified last ")
                    .time(state.verifiedAt(), context.zone())
                    .html(". ");
        }
        markup.text("Sista kontrollvärdet: ", "Last hash: ")
                .html("<code class=\"text-break\">")
                .value(state.head())
                .html("</code></p><form method=\"post\" action=\"/ui/x/org.gallra.audit/verification\">")
                .hidden(context)
                .html("<button class=\"btn btn-primary\">")
                .text("Kontrollera kedjan", "Verify the chain")
                .html("</button> <a class=\"btn btn-secondary\" href=\"")
                .value(file(context, asked))
                .html("\">")
                .text("Hämta som CSV", "Download as CSV")
                .html("</a></form><form class=\"mt-3\" method=\"post\" action=\"/ui/x/org.gallra.audit/settings\">")
                .hidden(context)
                .hidden("version", Long.toString(state.version()))
                .html("<label class=\"form-label\" for=\"keptYears\">")
                .text("Så många år sparas poster (tomt: alltid)", "How many years entries are kept (empty: always)")
                .html(
                        "</label><div class=\"d-flex gap-2\"><input class=\"form-control w-auto\" type=\"number\" min=\"1\""
                                + " max=\"30\" id=\"keptYears\" name=\"keptYears\" value=\"")
                .value(state.keptYears() == null ? "" : state.keptYears().toString())
                .html("\"><button class=\"btn btn-secondary\">")
                .text("Spara", "Save")
                .html("</button></div></form></section>");
    }

    private static String file(UiContext context, Asked asked) {
        ZoneId zone = context.zone();
        return PageAddress.of("/api/v1/audit/file")
                .with("lang", context.language().getLanguage())
                .with("kind", asked.kind())
                .with("by", asked.by())
                .with("record", asked.record())
                .with(
                        "from",
                        asked.from() == null
                                ? null
                                : asked.from().atStartOfDay(zone).toInstant().toString())
                .with(
                        "before",
                        asked.through() == null
                                ? null
                                : asked.through()
                                        .plusDays(1)
                                        .atStartOfDay(zone)
                                        .toInstant()
                                        .toString())
                .toString();
    }
}
