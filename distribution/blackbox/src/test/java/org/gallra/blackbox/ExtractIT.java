package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The register extract and the register over REST. */
class ExtractIT {

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

        Checks(Kind kind) {
            super(kind);
        }

        @Test
        void itHoldsEveryValueOfThePersonAndNoOneElses() throws Exception {
            String company = company(canary("Bolag"));
            People person = People.make(company);
            People other = People.make(company);
            String id = contact(person.values());
            contact(other.values());
            Api.Answer answer =
                    server.as("anna").get("contacts/" + id + "/extract").is(200);
            JsonNode extract = answer.json();
            assertThat(extract.get("complete").asBoolean())
                    .as(extract.get("bundles").toPrettyString())
                    .isTrue();
            assertThat(extract.get("contact").asText()).isEqualTo(id);
            List<String> values = strings(extract.get("sections"));
            for (String field : People.FIELDS) {
                assertThat(values).as(field).contains(person.values().get(field));
            }
            assertThat(answer.body()).doesNotContain(other.mark());
            assertThat(extract.get("bundles").findValuesAsText("bundle"))
                    .contains("org.gallra.contact", "org.gallra.access");
            for (JsonNode bundle : extract.get("bundles")) {
                assertThat(bundle.get("state").asText())
                        .as(bundle.get("bundle").asText())
                        .isIn("ANSWERED", "NOTHING_FOUND", "HOLDS_NOTHING");
                assertThat(bundle.get("presence").asText()).isEqualTo("ACTIVE");
            }
            assertNothingLogged(List.of(person));
        }

        @Test
        void cardsOfOnePersonAreProposedConfirmedHandedOverAndForgottenTogether() {
            People one = People.make(company(canary("Bolag")));
            People two = People.make(company(canary("Bolag")));
            People stranger = People.make(null);
            two.values().put("email", one.values().get("email"));
            String first = contact(one.values());
            String second = contact(two.values());
            String third = contact(stranger.values());
            String subject = "Gemensamt " + one.mark();
            admin.post(
                            "meetings",
                            Map.of(
                                    "subject",
                                    subject,
                                    "startsAt",
                                    "2026-01-02T10:00:00Z",
                                    "participants",
                                    List.of(first, second, third)))
                    .is(201);
            Api anna = server.as("anna");
            String path = "contacts/" + first + "/same-person";
            JsonNode proposed = anna.get(path).is(200).json().get("proposed");
            assertThat(proposed.findValuesAsText("contact")).containsExactly(second);
            assertThat(proposed.get(0).get("reasons").toString()).isEqualTo("[\"EMAIL\"]");
            assertThat(anna.get("contacts/" + first + "/extract").body())
                    .as("nobody has confirmed it")
                    .doesNotContain(two.values().get("notes"));
            server.as("rut").put(path + "/" + second, Map.of("same", true)).isProblem(403);
            anna.put(path + "/" + first, Map.of("same", true)).isProblem(422);
            anna.put(path + "/" + second, Map.of()).isProblem(422);
            JsonNode decided =
                    anna.put(path + "/" + second, Map.of("same", true)).is(200).json();
            assertThat(decided.get("confirmed").findValuesAsText("decidedBy")).containsExactly("anna");

            for (String card : List.of(first, second)) {
                JsonNode extract =
                        anna.get("contacts/" + card + "/extract").is(200).json();
                assertThat(extract.get("cards").findValuesAsText("contact"))
                        .containsExactly(card, card.equals(first) ? second : first);
                List<String> values = strings(extract.get("sections"));
                for (String field : People.FIELDS) {
                    assertThat(values)
                            .contains(one.values().get(field), two.values().get(field));
                }
                assertThat(values.stream().filter(subject::equals))
                        .as("what both cards share")
                        .hasSize(1);
                assertThat(extract.toString()).doesNotContain(stranger.mark());
            }
            assertThat(anna.get("contacts/" + first + "/extract?otherCards=false")
                            .body())
                    .doesNotContain(two.values().get("notes"));
            assertThat(anna.get("contacts/" + first + "/extract?format=html").body())
                    .contains("Kort av personen", two.values().get("notes"));

            JsonNode plan = admin.post(
                            "anonymizations",
                            Map.of("selection", Map.of("contacts", List.of(second)), "fields", List.of("*")))
                    .is(201)
                    .json();
            admin.post(
                            "anonymizations/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200);
            assertThat(anna.get(path).is(200).json().get("confirmed")).isEmpty();
            assertThat(anna.get("contacts/" + first + "/extract").body()).doesNotContain(two.mark());
        }

        @Test
        void aPageForReadingHoldsThemToo() {
            People person = People.make(company(canary("Bolag")));
            String id = contact(person.values());
            for (String language : List.of("sv", "en")) {
                Api.Answer page = admin.get("contacts/" + id + "/extract?format=html&lang=" + language)
                        .is(200);
                assertThat(page.response().headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/html");
                for (String field : People.FIELDS) {
                    assertThat(page.body()).as(field).contains(person.values().get(field));
                }
                assertThat(page.body()).contains("lang=\"" + language).doesNotContain("%contact");
            }
        }

        @Test
        void aPageShowsNoMarkupThatSomebodyWrote() {
            String id = contact(java.util.Map.of(
                    "lastName", "<script>alert(1)</script>", "notes", "\"><img src=x onerror=alert(1)>"));
            assertThat(admin.get("contacts/" + id + "/extract?format=html")
                            .is(200)
                            .body())
                    .doesNotContain("<script>alert", "<img src=x");
        }

        @Test
        void whoMayNotIsRefused() {
            String id = contact(People.make(null).values());
            server.as("rut").get("contacts/" + id + "/extract").isProblem(403);
            Api.anonymous(server.url()).get("contacts/" + id + "/extract").isProblem(401);
            admin.get("contacts/" + UUID.randomUUID() + "/extract").isProblem(404);
            admin.get("contacts/nonsense/extract").isProblem(404);
            admin.get("contacts/" + id + "/extract?format=nonsense").isProblem(422);
            admin.get("contacts/" + id + "/extract?lang=xx").isProblem(422);
        }

        @Test
        void everyBundleAccountsForItsData() {
            JsonNode register = admin.get("personal-data").is(200).json();
            assertThat(register.get("contributors").size()).isGreaterThan(8);
            for (JsonNode contributor : register.get("contributors")) {
                assertThat(contributor.get("accounting").asText())
                        .as(contributor.get("bundle").asText() + contributor.get("reasons"))
                        .isIn("COMPLETE", "HOLDS_NOTHING");
            }
            assertThat(register.findValuesAsText("id")).contains("contact.contact", "contact.contact.email");
            assertThat(register.toString()).as("labels are resolved").doesNotContain("\"%");
        }

        private static List<String> strings(JsonNode sections) {
            List<String> all = new java.util.ArrayList<>();
            for (JsonNode section : sections) {
                for (JsonNode row : section.get("rows")) {
                    row.get("values").forEach(value -> all.add(value.asText()));
                }
            }
            return all;
        }
    }
}
