package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What nobody should send is refused with a 4xx that says what is wrong: never a 5xx, never a stack trace. */
class BadInputIT {

    @Nested
    class OnDerby extends Checks {
        OnDerby() {
            super(Kind.DERBY);
        }
    }

    @Nested
    class OnPostgres extends Checks {
        OnPostgres() {
            super(Kind.POSTGRESQL);
        }
    }

    abstract static class Checks extends OnServer {

        private static final List<String> COLLECTIONS = List.of("contacts", "companies");

        Checks(Kind kind) {
            super(kind);
        }

        /** Half of it on each database: what the endpoints are, and what they refuse, is the same. */
        @Test
        void nothingThatIsSentBreaksAnEndpoint() {
            String contact = contact(People.make(company(canary("Bolag"))).values());
            List<Attempts.Attempt> all =
                    Attempts.of(admin.get("openapi.json").is(200).json(), Map.of("contacts", contact));
            assertThat(all).hasSizeGreaterThan(2_000);
            List<String> broken = new java.util.ArrayList<>();
            for (int i = server.kind() == Kind.DERBY ? 0 : 1; i < all.size(); i += 2) {
                Api.Answer answer = admin.send(all.get(i).of(admin));
                boolean problem = answer.response()
                        .headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .startsWith("application/problem+json");
                if (answer.status() >= 500 || (answer.status() >= 400 && !problem)) {
                    broken.add(answer.status() + ": " + all.get(i));
                }
            }
            assertThat(broken).isEmpty();
        }

        @Test
        void malformedJson() {
            for (String collection : COLLECTIONS) {
                for (String body : List.of(
                        "{",
                        "{\"lastName\":",
                        "[]",
                        "\"text\"",
                        "17",
                        "nonsense",
                        "{} {}",
                        "{\"a\":1,}",
                        "\u0000",
                        "[".repeat(5000))) {
                    admin.post(collection, body).isProblem(400);
                }
            }
            admin.post("session", "{").isProblem(400);
            admin.post("users", "[").isProblem(400);
        }

        /** Nobody is logged in yet: what is typed there comes from anywhere. */
        @Test
        void aLoginThatNobodyCanHave() {
            for (String name : List.of("a\u0000b", "å".repeat(5000), "\ud83d", "' OR 1=1 --")) {
                Api.Answer answer = Api.anonymous(server.url())
                        .post("session", Map.of("userName", name, "password", "x", "code", "1\u0000"));
                answer.isProblem(answer.status());
            }
        }

        @Test
        void nothingOrNull() {
            for (String collection : COLLECTIONS) {
                refused(admin.post(collection, ""));
                refused(admin.post(collection, "null"));
            }
            refused(admin.post("session", ""));
            refused(admin.post("session", "null"));
        }

        @Test
        void wrongTypesAndUnknownFields() {
            admin.post("contacts", "{\"lastName\":17}").isProblem(400);
            admin.post("contacts", "{\"lastName\":{\"a\":1}}").isProblem(400);
            admin.post("contacts", "{\"lastName\":[\"a\"]}").isProblem(400);
            admin.post("contacts", "{\"lastName\":true}").isProblem(400);
            admin.post("contacts", "{\"lastName\":\"A\",\"company\":\"no id\"}").isProblem(400);
            admin.post("contacts", "{\"lastName\":\"A\",\"shoeSize\":44}").isProblem(400);
            for (String form : List.of("/ui/search", "/ui/search/hits", "/ui/help")) {
                HttpRequest.Builder xml = HttpRequest.newBuilder(URI.create(server.url() + form))
                        .header("Authorization", "Bearer " + admin.token())
                        .header("Content-Type", "text/xml")
                        .POST(HttpRequest.BodyPublishers.ofString("<a/>"));
                assertThat(admin.send(xml).status()).as(form).isEqualTo(415);
            }
            assertThat(admin.post("free-fields", "{\"owner\":\"contact\",\"type\":\"COLOUR\"}")
                            .isProblem(400)
                            .json()
                            .at("/violations/0/text")
                            .asText())
                    .as("what can be given instead")
                    .contains("TEXT, LONG_TEXT, INTEGER");
            admin.post("contacts", "{\"lastName\":\"A\",\"lastName\":\"B\"}").isProblem(400);
            admin.post("contacts", "{\"id\":\"" + UUID.randomUUID() + "\",\"lastName\":\"A\"}")
                    .isProblem(400);
        }

        @Test
        void unknownIdsAndOddAddresses() {
            for (String collection : COLLECTIONS) {
                admin.get(collection + "/" + UUID.randomUUID()).isProblem(404);
                for (String id : List.of("1", "x", "0000", "'%20OR%201=1%20--", "a".repeat(3000))) {
                    refused(admin.get(collection + "/" + id));
                }
                for (String address : List.of("%00", "%2e%2e", "..", "a%2fb", "%ff", "a;b=c", "a".repeat(20_000))) {
                    refused(admin.get(collection + "/" + address));
                }
                refused(admin.put(collection + "/" + UUID.randomUUID(), Map.of(), "\"1\""));
                refused(admin.delete(collection));
            }
            admin.get("nonsense").isProblem(404);
        }

        @Test
        void oddParameters() {
            for (String query : List.of(
                    "limit=0",
                    "limit=-1",
                    "limit=abc",
                    "limit=999999999999",
                    "sort=nonsense",
                    "sort=name;DROP%20TABLE%20contact",
                    "cursor=nonsense",
                    "cursor=AAAA",
                    "cursor=%F0%9F%98%80",
                    "anonymized=maybe",
                    "company=1")) {
                Api.Answer answer = admin.get("contacts?" + query);
                assertThat(answer.status()).as(query).isLessThan(500);
                if (answer.status() != 200) {
                    answer.isProblem(answer.status());
                }
            }
            refused(admin.get("contacts?sort=nonsense"));
            refused(admin.get("contacts?cursor=nonsense"));
        }

        /** The address exists: it is the value that is wrong, and which one, and what it should be, is said. */
        @Test
        void parametersOfAnotherType() {
            String contact = contact(People.make(company(canary("Bolag"))).values());
            Map.of(
                            "contacts?limit=abc",
                            "limit: Ange ett heltal, till exempel 50.",
                            "audit?limit=5x",
                            "limit: Ange ett heltal, till exempel 50.",
                            "contacts?limit=999999999999",
                            "limit: Ange ett heltal, till exempel 50.",
                            "contacts?notContactedDays=1.5",
                            "notContactedDays: Ange ett heltal, till exempel 50.",
                            "contacts/" + contact + "/extract?otherCards=maybe",
                            "otherCards: Ange true eller false.")
                    .forEach((path, detail) -> {
                        JsonNode problem = admin.send(admin.request(path).header("Accept-Language", "sv"))
                                .isProblem(400)
                                .json();
                        assertThat(problem.get("detail").asText()).isEqualTo(detail);
                        assertThat(detail)
                                .startsWith(problem.at("/violations/0/field").asText() + ": ");
                    });
        }

        @Test
        void usersWhomNobodyKnows() {
            String nobody = "users/nobody-of-that-name/";
            for (String what : List.of("logins", "tokens", "second-factor")) {
                admin.get(nobody + what).isProblem(404);
                server.as("rut").get(nobody + what).isProblem(403);
            }
            admin.delete(nobody + "logins").isProblem(404);
            admin.delete(nobody + "logins/" + UUID.randomUUID()).isProblem(404);
            admin.delete(nobody + "tokens/" + UUID.randomUUID()).isProblem(404);
        }

        @Test
        void controlCharactersAndHalfCharacters() {
            for (String text : List.of("\\u0000", "\\u0007", "\\u001b[31m", "a\\nb", "\\u009f", "\\ud83d")) {
                for (String field : List.of("firstName", "title", "city")) {
                    admin.post("contacts", "{\"lastName\":\"Test\",\"" + field + "\":\"x" + text + "x\"}")
                            .isProblem(422);
                }
                admin.post("companies", "{\"name\":\"x" + text + "x\"}").isProblem(422);
            }
            // a search finds nothing; it stores nothing either
            assertThat(admin.post("contacts/search", "{\"text\":\"x\\u0000x\"}").status())
                    .isLessThan(500);
        }

        @Test
        void namesThatAreTooLong() {
            admin.post("contacts", Map.of("lastName", "a".repeat(101))).isProblem(422);
            admin.post("contacts", Map.of("lastName", "å".repeat(100))).is(201);
            admin.post("contacts", Map.of("lastName", "a".repeat(200_000))).isProblem(422);
            admin.post("contacts", Map.of("lastName", "a".repeat(10 * 1024 * 1024)))
                    .isProblem(413);
            admin.post("companies", Map.of("name", "a".repeat(10 * 1024 * 1024)))
                    .isProblem(413);
            admin.post("contacts/search", Map.of("text", "a".repeat(10 * 1024 * 1024)))
                    .isProblem(413);
            refused(Api.anonymous(server.url())
                    .post("session", Map.of("userName", "a".repeat(10 * 1024 * 1024), "password", "b")));
            refused(Api.anonymous(server.url())
                    .post("session", Map.of("userName", "admin", "password", "b".repeat(500_000))));
        }

        @Test
        void aNameWithoutContentIsNone() {
            refused(admin.post("contacts", Map.of("firstName", " ", "lastName", "\t")));
            refused(admin.post("companies", Map.of("name", "   ")));
        }

        @Test
        void otherMediaTypesAndMethods() {
            for (String type : List.of("text/plain", "application/xml", "application/x-www-form-urlencoded")) {
                refused(admin.send(admin.request("contacts")
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString("lastName=A"))));
            }
            for (String nonsense : List.of("nonsense", "a/b/c", ";", "application/json; charset", "å")) {
                refused(admin.send(admin.request("contacts")
                        .header("Content-Type", nonsense)
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))));
                refused(admin.send(admin.request("contacts").header("Accept", nonsense)));
                assertThat(admin.send(admin.request("/ui/contacts").header("Accept", nonsense))
                                .response()
                                .headers()
                                .firstValue("Content-Type"))
                        .hasValue("text/html;charset=utf-8");
            }
            refused(admin.send(admin.request("contacts").method("PATCH", HttpRequest.BodyPublishers.ofString("{}"))));
            refused(admin.send(admin.request("contacts").method("TRACE", HttpRequest.BodyPublishers.noBody())));
            refused(admin.send(
                    admin.request("contacts").header("Accept", "image/png").GET()));
        }

        @Test
        void aRequestInAnotherEncoding() {
            refused(admin.send(admin.request("contacts")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {
                        '{',
                        '"',
                        'l',
                        'a',
                        's',
                        't',
                        'N',
                        'a',
                        'm',
                        'e',
                        '"',
                        ':',
                        '"',
                        (byte) 0xe5,
                        (byte) 0xff,
                        '"',
                        '}'
                    }))));
        }

        private static void refused(Api.Answer answer) {
            assertThat(answer.status())
                    .as(answer.request() + ": " + answer.body())
                    .isBetween(400, 499);
            answer.isProblem(answer.status());
        }
    }
}
