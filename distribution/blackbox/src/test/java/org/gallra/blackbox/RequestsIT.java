package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What data subjects ask for, from its receipt to its answer, and the restrictions and objections that follow from it. */
class RequestsIT {

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

        private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Stockholm"));

        Checks(Kind kind) {
            super(kind);
        }

        private JsonNode request(Api by, String contact, String kind, LocalDate received, String notes) {
            return by.post(
                            "requests",
                            Map.of(
                                    "kind",
                                    kind,
                                    "contact",
                                    contact,
                                    "receivedOn",
                                    received.toString(),
                                    "channel",
                                    "EMAIL",
                                    "notes",
                                    notes))
                    .is(201)
                    .json();
        }

        /** Does something with a request, on the version that it has. */
        private Api.Answer act(Api by, JsonNode request, String what, Map<String, ?> body) {
            String path = "requests/" + request.get("id").asText();
            return by.post(path + "/" + what, body, by.get(path).etag());
        }

        private JsonNode read(JsonNode request) {
            return admin.get("requests/" + request.get("id").asText()).is(200).json();
        }

        @Test
        void anErasureIsAskedForDoneAndShown() {
            String word = canary("ringde");
            String contact = contact(People.make(null).values());
            Api anna = server.as("anna");
            JsonNode request = request(anna, contact, "ERASURE", TODAY, word);
            assertThat(request.get("dueOn").asText())
                    .isEqualTo(TODAY.plusMonths(1).toString());
            String number = request.get("number").asText();
            JsonNode extract = anna.get("contacts/" + contact + "/extract?request=" + number)
                    .is(200)
                    .json();
            assertThat(extract.toString()).contains(word, number);
            JsonNode told = read(request).get("extract");
            assertThat(told.get("id").asText()).isEqualTo(extract.get("id").asText());
            assertThat(told.get("digest").isNull()).isFalse();
            assertThat(admin.get("/ui/contacts/" + contact).is(200).body())
                    .contains("Exporterade personuppgifter", " · anna");
            act(anna, request, "identity", Map.of("check", "E_ID")).is(200);
            JsonNode plan = admin.post(
                            "anonymizations",
                            Map.of("selection", Map.of("contacts", List.of(contact)), "fields", List.of("*")))
                    .is(201)
                    .json();
            act(admin, request, "erasure", Map.of("plan", plan.get("id").asText()))
                    .is(200);
            JsonNode done = admin.post(
                            "anonymizations/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200)
                    .json();
            JsonNode after = read(request);
            assertThat(after.get("receipt").asText())
                    .isEqualTo(done.get("receipt").get("id").asText());
            assertThat(after.toString()).doesNotContain(word);
            assertThat(after.get("contactName").asText()).startsWith("Anonymiserad");
            assertThat(after.get("extract").get("digest").isNull()).isTrue();
            act(anna, request, "ending", Map.of("answer", "Klart")).isProblem(422);
            JsonNode ended = act(anna, request, "ending", Map.of()).is(200).json();
            assertThat(ended.get("state").asText()).isEqualTo("DONE");
            act(anna, request, "ending", Map.of()).isProblem(409);
        }

        @Test
        void theMenuTheCardAndTheListLeadToWhatIsDue() {
            String contact = contact(People.make(null).values());
            Api anna = server.as("anna");
            JsonNode request = request(anna, contact, "ACCESS", TODAY.minusMonths(2), "Sen");
            String number = request.get("number").asText();
            String page = "/ui/settings/org.gallra.requests/requests";
            assertThat(anna.get(page).is(200).body()).contains("Begäranden", "nav-badge", number, "Försenad");
            assertThat(anna.get("/ui/start").is(200).body()).contains("open-requests", number, "Försenad");
            assertThat(server.as("rut").get("/ui/start").is(200).body()).doesNotContain(number);
            assertThat(anna.get("/ui/contacts/" + contact).is(200).body())
                    .contains("Ny begäran", number, "contact=" + contact);
            String one = page + "?request=" + request.get("id").asText();
            assertThat(anna.get(one).is(200).body())
                    .contains("/ui/extract/" + contact + "?", "request=" + number)
                    .doesNotContain("Anonymisera…");
            assertThat(admin.get(one).is(200).body()).contains("Anonymisera…", "Radera…");
            assertThat(anna.get("/ui/extract/" + contact + "?request=" + number)
                            .is(200)
                            .body())
                    .contains("value=\"" + number + "\"");
            server.as("rut").get(page).is(403);
            server.as("rut").get("requests").isProblem(403);
            act(admin, request, "ending", Map.of("ground", "UNFOUNDED", "answer", "Tionde gången"))
                    .is(200);
            assertThat(anna.get(page).is(200).body()).doesNotContain(">" + number + "<");
            assertThat(anna.get(page + "?show=closed").is(200).body()).contains(">" + number + "<");
        }

        @Test
        void aRestrictedContactIsNowhereUntilItIsLifted() {
            People person = People.make(null);
            String contact = contact(person.values());
            Api anna = server.as("anna");
            List<String> rows = List.of(
                    "activities/"
                            + concerning(
                                    anna,
                                    "activities",
                                    contact,
                                    person,
                                    Map.of(
                                            "type",
                                            "TASK",
                                            "subject",
                                            "Ring " + person.mark(),
                                            "dueAt",
                                            "2026-01-02T09:00:00Z")),
                    "opportunities/"
                            + concerning(
                                    anna, "opportunities", contact, person, Map.of("name", "Affär " + person.mark())),
                    "meetings/"
                            + id(anna.post(
                                    "meetings",
                                    Map.of(
                                            "subject",
                                            "Möte " + person.mark(),
                                            "startsAt",
                                            Instant.now().plusSeconds(3600).toString(),
                                            "participants",
                                            List.of(contact)))));
            rows.forEach(row -> anna.get(row).is(200));
            assertThat(anna.get("/ui/start").is(200).body()).contains(person.mark());
            Map<String, Object> draft = Map.of("contact", contact, "ground", "ACCURACY", "reason", "Fel adress");
            anna.post("limits", draft).isProblem(403);
            Api.Answer placed = admin.post("limits", draft).is(201);
            anna.get("contacts/" + contact).isProblem(404);
            anna.get("contacts/" + contact + "/extract").isProblem(404);
            for (String row : rows) {
                anna.get(row).isProblem(404);
                admin.get(row).is(200);
                assertThat(anna.get(row.substring(0, row.indexOf('/')) + "?limit=200")
                                .is(200)
                                .body())
                        .doesNotContain(person.mark());
            }
            assertThat(anna.get("/ui/start").is(200).body()).doesNotContain(person.mark());
            assertThat(anna.post("contacts/search", Map.of("text", person.mark()))
                            .is(200)
                            .json()
                            .get("total")
                            .asInt())
                    .isZero();
            Api.Answer seen = admin.get("contacts/" + contact).is(200);
            admin.get("contacts/" + contact + "/extract").is(200);
            admin.put("contacts/" + contact, person.values(), seen.etag()).isProblem(409);
            notImportedOnceMore(anna, person);
            JsonNode plan =
                    admin.post("deletions", Map.of("contact", contact)).is(201).json();
            assertThat(plan.get("excluded").get(0).get("blocker").asText()).isEqualTo("limits.restricted");
            assertThat(admin.get("/ui/settings/org.gallra.limits/limits")
                            .is(200)
                            .body())
                    .contains(person.mark());
            assertThat(admin.get("/ui/contacts/" + contact).is(200).body())
                    .contains("häv begränsningen först", "/ui/x/org.gallra.limits/limits/");
            admin.post(
                            "limits/" + placed.json().get("id").asText() + "/lifting",
                            Map.of("reason", "Rättad, brev skickat"),
                            placed.etag())
                    .is(200);
            anna.get("contacts/" + contact).is(200);
            rows.forEach(row -> anna.get(row).is(200));
        }

        private static String id(Api.Answer answer) {
            return answer.is(201).json().get("id").asText();
        }

        /** The file says again what is known of her; the answer says that she is there, and nothing else. */
        private static void notImportedOnceMore(Api anna, People person) {
            String csv = "Förnamn;Efternamn;E-post;Titel\n" + person.values().get("firstName") + ";"
                    + person.values().get("lastName") + ";" + person.values().get("email") + ";Ny titel\n";
            JsonNode read = anna.send(anna.request("imports")
                            .header("Content-Type", "application/octet-stream")
                            .POST(BodyPublishers.ofByteArray(csv.getBytes(StandardCharsets.UTF_8))))
                    .is(201)
                    .json();
            assertThat(read.get("counts").get("RESTRICTED").asInt()).isEqualTo(1);
            assertThat(read.get("counts").get("NEW").asInt()).isZero();
            assertThat(read.get("issues").toString()).contains("artikel 18");
            assertThat(read.toString()).doesNotContain(person.values().get("title"));
            JsonNode done = anna.post("imports/" + read.get("id").asText() + "/execution", Map.of())
                    .is(200)
                    .json();
            assertThat(done.get("counts")).isEqualTo(read.get("counts"));
        }

        private static String concerning(
                Api by, String path, String contact, People person, Map<String, Object> values) {
            Map<String, Object> all = new HashMap<>(values);
            all.put("contact", contact);
            all.put("notes", "Om " + person.mark());
            return id(by.post(path, all));
        }

        /** Sends a form as the page does. */
        private Api.Answer form(Api by, String path, String fields) {
            Matcher secret = Pattern.compile("data-csrf=\"([^\"]+)\"")
                    .matcher(by.get("/ui/contacts").is(200).body());
            assertThat(secret.find()).isTrue();
            return by.send(by.request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("_csrf=" + secret.group(1) + "&" + fields)));
        }

        private static String place(Api.Answer answer) {
            return answer.is(303).response().headers().firstValue("Location").orElseThrow();
        }

        private String ids(List<String> contacts) {
            return contacts.stream().map(id -> "&id=" + id).collect(Collectors.joining());
        }

        @Test
        void severalPeopleAreExportedIntoAFileThatIsFetchedOnce() {
            List<People> people =
                    Stream.generate(() -> People.make(null)).limit(3).toList();
            List<String> contacts =
                    people.stream().map(p -> contact(p.values())).toList();
            Api anna = server.as("anna");
            assertThat(form(anna, "/ui/extract", "all=0" + ids(contacts))
                            .is(200)
                            .body())
                    .contains("3 kontaktpersoner", "Beställ exporten", "Välj delar");
            form(server.as("rut"), "/ui/extract", "id=" + contacts.get(0)).is(403);
            form(anna, "/ui/extract", "all=0").is(422);
            String page = place(form(anna, "/ui/extract/several", "all=0&masked=1&format=json&lang=sv" + ids(contacts)))
                    .replaceFirst("^https?://[^/]+", "");
            Awaitility.await("the export")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> anna.get(page).is(200).body().contains("type=\"password\""));
            assertThat(admin.get(page).is(200).body()).contains("någon annans").doesNotContain("type=\"password\"");
            String link = "link=" + page.substring(page.indexOf("link=") + 5);
            String forms = "/ui/x/org.gallra.exports/";
            String again =
                    place(form(anna, forms + "file", link + "&password=fel")).replaceFirst("^https?://[^/]+", "");
            assertThat(anna.get(again).is(200).body()).contains("Fel lösenord");
            String password = URLEncoder.encode(server.password("anna"), StandardCharsets.UTF_8);
            Api.Answer zip =
                    form(anna, forms + "file", link + "&password=" + password).is(200);
            assertThat(zip.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/zip");
            assertThat(Pattern.compile("registerutdrag-[0-9a-f-]{36}\\.json")
                            .matcher(zip.body())
                            .results())
                    .as("twice as an entry and twice in the directory")
                    .hasSize(6);
            assertThat(zip.body()).startsWith("PK").doesNotContain("fel-");
            form(anna, forms + "file", link + "&password=" + password).is(404);
            // noted when the last byte has left, which the one who fetches does not wait for
            Awaitility.await("what was fetched").until(() -> anna.get("/ui/settings/org.gallra.exports/exports")
                    .is(200)
                    .body()
                    .contains("Hämtad"));
            for (String contact : contacts) {
                assertThat(admin.get("/ui/contacts/" + contact).is(200).body())
                        .contains("Exporterade personuppgifter", " · anna · json");
            }
        }

        @Test
        void anExportGoesWithAnyOfItsPeople() throws IOException {
            List<People> people =
                    Stream.generate(() -> People.make(null)).limit(2).toList();
            List<String> contacts =
                    people.stream().map(p -> contact(p.values())).toList();
            Api anna = server.as("anna");
            server.as("rut").post("exports", Map.of("contacts", contacts)).isProblem(403);
            anna.post("exports", Map.of("contacts", contacts, "leftOut", List.of("no.such")))
                    .isProblem(422);
            JsonNode ordered = anna.post(
                            "exports",
                            Map.of("contacts", contacts, "format", "xml", "leftOut", List.of("activity.activity")))
                    .is(202)
                    .json();
            String id = ordered.get("export").get("id").asText();
            Awaitility.await("the export").atMost(Duration.ofMinutes(1)).until(() -> anna.get("exports/" + id)
                    .is(200)
                    .json()
                    .get("state")
                    .asText()
                    .equals("READY"));
            Map<String, String> proof =
                    Map.of("link", ordered.get("link").asText(), "password", server.password("anna"));
            anna.post("exports/file", Map.of("link", proof.get("link"), "password", "fel"))
                    .isProblem(422);
            admin.post("exports/file", Map.of("link", proof.get("link"), "password", server.password("admin")))
                    .isProblem(404);
            JsonNode plan = admin.post(
                            "anonymizations",
                            Map.of("selection", Map.of("contacts", contacts.subList(0, 1)), "fields", List.of("*")))
                    .is(201)
                    .json();
            assertThat(record(plan, "exports.extract").get("rows").asLong()).isGreaterThan(1);
            JsonNode done = admin.post(
                            "anonymizations/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200)
                    .json();
            assertThat(done.get("receipt").isNull()).isFalse();
            anna.post("exports/file", proof).isProblem(404);
            assertThat(anna.get("exports/" + id).is(200).json().get("state").asText())
                    .isEqualTo("ERASED");
            assertThat(admin.get("exports").is(200).json().toString()).contains(id);
            assertNothingLogged(people);
        }

        @Test
        void aWrongPasswordCountsAsAFailedLogin() {
            String name = "exp" + People.letters(8);
            String secret = "En mening för den här gången";
            admin.post("users", Map.of("userName", name, "role", "USER", "granted", List.of(), "password", secret))
                    .is(201);
            String own = secret + " och nästa";
            Api.login(admin.url(), name, secret)
                    .put("users/self/password", Map.of("current", secret, "password", own))
                    .is(204);
            Api user = Api.login(admin.url(), name, own);
            JsonNode ordered = user.post(
                            "exports",
                            Map.of("contacts", List.of(contact(People.make(null).values()))))
                    .is(202)
                    .json();
            String path = "exports/" + ordered.get("export").get("id").asText();
            Awaitility.await("the export")
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            user.get(path).is(200).json().get("state").asText().equals("READY"));
            Map<String, String> proof = Map.of("link", ordered.get("link").asText(), "password", "fel");
            for (int i = 0; i < 2; i++) {
                user.post("exports/file", proof).isProblem(422);
                Api.anonymous(admin.url())
                        .post("session", Map.of("userName", name, "password", "fel"))
                        .isProblem(401);
            }
            assertThat(Stream.generate(() -> user.post("exports/file", proof).status())
                            .limit(5))
                    .contains(429);
        }

        @Test
        void whatIsLeftOutByChoiceIsSaid() {
            String contact = contact(People.make(null).values());
            Api anna = server.as("anna");
            JsonNode json = anna.get("contacts/" + contact + "/extract?leftOut=activity.activity&leftOut=sale.sale")
                    .is(200)
                    .json();
            assertThat(json.get("complete").asBoolean()).isFalse();
            assertThat(json.get("leftOut")).hasSize(2);
            assertThat(json.get("bundles").toString()).contains("LEFT_OUT", "utelämnat på begäran");
            anna.get("contacts/" + contact + "/extract?leftOut=contact.contact").isProblem(422);
            assertThat(anna.get("extract-parts").is(200).json().toString())
                    .contains("activity.activity")
                    .doesNotContain("contact.contact\"");
            assertThat(anna.get("contacts/" + contact + "/extract?format=html&leftOut=activity.activity")
                            .is(200)
                            .body())
                    .contains("Utelämnat på begäran");
        }

        @Test
        void theFormsRegisterAndEnd() {
            String contact = contact(People.make(null).values());
            Api anna = server.as("anna");
            String forms = "/ui/x/org.gallra.requests/requests";
            form(
                            anna,
                            forms,
                            "kind=ACCESS&channel=PHONE&receivedOn=" + TODAY + "&contact=" + contact
                                    + "&responsible=anna")
                    .is(303);
            JsonNode made = anna.get("requests?contact=" + contact)
                    .is(200)
                    .json()
                    .get("items")
                    .get(0);
            String path = forms + "/" + made.get("id").asText();
            form(
                            anna,
                            path + "/identity",
                            "act=checked&check=KNOWN_PERSON&version="
                                    + made.get("version").asText())
                    .is(303);
            form(
                            anna,
                            path + "/ending",
                            "answer=Skickat&answeredOn=" + TODAY + "&ground=&version="
                                    + read(made).get("version").asText())
                    .is(303);
            assertThat(read(made).get("state").asText()).isEqualTo("DONE");
        }

        @Test
        void whoeverObjectsToMarketingIsShownAndFiltered() {
            People person = People.make(null);
            String contact = contact(person.values());
            Api anna = server.as("anna");
            anna.post("limits", Map.of("contact", contact, "ground", "MARKETING"))
                    .is(201);
            Map<String, Object> free = Map.of("text", person.mark(), "marketable", true);
            Map<String, Object> objecting = Map.of("text", person.mark(), "marketable", false);
            assertThat(anna.post("contacts/search", free).json().get("total").asInt())
                    .isZero();
            assertThat(anna.post("contacts/search", objecting)
                            .json()
                            .get("total")
                            .asInt())
                    .isEqualTo(1);
            assertThat(anna.get("/ui/contacts/" + contact).is(200).body())
                    .contains("Invändning mot direktmarknadsföring");
            assertThat(anna.get("contacts/" + contact + "/extract").is(200).body())
                    .contains("direktmarknadsföring");
            assertThat(admin.get("anonymization-rules/criteria").is(200).body()).contains("limits.marketing");
        }
    }
}
