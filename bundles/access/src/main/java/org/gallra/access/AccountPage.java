package org.gallra.access;

import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gallra.access.IntegrationTokens.Token;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a user sets for herself: the second factor, logins in force, tokens for integrations. */
@Component
public final class AccountPage implements UiSettingsPage {

    static final String ADDRESS = "/ui/settings/org.gallra.access/account";

    private static final String FORMS = "/ui/x/org.gallra.access/";

    private static final List<Text> TOKEN_HEADS = List.of(
            new Text("Namn", "Name"),
            new Text("Rättigheter", "Rights"),
            new Text("Gäller till", "Good until"),
            new Text("Senast använd", "Last used"),
            new Text("Återkalla", "Revoke"));

    private final Logins logins;
    private final SecondFactors factors;
    private final IntegrationTokens tokens;

    /** Takes the services. */
    @Activate
    public AccountPage(
            @Reference Logins logins, @Reference SecondFactors factors, @Reference IntegrationTokens tokens) {
        this.logins = logins;
        this.factors = factors;
        this.tokens = tokens;
    }

    @Override
    public String path() {
        return "account";
    }

    @Override
    public int rank() {
        return 100;
    }

    @Override
    public Menu menu() {
        return Menu.ACCOUNT;
    }

    @Override
    public Permission permission() {
        return Permission.READ;
    }

    @Override
    public Text title() {
        return new Text("Mitt konto", "My account");
    }

    @Override
    public String icon() {
        return "person-badge";
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        String user = context.caller().userName();
        Optional<String> fresh = tokens.shownOnce(user);
        Markup markup = new Markup(out, context.language());
        wrong(parameters, markup);
        factor(context, factors.state(user), markup);
        logins(context, logins.inForce(user), markup);
        tokens(context, tokens.list(user), fresh, markup);
    }

    private static void wrong(Map<String, String> parameters, Markup markup) throws IOException {
        String wrong = parameters.getOrDefault("wrong", "");
        Text text =
                switch (wrong) {
                    case "password" ->
                        new Text("Fel lösenord. Inget ändrades.", "Wrong password. Nothing was changed.");
                    case "code" ->
                        new Text(
                                "Koden stämmer inte eller är redan använd. Vänta på nästa kod i appen.",
                                "The code is wrong or was used already. Wait for the next one of the app.");
                    default -> null;
                };
        if (text != null) {
            markup.html("<p class=\"note danger\" role=\"alert\">").text(text).html("</p>");
        }
    }

    private static void factor(UiContext context, SecondFactors.State state, Markup markup) throws IOException {
        heading("factor", "Tvåfaktorsinloggning", "Two-factor login", markup);
        SecondFactors.Enrolment pending = state.pending();
        if (state.on()) {
            on(context, state, markup);
        } else if (pending != null) {
            pending(context, pending, markup);
        } else {
            markup.html("<p>")
                    .text(
                            "Av. När den är på frågar inloggningen också efter en kod som en app i din telefon visar.",
                            "Off. When it is on, the login also asks for a code that an app on your phone shows.")
                    .html("</p>");
            begin(context, "factor/enrol", markup);
            password("enrol-password", markup);
            button("Börja", "Begin", "btn-primary", markup);
        }
        markup.html("</section>");
    }

    private static void on(UiContext context, SecondFactors.State state, Markup markup) throws IOException {
        markup.html("<p>").text("På", "On");
        if (state.since() != null) {
            markup.text(" sedan ", " since ").time(state.since(), context.zone());
        }
        markup.html(". ")
                .number(state.codesLeft())
                .text(" reservkoder är kvar.", " recovery codes are left.")
                .html("</p><details><summary>")
                .text("Slå av", "Switch off")
                .html("</summary>");
        begin(context, "factor/off", markup);
        password("off-password", markup);
        code("off-code", markup);
        button("Slå av", "Switch off", "btn-danger", markup);
        markup.html("</details>");
    }

    private static void pending(UiContext context, SecondFactors.Enrolment pending, Markup markup) throws IOException {
        markup.html("<ol tabindex=\"-1\" data-told><li><p>")
                .text(
                        "Läs av bilden med appen (till exempel FreeOTP, Aegis eller Google Authenticator).",
                        "Scan the picture with the app (such as FreeOTP, Aegis or Google Authenticator).")
                .html("</p>");
        Picture.draw(pending.address(), markup);
        markup.html("<p class=\"mt-2\">")
                .text("Eller skriv in: ", "Or type in: ")
                .html("<code class=\"text-break\" id=\"secret\">")
                .value(pending.secret())
                .html("</code></p></li><li><p>")
                .text(
                        "Spara reservkoderna på ett säkert ställe. Var och en gäller en gång, om telefonen är borta. De visas inte igen.",
                        "Keep the recovery codes in a safe place. Each is good once, if the phone is lost. They are not shown again.")
                .html("</p><ul class=\"list-unstyled font-monospace\" id=\"recovery-codes\">");
        for (String code : pending.recoveryCodes()) {
            markup.html("<li>").value(code).html("</li>");
        }
        markup.html("</ul></li><li>");
        begin(context, "factor/on", markup);
        code("on-code", markup);
        button("Slå på", "Switch on", "btn-primary", markup);
        markup.html("</li></ol>");
    }

    private static void logins(UiContext context, List<LoginStore.Row> logins, Markup markup) throws IOException {
        heading("logins", "Inloggningar", "Logins", markup);
        LoginsPage.table(context, logins, false, markup);
        if (logins.size() > 1) {
            begin(context, "logins/others", markup);
            button("Avsluta alla andra", "End all others", "btn-secondary", markup);
        }
        markup.html("</section>");
    }

    private static void tokens(UiContext context, List<Token> tokens, Optional<String> fresh, Markup markup)
            throws IOException {
        heading("tokens", "Nycklar för program", "Tokens for integrations", markup);
        if (fresh.isPresent()) {
            markup.html("<div class=\"note ok d-block\" role=\"status\" tabindex=\"-1\" data-told><p>")
                    .text(
                            "Den nya nyckeln. Kopiera den nu, den visas inte igen:",
                            "The new token. Copy it now, it is not shown again:")
                    .html("</p><code class=\"text-break\" id=\"fresh-token\">")
                    .value(fresh.get())
                    .html("</code></div>");
        }
        markup.html("<p class=\"muted\">")
                .text(
                        "Med en nyckel når ett program REST i ditt namn, med de rättigheter som du väljer och aldrig fler än du har.",
                        "With a token a program reaches REST in your name, with the rights that you choose and never more than you have.")
                .html("</p>");
        if (!tokens.isEmpty()) {
            table(context, tokens, markup);
        }
        create(context, markup);
        markup.html("</section>");
    }

    static void table(UiContext context, List<Token> tokens, Markup markup) throws IOException {
        markup.table("token-list", new Text("Nycklar för program", "Tokens for integrations"), TOKEN_HEADS);
        for (Token token : tokens) {
            markup.html("<tr><th scope=\"row\" class=\"text-break\">").value(token.name());
            if (!token.userName().equals(context.caller().userName())) {
                markup.html("<div class=\"small text-body-secondary fw-normal\">")
                        .value(token.userName())
                        .html("</div>");
            }
            markup.html("</th>")
                    .cell(TOKEN_HEADS.get(1))
                    .text(
                            String.join(
                                    ", ",
                                    token.scopes().stream()
                                            .map(right -> label(right).sv())
                                            .toList()),
                            String.join(
                                    ", ",
                                    token.scopes().stream()
                                            .map(right -> label(right).en())
                                            .toList()))
                    .html("</td>")
                    .shortCell(TOKEN_HEADS.get(2))
                    .time(token.expiresAt(), context.zone())
                    .html("</td>")
                    .shortCell(TOKEN_HEADS.get(3));
            if (token.lastUsedOn() == null) {
                markup.text("aldrig", "never");
            } else {
                markup.value(token.lastUsedOn().toString());
            }
            markup.html("</td>").actCell();
            begin(context, "tokens/revocation", markup);
            markup.hidden("userName", token.userName()).hidden("id", token.id().toString());
            buttonInTable("Återkalla", "Revoke", token.name(), markup);
            markup.html("</td></tr>");
        }
        markup.endTable();
    }

    private static void create(UiContext context, Markup markup) throws IOException {
        markup.html("<details class=\"mt-3\"><summary>")
                .text("Ny nyckel", "New token")
                .html("</summary>");
        begin(context, "tokens", markup);
        markup.html("<label class=\"form-label\" for=\"token-name\">")
                .text("Vad är den till?", "What is it for?")
                .html(
                        "</label><input class=\"form-control\" id=\"token-name\" name=\"name\" maxlength=\"100\" required>")
                .html("<fieldset class=\"mt-2\"><legend class=\"fs-6\">")
                .text("Rättigheter", "Rights")
                .html("</legend>");
        for (Permission right : Permission.values()) {
            if (right != Permission.ADMINISTER && context.caller().may(right)) {
                markup.html(
                                "<div class=\"form-check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"scope\" id=\"scope-")
                        .value(right.name())
                        .html("\" value=\"")
                        .value(right.name())
                        .html("\"><label class=\"form-check-label\" for=\"scope-")
                        .value(right.name())
                        .html("\">")
                        .text(label(right))
                        .html("</label></div>");
            }
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        markup.html("</fieldset><label class=\"form-label mt-2\" for=\"token-expires\">")
                .text("Gäller till och med", "Good through")
                .html(
                        "</label><input class=\"form-control w-auto\" type=\"date\" id=\"token-expires\" name=\"expires\" required min=\"")
                .value(today.toString())
                .html("\" max=\"")
                .value(today.plusDays(365).toString())
                .html("\" value=\"")
                .value(today.plusDays(90).toString())
                .html("\">");
        button("Skapa", "Create", "btn-primary", markup);
        markup.html("</details>");
    }

    private static Text label(Permission right) {
        Text words = RightWords.of(right);
        return right == Permission.DELETE || right == Permission.ANONYMIZE
                ? new Text(words.sv() + " (går inte att ångra)", words.en() + " (cannot be undone)")
                : words;
    }

    static void heading(String id, String sv, String en, Markup markup) throws IOException {
        markup.html("<section class=\"panel\" id=\"")
                .value(id)
                .html("\" aria-labelledby=\"")
                .value(id)
                .html("-title\"><h2 id=\"")
                .value(id)
                .html("-title\">")
                .text(sv, en)
                .html("</h2>");
    }

    /** Writes the beginning of a form; {@link #button} ends it. */
    static void begin(UiContext context, String action, Markup markup) throws IOException {
        markup.html("<form method=\"post\" action=\"")
                .value(FORMS + action)
                .html("\">")
                .hidden(context);
    }

    /** Writes the button of a form in a table, with what it concerns for screen readers, and the form's end. */
    static void buttonInTable(String sv, String en, String what, Markup markup) throws IOException {
        markup.html("<button class=\"btn btn-secondary\">")
                .text(sv, en)
                .html("<span class=\"visually-hidden\">: ")
                .value(what)
                .html("</span></button></form>");
    }

    static void button(String sv, String en, String kind, Markup markup) throws IOException {
        markup.html("<button class=\"btn mt-2 ")
                .value(kind)
                .html("\">")
                .text(sv, en)
                .html("</button></form>");
    }

    private static void password(String id, Markup markup) throws IOException {
        markup.html("<label class=\"form-label\" for=\"")
                .value(id)
                .html("\">")
                .text("Ditt lösenord", "Your password")
                .html(
                        "</label><input class=\"form-control\" type=\"password\" name=\"password\" autocomplete=\"current-password\" required id=\"")
                .value(id)
                .html("\">");
    }

    private static void code(String id, Markup markup) throws IOException {
        markup.html("<label class=\"form-label\" for=\"")
                .value(id)
                .html("\">")
                .text("Koden som appen visar", "The code that the app shows")
                .html(
                        "</label><input class=\"form-control\" name=\"code\" autocomplete=\"one-time-code\" maxlength=\"40\" required id=\"")
                .value(id)
                .html("\">");
    }
}
