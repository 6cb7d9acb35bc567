package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
