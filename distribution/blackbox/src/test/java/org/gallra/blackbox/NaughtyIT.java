package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gallra.api.persistence.Database.Kind;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The Big List of Naughty Strings: nothing breaks, what is refused is not stored, and what is stored is text on every page. Each build
 * tries each string somewhere and somewhere else than the day before; {@code -Dgallra.naughty=all} tries all everywhere,
 * {@code -Dgallra.naughty=DERBY:2/6} the second sixth of that on one database.
 */
class NaughtyIT {

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

        /** Fields of a contact that take any text. */
        private static final List<String> FIELDS =
                List.of("firstName", "lastName", "title", "department", "street", "city", "notes");

        private final List<String> strings;

        Checks(Kind kind) {
            super(kind);
            strings = NaughtyStrings.all();
        }

        @Test
        @Timeout(value = 4, unit = TimeUnit.HOURS)
        void nothingThatIsSentBreaksAnEndpoint() throws Exception {
            List<NaughtyPiece> asked = NaughtyPiece.asked();
            if (asked.isEmpty()) {
                oneStringEach();
                return;
            }
            for (NaughtyPiece piece : asked) {
                if (piece.kind() == server.kind()) {
                    allStrings(piece);
                }
            }
        }

        private void oneStringEach() throws InterruptedException {
            Iterator<String> next = Stream.iterate(
                            NaughtyStrings.day() + server.kind().ordinal() * 250, i -> i + 1)
                    .map(i -> strings.get(i % strings.size()))
                    .iterator();
            List<Attempts.Attempt> all = Attempts.with(next, document(admin), existing(admin));
            assertThat(all).hasSizeGreaterThan(strings.size());
            List<String> broken = Collections.synchronizedList(new ArrayList<>());
            Together.work(all.stream(), attempt -> {
                Api.Answer answer = admin.send(attempt.of(admin));
                if (answer.status() >= 500) {
                    broken.add(answer.status() + ": " + attempt);
                }
            });
            assertThat(broken).isEmpty();
        }

        /** It may be about somebody, and errors lie in the logs of clients and proxies: they say what is wrong where. */
        @Test
        void whatIsRefusedIsNotRepeated() {
            String text = server.kind() == Kind.DERBY ? "Kanariesson-4711" : "kanariesson.4711@example.se";
            Iterator<String> same = Stream.generate(() -> text).iterator();
            List<String> repeated = new ArrayList<>();
            int refused = 0;
            for (Attempts.Attempt attempt : Attempts.with(same, document(admin), existing(admin))) {
                Api.Answer answer = admin.send(attempt.of(admin));
                if (answer.status() >= 400) {
                    refused++;
                    if (answer.body().contains("4711")) {
                        repeated.add(attempt + " answered " + answer.body());
                    }
                }
            }
            assertThat(refused).isGreaterThan(150);
            assertThat(repeated).isEmpty();
        }

        /** On a server of its own, where nothing is spared. */
        private static void allStrings(NaughtyPiece piece) throws Exception {
            try (GallraServer own = GallraServer.startForLong(piece.kind(), "naughty-rest")) {
                Api login = own.admin();
                Stored stored = Stored.in(own);
                List<Attempts.Place> all = Attempts.places(document(login), existing(login));
                NaughtyPlaces places = new NaughtyPlaces(login, stored);
                for (Attempts.Place place : piece.of(all)) {
                    long begin = System.nanoTime();
                    places.attempt(place);
                    System.out.println("naughty: " + place + ": " + places + ", "
                            + (System.nanoTime() - begin) / 1_000_000 + " ms");
                }
                System.out.println("naughty: " + piece + " of " + all.size() + " places; " + places);
                assertThat(places.faults()).isEmpty();
                assertThat(own.errors()).noneMatch(line -> line.contains("Incident"));
            }
        }

        private static JsonNode document(Api login) {
            return login.get("openapi.json").is(200).json();
        }

        private static Map<String, String> existing(Api login) {
            String company = login.post("companies", Map.of("name", canary("Bolag")))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            return Map.of(
                    "contacts",
                    login.post("contacts", People.make(company).values())
                            .is(201)
                            .json()
                            .get("id")
                            .asText());
        }

        /** Half of them on each database. */
        @Test
        void whatIsStoredIsReadAndShownAsItIs() {
            String company = company(canary("Bolag"));
            for (int i = server.kind().ordinal() * FIELDS.size(); i < strings.size(); i += 2 * FIELDS.size()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int j = 0; j < FIELDS.size(); j++) {
                    values.put(FIELDS.get(j), strings.get((i + j) % strings.size()));
                }
                String id = stored(company, values);
                Document page = Jsoup.parse(page("/ui/contacts/" + id));
                assertThat(Harmless.faults(page)).isEmpty();
                String shown = plain(page.wholeText());
                values.values().forEach(value -> assertThat(shown).contains(plain(value)));
                assertThat(Harmless.faults(Jsoup.parse(page("/ui/contacts/" + id + "/edit"))))
                        .isEmpty();
            }
            assertThat(Harmless.faults(Jsoup.parse(page("/ui/companies/" + company))))
                    .isEmpty();
        }

        /** Creates a contact with these texts and demands that they are read as they were sent; what is refused is taken away. */
        private String stored(String company, Map<String, String> values) {
            Map<String, String> sent = new HashMap<>(values);
            sent.put("company", company);
            Api.Answer answer = admin.post("contacts", sent);
            if (answer.status() == 422) {
                for (JsonNode violation : answer.isProblem(422).json().get("violations")) {
                    String field = violation.get("field").asText();
                    assertThat(values).as(answer.body()).containsKey(field);
                    values.remove(field);
                    sent.remove(field);
                }
                sent.putIfAbsent("lastName", canary("Namn"));
                answer = admin.post("contacts", sent);
            }
            String id = answer.is(201).json().get("id").asText();
            JsonNode read = admin.get("contacts/" + id).is(200).json();
            values.forEach((field, value) -> assertThat(
                            Objects.toString(read.get(field).textValue(), ""))
                    .as(field)
                    .isEqualTo(value.strip()));
            return id;
        }

        private String page(String path) {
            Api nobody = Api.anonymous(server.url());
            return nobody.send(nobody.request(path).header("Cookie", "gallra_session=" + admin.token()))
                    .is(200)
                    .body();
        }

        private static String plain(String text) {
            return text.replaceAll("\\s+", " ").strip();
        }
    }
}
