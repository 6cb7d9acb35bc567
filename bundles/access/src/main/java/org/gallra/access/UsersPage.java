package org.gallra.access;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService;
import org.gallra.api.access.UserService.User;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who may log in, and what each of them may do; for system administrators (PRIVACY.md rule 24). */
@Component
public final class UsersPage implements UiSettingsPage {

    private static final List<Text> HEADS = List.of(
            new Text("Användare", "User"),
            new Text("Roll", "Role"),
            new Text("Inloggning", "Login"),
            new Text("Tvåfaktor", "Second factor"),
            new Text("Ändra", "Change"));

    private static final List<Choice> ROLES = Arrays.stream(Role.values())
            .map(role -> new Choice(role.name(), role.label()))
            .toList();

    private final UserService users;
    private final SecondFactors factors;

    /** Takes the services. */
    @Activate
    public UsersPage(@Reference UserService users, @Reference SecondFactors factors) {
        this.users = users;
        this.factors = factors;
    }

    @Override
    public String path() {
        return "users";
    }

    @Override
    public int rank() {
        return 50;
    }

    @Override
    public Text title() {
        return new Text("Användare och roller", "Users and roles");
    }

    @Override
    public String icon() {
        return "people";
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        List<User> all = users.list();
        Markup markup = new Markup(out, context.language());
        markup.html("<p class=\"muted\">")
                .text(
                        "En systemadministratör får allt och är ensam om att anonymisera. En användare arbetar med kontakter och gör"
                                + " registerutdrag, och tar bort bara om du tillåter det. En läsare läser.",
                        "A system administrator may do everything, and alone anonymizes. A user works with contacts and makes register"
                                + " extracts, and deletes only if you allow it. A reader reads.")
                .html("</p>");
        markup.table("user-list", title(), HEADS);
        for (int i = 0; i < all.size(); i++) {
            row(context, all.get(i), "user-" + i, markup);
        }
        markup.endTable();
        AccountPage.heading("new-user", "Ny användare", "New user", markup);
        AccountPage.begin(context, "users", markup);
        markup.html("<div class=\"grid\">");
        line("new-name", "userName", new Text("Användarnamn", "User name"), "", true, markup);
        line("new-shown", "displayName", new Text("Namn", "Name"), "", false, markup);
        line("new-email", "email", new Text("E-post", "E-mail"), "", false, markup);
        role("new-role", Role.USER, markup);
        secret("new-secret", markup);
        markup.html("</div>");
        mayDelete("new-delete", false, markup);
        AccountPage.button("Skapa användare", "Create user", "btn-primary", markup);
        markup.html("</section>");
    }

    private void row(UiContext context, User user, String id, Markup markup) throws IOException {
        markup.html("<tr><th scope=\"row\">").value(user.displayName());
        if (!user.displayName().equals(user.userName())) {
            markup.html(" <span class=\"muted\">").value(user.userName()).html("</span>");
        }
        markup.html("</th>").cell(HEADS.get(1)).text(user.role().label());
        if (user.granted().contains(Permission.DELETE)
                && !user.role().permissions().contains(Permission.DELETE)) {
            markup.text(", får ta bort", ", may delete");
        }
        markup.html("</td>").cell(HEADS.get(2));
        if (!user.active()) {
            markup.html("<span class=\"badge-warn\">")
                    .text("Spärrad", "Blocked")
                    .html("</span>");
        } else if (user.mustChangePassword()) {
            markup.text("Engångslösenord", "One-time password");
        } else {
            markup.text("Tillåten", "Allowed");
        }
        boolean second = factors.state(user.userName()).on();
        markup.html("</td>")
                .cell(HEADS.get(3))
                .text(second ? "På" : "Av", second ? "On" : "Off")
                .html("</td>")
                .actCell()
                .html("<details><summary>")
                .text("Ändra", "Change")
                .html("<span class=\"visually-hidden\">: ")
                .value(user.userName())
                .html("</span></summary>");
        change(context, user, id, markup);
        boolean own = user.userName().equals(context.caller().userName());
        if (!own) {
            AccountPage.begin(context, "users/password", markup);
            markup.hidden("userName", user.userName());
            secret(id + "-secret", markup);
            AccountPage.button("Sätt engångslösenord", "Set one-time password", "btn-secondary", markup);
        }
        markup.html("</details></td></tr>");
    }

    private static void change(UiContext context, User user, String id, Markup markup) throws IOException {
        AccountPage.begin(context, "users/change", markup);
        markup.hidden("userName", user.userName());
        line(id + "-shown", "displayName", new Text("Namn", "Name"), user.displayName(), false, markup);
        line(id + "-email", "email", new Text("E-post", "E-mail"), user.email(), false, markup);
        role(id + "-role", user.role(), markup);
        mayDelete(id + "-delete", user.granted().contains(Permission.DELETE), markup);
        check(id + "-active", "active", new Text("Får logga in", "May log in"), user.active(), markup);
        AccountPage.button("Spara", "Save", "btn-primary", markup);
    }

    private static void line(
            String id, String name, Text label, @Nullable String value, boolean required, Markup markup)
            throws IOException {
        markup.html("<div><label class=\"form-label\" for=\"")
                .value(id)
                .html("\">")
                .text(label)
                .html("</label><input class=\"form-control\" autocomplete=\"off\" maxlength=\"254\" id=\"")
                .value(id)
                .html("\" name=\"")
                .value(name)
                .html("\" value=\"")
                .value(value == null ? "" : value)
                .html(required ? "\" required></div>" : "\"></div>");
    }

    private static void role(String id, Role chosen, Markup markup) throws IOException {
        markup.html("<div><label class=\"form-label\" for=\"")
                .value(id)
                .html("\">")
                .text("Roll", "Role")
                .html("</label>")
                .select(id, "role", chosen.name(), ROLES, null)
                .html("</div>");
    }

    private static void mayDelete(String id, boolean on, Markup markup) throws IOException {
        check(
                id,
                "delete",
                new Text("Får ta bort kontakter och företag", "May delete contacts and companies"),
                on,
                markup);
    }

    private static void check(String id, String name, Text label, boolean on, Markup markup) throws IOException {
        markup.html("<p class=\"my-2\"><label class=\"check\" for=\"")
                .value(id)
                .html("\"><input class=\"form-check-input\" type=\"checkbox\" value=\"true\" id=\"")
                .value(id)
                .html("\" name=\"")
                .value(name)
                .html(on ? "\" checked> " : "\"> ")
                .text(label)
                .html("</label></p>");
    }

    /** A password made for the occasion, which can be exchanged for another one. */
    private static void secret(String id, Markup markup) throws IOException {
        line(
                id,
                "password",
                new Text(
                        "Engångslösenord, att lämna över; byts vid första inloggningen",
                        "One-time password, to hand over; changed at the first login"),
                Tokens.random().substring(0, 16),
                true,
                markup);
    }
}
