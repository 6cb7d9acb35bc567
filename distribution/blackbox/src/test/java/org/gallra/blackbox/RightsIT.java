package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the OpenAPI document tried by everybody, against the table {@code rights.txt}; and what belongs to somebody, tried by
 * somebody else.
 */
class RightsIT extends OnServer {

    private static final List<String> SCOPES = List.of("READ", "WRITE", "EXTRACT", "IMPORT", "DELETE", "ANONYMIZE");

    RightsIT() {
        super(Kind.DERBY);
    }

    /**
     * Somebody who tries.
     *
     * @param name for messages
     * @param api the client
     * @param rights what the person or the token may do
     */
    private record Subject(String name, Api api, Set<String> rights) {

        boolean may(Line line) {
            return switch (line.right()) {
                case "open" -> true;
                case "login" -> !rights.isEmpty();
                default -> rights.contains(line.right());
            };
        }
    }

    /**
     * A line of the table.
     *
     * @param right {@code open}, {@code login}, {@code none}, or the right that is needed
     * @param spared whether it is not tried by those who may
     * @param body what is sent; empty for what the document lets one guess
     */
    private record Line(String right, boolean spared, String body) {}

    private static Map<String, Line> table() throws IOException {
        Map<String, Line> table = new TreeMap<>();
        try (InputStream file = RightsIT.class.getResourceAsStream("/rights.txt")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int bar = line.indexOf('|');
                    String[] parts =
                            (bar < 0 ? line : line.substring(0, bar)).strip().split("\\s+");
                    Line known = new Line(
                            parts[2],
                            List.of(parts).contains("spared"),
                            bar < 0 ? "" : line.substring(bar + 1).strip());
                    assertThat(table.put(parts[0] + " " + parts[1], known))
                            .as(line)
                            .isNull();
                }
            }
        }
        return table;
    }

    private List<Subject> subjects() {
        List<Subject> all = new ArrayList<>();
        all.add(new Subject("nobody", Api.anonymous(server.url()), Set.of()));
        for (String name : List.of("rut", "anna", "dag", "admin")) {
            Api api = server.as(name);
            Set<String> rights = new TreeSet<>();
            api.get("session").is(200).json().get("permissions").forEach(right -> rights.add(right.asText()));
            all.add(new Subject(name, api, rights));
        }
        for (String scope : SCOPES) {
            all.add(new Subject("token " + scope, token(scope), Set.of(scope)));
        }
        return all;
    }

    private Api token(String scope) {
        JsonNode made = admin.post(
                        "users/self/tokens",
                        Map.of(
                                "name",
                                "rights " + scope,
                                "scopes",
                                List.of(scope),
                                "expires",
                                LocalDate.now(java.time.ZoneOffset.UTC)
                                        .plusDays(2)
                                        .toString()))
                .is(201)
                .json();
        return Api.with(server.url(), made.get("secret").asText());
    }

    @Test
    void everybodyGetsAsFarAsTheTableSays() throws IOException {
        Map<String, Line> table = table();
        Map<String, Attempts.Attempt> operations =
                Attempts.usual(admin.get("openapi.json").is(200).json(), Map.of("name", "nobody-of-that-name"));
        assertThat(operations.keySet())
                .as("each operation has a line in src/test/resources/rights.txt")
                .isEqualTo(table.keySet());
        Map<String, String> wrong = new LinkedHashMap<>();
        for (Subject subject : subjects()) {
            operations.forEach((operation, attempt) -> {
                Line line = table.get(operation);
                boolean may = subject.may(line);
                if (may && line.spared()) {
                    return;
                }
                Attempts.Attempt sent = line.body().isEmpty()
                        ? attempt
                        : new Attempts.Attempt(attempt.method(), attempt.path(), line.body());
                int status = subject.api().send(sent.of(subject.api())).status();
                boolean kept = status == (subject.rights().isEmpty() ? 401 : 403);
                boolean let = status != 401 && status != 403 && status < 500;
                if (may ? !let : !kept) {
                    wrong.merge(operation, subject.name() + " " + status, (one, two) -> one + ", " + two);
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    /** What anna has, tried by dag who has the same rights, and by a token: as if it were not there. */
    @Test
    void whatBelongsToSomebodyIsTheirs() {
        Api anna = server.as("anna");
        Api dag = server.as("dag");
        Api program = token("READ");
        String name = canary("Vy");
        Api.Answer view = anna.post("views", Map.of("list", "contacts", "name", name, "shared", false))
                .is(201);
        String views = "views/" + view.json().get("id").asText();
        String contact = contact(People.make(company(canary("Bolag"))).values());
        String export = "exports/"
                + anna.post("exports", Map.of("contacts", List.of(contact), "format", "json"))
                        .is(202)
                        .json()
                        .findValue("id")
                        .asText();
        String draft = "imports/"
                + anna.send(anna.request("imports?fileName=a.csv")
                                .POST(HttpRequest.BodyPublishers.ofString("Förnamn;Efternamn\nAda;Ek\n")))
                        .is(201)
                        .json()
                        .get("id")
                        .asText();
        String token = "users/self/tokens/"
                + anna.post(
                                "users/self/tokens",
                                Map.of(
                                        "name",
                                        canary("Nyckel"),
                                        "scopes",
                                        List.of("READ"),
                                        "expires",
                                        LocalDate.now(java.time.ZoneOffset.UTC)
                                                .plusDays(2)
                                                .toString()))
                        .is(201)
                        .json()
                        .at("/token/id")
                        .asText();
        String login = "users/self/logins/"
                + anna.get("users/self/logins").is(200).json().findValue("id").asText();
        for (Api other : List.of(dag, program)) {
            gone(other.get(views));
            gone(other.put(views, Map.of("list", "contacts", "name", "Min", "shared", false), view.etag()));
            gone(other.send(other.request(views).header("If-Match", view.etag()).DELETE()));
            for (String path : List.of(export, draft, draft + "/preview")) {
                gone(other.get(path));
            }
            gone(other.post(export + "/link", ""));
            gone(other.post(draft + "/execution", ""));
            gone(other.put(draft + "/mapping", Map.of("0", "contact.firstName")));
            for (String path : List.of(export, draft, token, login)) {
                gone(other.delete(path));
            }
            for (String path : List.of("users/anna/tokens", "users/anna/logins", "users/anna/second-factor")) {
                other.get(path).isProblem(403);
            }
            other.delete(token.replace("self", "anna")).isProblem(403);
            other.delete(login.replace("self", "anna")).isProblem(403);
            for (String list : List.of("views", "exports", "imports")) {
                Api.Answer all = other.get(list);
                assertThat(all.status()).as(list).isIn(200, 403);
                assertThat(all.body()).doesNotContain(name, export.substring(8), draft.substring(8));
            }
        }
        // nothing of it has changed, and the owner may
        for (String path : List.of(views, export, draft)) {
            anna.get(path).is(200);
        }
        anna.send(anna.request(views).header("If-Match", view.etag()).DELETE()).is(204);
        anna.delete(draft).is(204);
        anna.delete(token).is(204);
        anna.delete(export);
    }

    private static void gone(Api.Answer answer) {
        assertThat(answer.status()).as(answer.request() + ": " + answer.body()).isIn(403, 404);
        answer.isProblem(answer.status());
    }
}
