package org.gallra.access;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.gallra.access.IntegrationTokens.Token;
import org.gallra.api.Text;
import org.gallra.api.access.UserService;
import org.gallra.api.access.UserService.User;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Everybody's logins, second factors and tokens, for system administrators. */
@Component
public final class LoginsPage implements UiSettingsPage {

    private static final List<Text> HEADS = List.of(
            new Text("Vem", "Who"),
            new Text("Varifrån", "From"),
            new Text("Sedan", "Since"),
            new Text("Senast använd", "Last used"),
            new Text("Avsluta", "End"));

    private static final List<Text> FACTOR_HEADS = List.of(
            new Text("Vem", "Who"),
            new Text("Tvåfaktorsinloggning", "Two-factor login"),
            new Text("Återställ", "Reset"));

    private final Logins logins;
    private final UserService service;
    private final SecondFactors factors;
    private final IntegrationTokens tokens;

    /** Takes the services. */
    @Activate
    public LoginsPage(
            @Reference Logins logins,
            @Reference UserService service,
            @Reference SecondFactors factors,
            @Reference IntegrationTokens tokens) {
        this.logins = logins;
        this.service = service;
        this.factors = factors;
        this.tokens = tokens;
    }

    @Override
    public String path() {
        return "logins";
    }

    @Override
    public int rank() {
        return 310;
    }

    @Override
    public Menu menu() {
        return Menu.SECURITY;
    }

    @Override
    public Text title() {
        return new Text("Inloggningar", "Logins");
    }

    @Override
    public String icon() {
        return "key";
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        List<LoginStore.Row> rows = logins.inForce(null);
        List<User> all = service.list();
        List<Token> made = tokens.list(null);
        Markup markup = new Markup(out, context.language());
        AccountPage.heading("logins", "Pågående inloggningar", "Logins in force", markup);
        table(context, rows, true, markup);
        markup.html("</section>");
        AccountPage.heading("factors", "Tvåfaktorsinloggning", "Two-factor login", markup);
        markup.table("factor-list", new Text("Tvåfaktorsinloggning", "Two-factor login"), FACTOR_HEADS);
        for (User user : all) {
            factor(context, user, factors.state(user.userName()), markup);
        }
        markup.endTable().html("</section>");
        if (!made.isEmpty()) {
            AccountPage.heading("tokens", "Nycklar för program", "Tokens for integrations", markup);
            AccountPage.table(context, made, markup);
            markup.html("</section>");
        }
    }

    private static void factor(UiContext context, User user, SecondFactors.State state, Markup markup)
            throws IOException {
        markup.html("<tr><th scope=\"row\">")
                .value(user.userName())
                .html("</th>")
                .cell(FACTOR_HEADS.get(1));
        markup.text(state.on() ? "På" : "Av", state.on() ? "On" : "Off")
                .html("</td>")
                .actCell();
        if (state.on()) {
            AccountPage.begin(context, "factor/reset", markup);
            markup.hidden("userName", user.userName());
            AccountPage.buttonInTable("Återställ", "Reset", user.userName(), markup);
        }
        markup.html("</td></tr>");
    }

    /** Writes a table of logins; a page knows its own login by the secret of its forms. */
    static void table(UiContext context, List<LoginStore.Row> logins, boolean everybody, Markup markup)
            throws IOException {
        markup.table("login-list", new Text("Inloggningar", "Logins"), HEADS);
        for (LoginStore.Row login : logins) {
            boolean current = login.csrf().equals(context.csrf());
            markup.html("<tr><th scope=\"row\">");
            if (everybody) {
                markup.value(login.userName());
            }
            if (current) {
                markup.text(everybody ? " (den här)" : "Den här", everybody ? " (this one)" : "This one");
            } else if (!everybody) {
                markup.text("Annan", "Other");
            }
            markup.html("</th>")
                    .cell(HEADS.get(1))
                    .text(login.door().words())
                    .html("</td>")
                    .shortCell(HEADS.get(2))
                    .time(login.since(), context.zone())
                    .html("</td>")
                    .shortCell(HEADS.get(3))
                    .time(login.lastUsed(), context.zone())
                    .html("</td>")
                    .actCell();
            if (!current) {
                AccountPage.begin(context, "logins/end", markup);
                markup.hidden("userName", login.userName())
                        .hidden("id", login.id().toString());
                String from = login.door().words().in(context.language());
                AccountPage.buttonInTable("Avsluta", "End", everybody ? login.userName() + ", " + from : from, markup);
            }
            markup.html("</td></tr>");
        }
        markup.endTable();
    }
}
