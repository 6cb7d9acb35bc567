package org.gallra.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.LoginService;

/** Who is logged in to the users' port, and an end to it. The console itself asks for the password each time and has no logins. */
final class LoginsTab implements Tab {

    private static final String USER = "user";
    private static final String ID = "id";

    private final LoginService logins;

    LoginsTab(LoginService logins) {
        this.logins = logins;
    }

    @Override
    public String path() {
        return "logins";
    }

    @Override
    public Text label() {
        return new Text("Inloggningar", "Logins");
    }

    @Override
    public void show(HttpServletRequest request, Html html) {
        html.heading("Pågående inloggningar", "Logins in force");
        if ("end".equals(request.getParameter("done"))) {
            html.note(new Text("Inloggningen är avslutad.", "The login has ended."));
        }
        List<LoginService.Session> all = logins.sessions();
        if (all.isEmpty()) {
            html.paragraph("Ingen är inloggad.", "Nobody is logged in.");
            return;
        }
        html.table(
                "Vem",
                "Who",
                "Varifrån",
                "From",
                "Sedan (UTC)",
                "Since (UTC)",
                "Senast använd (UTC)",
                "Last used (UTC)",
                "",
                "");
        for (LoginService.Session login : all) {
            html.raw("<tr>")
                    .cell(login.userName())
                    .cell(login.from())
                    .cell(minute(login.since()))
                    .cell(minute(login.lastUsed()))
                    .raw("<td>");
            html.form(path(), Map.of(USER, login.userName(), ID, login.id().toString()))
                    .submit("end", "Avsluta", "End");
            html.raw("</td></tr>");
        }
        html.endTable();
    }

    private static String minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    @Override
    public String act(String act, HttpServletRequest request, HttpServletResponse response) {
        if (!act.equals("end")) {
            throw GallraException.invalid("act", new Text("Okänd knapp.", "Unknown button."));
        }
        logins.end(Objects.requireNonNullElse(request.getParameter(USER), ""), id(request));
        return "?done=end";
    }

    private static UUID id(HttpServletRequest request) {
        try {
            return UUID.fromString(Objects.requireNonNullElse(request.getParameter(ID), ""));
        } catch (IllegalArgumentException e) {
            throw GallraException.notFound(new Text("Inloggningen finns inte.", "There is no such login."));
        }
    }
}
