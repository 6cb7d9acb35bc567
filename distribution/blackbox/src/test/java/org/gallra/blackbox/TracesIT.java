package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * No value of anybody stands in a log, a figure, the audit log, a receipt, an answer of the health checks, a page of the web console, or a text
 * that says what is wrong: neither what was stored and is erased, nor what was refused.
 */
class TracesIT {

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

        /** What is refused, or at least tried. */
        private final String tried = People.letters(16) + "yyyy";

        private final Map<String, Object> fields = new HashMap<>();

        Checks(Kind kind) {
            super(kind);
        }

        /** Other classes share the server, and know of no field. */
        @AfterEach
        void noFieldStays() {
            for (JsonNode field : admin.get("free-fields").is(200).json()) {
                String path = "free-fields/" + field.get("id").asText();
                admin.send(admin.request(path)
                                .header("If-Match", admin.get(path).etag())
                                .DELETE())
                        .is(200);
            }
        }

        @Test
        void nobodyIsNamedWhereTheServerTellsOfItself() throws Exception {
            for (String owner : List.of("contact", "company", "activity", "meeting", "opportunity", "sale")) {
                fields.put(owner, field(owner));
            }
            String firm = People.letters(16) + "xxxx";
            String company = company(firm);
            People anonymized = People.make(company);
            People deleted = People.make(company);
            String first = person(anonymized, company);
            String second = person(deleted, company);
            for (String format : List.of("json", "html", "pdf", "xlsx")) {
                admin.get("contacts/" + first + "/extract?format=" + format).is(200);
            }
            tryEverything(first);
            refusedFiles(anonymized);
            execute("anonymizations", Map.of("selection", Map.of("contacts", List.of(first)), "fields", List.of("*")));
            execute("deletions", Map.of("contact", second));
            execute("deletions", Map.of("company", company));
            List<String> gone = new ArrayList<>(List.of(firm));
            for (People person : List.of(anonymized, deleted)) {
                gone.addAll(List.of(
                        person.mark(),
                        person.values().get("mobile"),
                        person.values().get("phone")));
                Map<String, String> again = new HashMap<>(person.values());
                again.remove("company");
                String answer = admin.post("contacts", again).isProblem(409).body();
                assertThat(answer.toLowerCase(Locale.ROOT))
                        .as("whom it recognizes")
                        .doesNotContain(person.mark());
            }
            whatIsErasedIsReadNowhere(gone);
            gone.add(tried);
            Traces told = Traces.of(server, admin);
            assertThat(told.places()).isGreaterThan(60);
            for (String place :
                    List.of("/metrics", "data/log/karaf.log", "audit/file?lang=sv", "console, gallra/acts")) {
                assertThat(told.at(place)).as(place).hasSizeGreaterThan(500);
            }
            assertThat(told.at("/system/health.txt?tags=*"))
                    .as("OK, or WARN where operators have something to do")
                    .containsAnyOf("OK", "WARN");
            assertThat(told.at("shell")).contains("register.anonymized", "Found persistence unit");
            assertThat(told.naming(gone)).isEmpty();
        }

        private String field(String owner) {
            return admin.post(
                            "free-fields",
                            Map.of("owner", owner, "type", "TEXT", "label", Map.of("sv", "Spår på " + owner)))
                    .is(201)
                    .json()
                    .get("key")
                    .asText();
        }

        private Map<String, Object> with(String owner, String mark, Map<String, ?> values) {
            Map<String, Object> all = new HashMap<>(values);
            all.put("freeFields", Map.of(String.valueOf(fields.get(owner)), "Fritt " + mark));
            return all;
        }

        private String id(String collection, Map<String, ?> values) {
            return admin.post(collection, values).is(201).json().get("id").asText();
        }

        @Override
        String company(String mark) {
            Map<String, String> values = Map.of(
                    "name",
                    "Bolag" + mark,
                    "email",
                    "info@" + mark + ".example.se",
                    "website",
                    "https://" + mark + ".example.se",
                    "street",
                    "Vägen" + mark,
                    "postalCode",
                    "P" + mark.substring(0, 8),
                    "city",
                    "Staden" + mark,
                    "notes",
                    "Om" + mark);
            return id("companies", with("company", mark, values));
        }

        /** Makes a person and everything that can be written of one. */
        private String person(People person, String company) {
            String mark = person.mark();
            String id = id("contacts", with("contact", mark, person.values()));
            id(
                    "activities",
                    with(
                            "activity",
                            mark,
                            Map.of(
                                    "type", "CALL",
                                    "contact", id,
                                    "subject", "Samtal" + mark,
                                    "notes", "Sagt" + mark,
                                    "place", "Plats" + mark,
                                    "outcome", "Slut" + mark)));
            id(
                    "meetings",
                    with(
                            "meeting",
                            mark,
                            Map.of(
                                    "subject",
                                    "Möte" + mark,
                                    "notes",
                                    "Anteckning" + mark,
                                    "place",
                                    "Rum" + mark,
                                    "startsAt",
                                    "2026-05-01T09:00:00Z",
                                    "endsAt",
                                    "2026-05-01T10:00:00Z",
                                    "participants",
                                    List.of(id))));
            id(
                    "opportunities",
                    with(
                            "opportunity",
                            mark,
                            Map.of(
                                    "contact", id,
                                    "name", "Affär" + mark,
                                    "notes", "Tanke" + mark,
                                    "stage", "LOST",
                                    "lostReason", "Dyrt" + mark)));
            id(
                    "sales",
                    with(
                            "sale",
                            mark,
                            Map.of(
                                    "contact",
                                    id,
                                    "company",
                                    company,
                                    "description",
                                    "Såld" + mark,
                                    "documents",
                                    "avtal-" + mark + ".pdf",
                                    "amount",
                                    1,
                                    "soldOn",
                                    "2026-02-03")));
            id(
                    "requests",
                    Map.of(
                            "kind", "ACCESS",
                            "contact", id,
                            "receivedOn", "2026-11-01",
                            "channel", "EMAIL",
                            "notes", "Begär" + mark));
            return id;
        }

        /** Writes the word into each place of each request, and into bodies that are no JSON; no answer that refuses it repeats it. */
        private void tryEverything(String contact) {
            JsonNode document = admin.get("openapi.json").is(200).json();
            List<Attempts.Attempt> all = new ArrayList<>(
                    Attempts.with(Stream.generate(() -> tried).iterator(), document, Map.of("contacts", contact)));
            assertThat(all).hasSizeGreaterThan(500);
            Attempts.usual(document, Map.of()).values().stream()
                    .filter(usual -> !usual.body().isEmpty())
                    .forEach(usual -> {
                        for (String body : List.of(tried, "{\"lastName\":\"" + tried, "[\"" + tried + "\"]")) {
                            all.add(new Attempts.Attempt(usual.method(), usual.path(), body));
                        }
                    });
            for (String values : List.of(
                    "\"email\":\"" + tried + " at example\"",
                    "\"mobile\":\"" + tried + "\"",
                    "\"title\":\"" + tried.repeat(20) + "\"",
                    "\"city\":\"" + tried + "\\u0007\"")) {
                all.add(new Attempts.Attempt("POST", "contacts", "{\"lastName\":\"" + tried + "\"," + values + "}"));
            }
            for (String path : List.of("contacts/", "nonsense/", "/ui/contacts/", "/ui/", "/", "/ui/x/")) {
                all.add(new Attempts.Attempt("GET", path + tried, ""));
            }
            all.add(new Attempts.Attempt("POST", "contacts/search", "{\"text\":\"" + tried + "\"}"));
            List<String> repeated = new ArrayList<>();
            for (Attempts.Attempt attempt : all) {
                repeats(admin.send(attempt.of(admin)), repeated);
            }
            repeats(
                    Api.anonymous(server.url()).post("session", Map.of("userName", tried, "password", tried)),
                    repeated);
            assertThat(repeated).isEmpty();
        }

        private void repeats(Api.Answer answer, List<String> repeated) {
            if (answer.status() >= 400 && answer.body().contains(tried)) {
                repeated.add(answer.request() + " " + answer.status() + ": " + answer.body());
            }
        }

        /** A file that is imported, and such as are none. */
        private void refusedFiles(People person) {
            String row = person.values().get("firstName") + ";"
                    + person.values().get("lastName") + ";" + person.values().get("email") + ";";
            String csv = "Förnamn;Efternamn;E-post;Anteckningar\n" + row + "Import " + person.mark() + "\n" + "X;Y;"
                    + person.mark() + " ingen adress;Import\n";
            JsonNode read = upload(csv).is(201).json();
            String path = "imports/" + read.get("id").asText();
            admin.post(path + "/execution", Map.of()).is(200);
            List<String> repeated = new ArrayList<>();
            for (String bad : List.of(
                    "<a>" + tried + "</a>", "PK\u0003\u0004" + tried, tried, "BEGIN:VCARD\nFN:" + tried, "\u0000")) {
                repeats(upload(bad), repeated);
            }
            assertThat(repeated).isEmpty();
        }

        private Api.Answer upload(String content) {
            return admin.send(admin.request("imports?fileName=" + tried + ".csv")
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofString(content)));
        }

        private void execute(String acts, Map<String, ?> what) {
            JsonNode plan = admin.post(acts, what).is(201).json();
            admin.post(
                            acts + "/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200);
        }

        /** Whatever can be asked for without naming a record. */
        private void whatIsErasedIsReadNowhere(List<String> words) {
            List<String> found = new ArrayList<>();
            Attempts.usual(admin.get("openapi.json").is(200).json(), Map.of()).forEach((operation, usual) -> {
                if (operation.startsWith("GET ") && !operation.contains("{")) {
                    String body = admin.send(usual.of(admin)).body().toLowerCase(Locale.ROOT);
                    words.stream().filter(body::contains).forEach(word -> found.add(operation + " names " + word));
                }
            });
            assertThat(found).isEmpty();
        }
    }
}
