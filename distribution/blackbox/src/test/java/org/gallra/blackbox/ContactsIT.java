package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Companies and contacts over REST. */
class ContactsIT {

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
        void aContactIsKeptAsItWasWritten() {
            String company = company("Åkessons Måleri AB");
            Map<String, Object> values = new HashMap<>();
            values.put("company", company);
            values.put("firstName", "Åsa");
            values.put("lastName", "Öberg O'Neill-Łukasz 😀");
            values.put("title", "Måleriingenjör");
            values.put("department", "Färg & form");
            values.put("email", "asa@example.se");
            values.put("mobile", "070-174 06 05");
            values.put("phone", "08-465 004 90");
            values.put("street", "Storgatan 1");
            values.put("postalCode", "111 22");
            values.put("city", "Malmö");
            values.put("country", "SE");
            values.put("website", "https://www.example.se/asa");
            values.put("notes", "Rad ett\nRad två\tmed \"citat\" <b>och</b> %");
            Api.Answer created = admin.post("contacts", values).is(201);
            String id = created.json().get("id").asText();
            assertThat(created.response().headers().firstValue("Location").orElse(""))
                    .endsWith("/api/v1/contacts/" + id);
            assertThat(created.etag()).isNotEmpty();
            Api.Answer read = admin.get("contacts/" + id).is(200);
            assertThat(read.etag()).isEqualTo(created.etag());
            for (String field : values.keySet()) {
                String expected =
                        switch (field) {
                            case "mobile" -> "+46701740605";
                            case "phone" -> "+46846500490";
                            default -> (String) values.get(field);
                        };
                assertThat(read.json().get(field).asText()).as(field).isEqualTo(expected);
            }
            assertThat(read.json().get("companyName").asText()).isEqualTo("Åkessons Måleri AB");
        }

        @Test
        void aChangeNeedsTheVersionThatItIsBasedOn() {
            Api.Answer created =
                    admin.post("contacts", Map.of("lastName", "Först")).is(201);
            String path = "contacts/" + created.json().get("id").asText();
            admin.put(path, Map.of("lastName", "Utan")).isProblem(428);
            Api.Answer changed =
                    admin.put(path, Map.of("lastName", "Andra"), created.etag()).is(200);
            admin.put(path, Map.of("lastName", "Tredje"), created.etag()).isProblem(412);
            admin.put(path, Map.of("lastName", "Fjärde"), "\"nonsense\"").isProblem(412);
            assertThat(changed.etag()).isNotEqualTo(created.etag());
            assertThat(admin.get(path).json().get("lastName").asText()).isEqualTo("Andra");
            String compressed = admin.send(admin.request(path)
                            .header("Accept-Encoding", "gzip")
                            .GET())
                    .etag();
            assertThat(compressed).as("what a browser gets").contains("gzip");
            admin.put(path, Map.of("lastName", "Femte"), compressed).is(200);
            admin.put(path, Map.of("lastName", "Sjätte"), compressed).isProblem(412);
        }

        @Test
        void aCompanyKnowsItsContacts() {
            String company = company(canary("Bolag"));
            String first = contact(Map.of("lastName", "Ek", "company", company));
            String second = contact(Map.of("lastName", "Al", "company", company));
            contact(Map.of("lastName", "Utan bolag"));
            JsonNode page =
                    admin.get("companies/" + company + "/contacts").is(200).json();
            assertThat(page.get("items").findValuesAsText("id")).containsExactly(second, first);
            assertThat(admin.get("companies/" + company).json().get("contacts").asInt())
                    .isEqualTo(2);
        }

        @Test
        void aListIsReadPageByPageInSwedishOrder() {
            String company = company(canary("Sida"));
            List<String> names =
                    List.of("Zetterlund", "Ådahl", "Ärlig", "Öman", "Andersson", "de Geer", "Wallin", "Vallin");
            names.forEach(name -> contact(Map.of("lastName", name, "company", company)));
            List<String> read = new ArrayList<>();
            String path = "companies/" + company + "/contacts?limit=3";
            String cursor = "";
            do {
                JsonNode page = admin.get(path + cursor).is(200).json();
                page.get("items").forEach(item -> read.add(item.get("lastName").asText()));
                cursor = page.get("next").isNull()
                        ? ""
                        : "&cursor=" + page.get("next").asText();
            } while (!cursor.isEmpty());
            assertThat(read)
                    .containsExactly(
                            "Andersson", "de Geer", "Vallin", "Wallin", "Zetterlund", "Ådahl", "Ärlig", "Öman");
        }

        @Test
        void aSearchFindsByNameAndMail() {
            String name = canary("Sökdahl");
            String id = contact(Map.of("firstName", "Sven", "lastName", name, "email", name + "@example.se"));
            for (String words :
                    List.of(name, name.toUpperCase(java.util.Locale.ROOT), "sven " + name, name + "@example.se")) {
                JsonNode page = admin.post("contacts/search", Map.of("text", words))
                        .is(200)
                        .json();
                assertThat(page.get("items").findValuesAsText("id")).as(words).containsExactly(id);
            }
            assertThat(admin.post("contacts/search", Map.of("text", canary("ingen")))
                            .is(200)
                            .json()
                            .get("items"))
                    .isEmpty();
        }

        @Test
        void whatIsWrongIsNamedFieldByField() {
            JsonNode problem = admin.post(
                            "contacts",
                            Map.of(
                                    "lastName",
                                    "Fel",
                                    "email",
                                    "ingen adress",
                                    "country",
                                    "Sverige",
                                    "website",
                                    "ftp://x"))
                    .isProblem(422)
                    .json();
            assertThat(new HashSet<>(problem.get("violations").findValuesAsText("field")))
                    .containsExactlyInAnyOrder("email", "country", "website");
            admin.post("contacts", Map.of("lastName", "Fel", "company", UUID.randomUUID()))
                    .isProblem(422);
        }
    }
}
