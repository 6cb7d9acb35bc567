package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.NastyStrings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Free fields and the purpose: defined, filled in on every road, found, extracted, anonymized and deleted. */
class FreeFieldsIT {

    /** Every seventh of those with which the unit tests try each type. */
    private static final List<String> NASTY = IntStream.range(0, NastyStrings.ALL.size())
            .filter(i -> i % 7 == 0)
            .mapToObj(NastyStrings.ALL::get)
            // halves of pairs have no place in UTF-8
            .filter(text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff))
            .toList();

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
            admin.put("free-fields/owners/contact/department", Map.of("mandatory", false))
                    .is(204);
        }

        private JsonNode define(String owner, String type, String label, Map<String, ?> more) {
            Map<String, Object> draft = new HashMap<>(more);
            draft.put("owner", owner);
            draft.put("type", type);
            draft.put("label", Map.of("sv", label));
            if (type.equals("LIST") || type.equals("MULTI")) {
                draft.putIfAbsent(
                        "choices",
                        List.of(
                                Map.of("label", Map.of("sv", "Röd", "en", "Red")),
                                Map.of("label", Map.of("sv", "Blå", "en", "Blue"))));
            }
            return admin.post("free-fields", draft).is(201).json();
        }

        private static Map<String, Object> with(Map<String, ?> values, Map<String, ?> free) {
            Map<String, Object> all = new HashMap<>(values);
            all.put("freeFields", free);
            return all;
        }

        private JsonNode execute(String acts, Object request) {
            JsonNode plan = admin.post(acts, request).is(201).json();
            return admin.post(
                            acts + "/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200)
                    .json();
        }

        @Test
        void nastyStringsComeBackAsTheyWentOrAreRefusedWithAReason() {
            Map<String, String> keys = new LinkedHashMap<>();
            for (String type : List.of(
                    "TEXT",
                    "LONG_TEXT",
                    "LINK",
                    "EMAIL",
                    "PHONE",
                    "DATE",
                    "INTEGER",
                    "DECIMAL",
                    "CURRENCY",
                    "LIST",
                    "MULTI",
                    "BOOLEAN",
                    "TIME",
                    "PERCENT")) {
                keys.put(
                        type,
                        define("contact", type, "Fält " + type.toLowerCase(java.util.Locale.ROOT), Map.of())
                                .get("key")
                                .asText());
            }
            String id = contact(People.make(null).values());
            int kept = 0;
            for (String nasty : NASTY) {
                Api.Answer before = admin.get("contacts/" + id).is(200);
                Map<String, Object> free = new HashMap<>();
                keys.values().forEach(key -> free.put(key, nasty));
                Api.Answer refused = admin.put("contacts/" + id, draft(before.json(), free), before.etag());
                List<String> wrong = new ArrayList<>(); // a text is no number, and no yes or no
                for (JsonNode violation : refused.is(422).json().get("violations")) {
                    wrong.add(violation.get("field").asText());
                    assertThat(violation.toString()).hasSizeGreaterThan(40);
                }
                assertThat(wrong).contains("freeFields." + keys.get("INTEGER"), "freeFields." + keys.get("BOOLEAN"));
                free.keySet().removeIf(key -> wrong.contains("freeFields." + key));
                if (!free.isEmpty()) {
                    JsonNode saved = admin.put("contacts/" + id, draft(before.json(), free), before.etag())
                            .is(200)
                            .json();
                    free.forEach((key, value) -> assertThat(
                                    saved.get("freeFields").get(key).asText())
                            .isEqualTo(value));
                    kept++;
                }
            }
            assertThat(kept).isGreaterThan(25);
        }

        private static ObjectNode draft(JsonNode contact, Map<String, ?> free) {
            ObjectNode draft = Api.JSON.createObjectNode();
            for (String name : People.FIELDS) {
                draft.set(name, contact.get(name));
            }
            draft.set("freeFields", Api.JSON.valueToTree(free));
            return draft;
        }

        @Test
        void aMandatoryPurposeIsAskedForOnEveryRoad() {
            JsonNode ready = admin.post("free-fields/purpose", Map.of()).is(200).json();
            JsonNode purpose = ready.get(0);
            assertThat(purpose.get("key").asText()).isEqualTo("purpose");
            String old = contact(People.make(null).values());
            ObjectNode draft = Api.JSON.createObjectNode();
            for (String name : List.of("label", "help", "choices", "category", "listed")) {
                draft.set(name, purpose.get(name));
            }
            draft.put("mandatory", true);
            String path = "free-fields/" + purpose.get("id").asText();
            admin.put(path, draft, admin.get(path).etag()).is(200);
            assertThat(admin.get(path + "/impact").is(200).json().get("lacking").asInt())
                    .isPositive();

            People person = People.make(null);
            Api.Answer refused = admin.post("contacts", person.values()).is(422);
            assertThat(refused.json().get("violations").get(0).get("field").asText())
                    .isEqualTo("freeFields.purpose");
            Api.Answer card = admin.get("contacts/" + old).is(200);
            admin.put("contacts/" + old, draft(card.json(), Map.of()), card.etag())
                    .is(422);
            admin.post("contacts", with(person.values(), Map.of("purpose", "customer")))
                    .is(201);

            String mark = canary("import");
            String csv = "Förnamn;Efternamn;Syfte\nAnna;A" + mark + ";Kundrelation\nBo;B" + mark + ";\nCia;C" + mark
                    + ";Nonsens\n";
            JsonNode read = admin.send(admin.request("imports")
                            .header("Content-Type", "application/octet-stream")
                            .POST(BodyPublishers.ofByteArray(csv.getBytes(StandardCharsets.UTF_8))))
                    .is(201)
                    .json();
            assertThat(read.get("columns").get(2).get("target").asText()).isEqualTo("contact.free.purpose");
            assertThat(read.get("counts").get("NEW").asInt()).isEqualTo(1);
            assertThat(read.get("counts").get("BAD").asInt()).isEqualTo(2);
            assertThat(read.get("issues").findValuesAsText("line")).contains("3", "4");
            JsonNode done = admin.post("imports/" + read.get("id").asText() + "/execution", Map.of())
                    .is(200)
                    .json();
            assertThat(done.get("counts")).isEqualTo(read.get("counts"));
            JsonNode found = admin.post("contacts/search", Map.of("text", mark))
                    .is(200)
                    .json()
                    .get("items");
            assertThat(found).hasSize(1);
            assertThat(found.get(0).get("freeFields").get("purpose").asText()).isEqualTo("customer");

            // in bulk, and as a filter
            Map<String, Object> without = Map.of("freeFields", List.of(Map.of("field", "purpose", "is", "EMPTY")));
            assertThat(admin.post("contacts/search?limit=200", without).is(200).body())
                    .contains(old);
            JsonNode assigned = admin.post(
                            "contacts/free-fields",
                            Map.of("contacts", List.of(old), "freeFields", Map.of("purpose", "prospect")))
                    .is(200)
                    .json();
            assertThat(assigned.get("changed").asInt()).isEqualTo(1);
            assertThat(admin.post("contacts/search?limit=200", without).is(200).body())
                    .doesNotContain(old);
            Api.Answer now = admin.get("contacts/" + old).is(200);
            admin.put("contacts/" + old, draft(now.json(), Map.of()), now.etag())
                    .is(200);

            // the card is exempt once it is anonymized
            execute("anonymizations", Map.of("selection", Map.of("contacts", List.of(old)), "fields", List.of("*")));
            admin.get("contacts/" + old).isProblem(404);
        }

        @Test
        void valuesAreExtractedInWordsAndGoWithThePerson() {
            String word = canary("fritt");
            String secret = canary("hemligt");
            String text =
                    define("contact", "TEXT", "Favoritord", Map.of()).get("key").asText();
            String list = define("contact", "LIST", "Färg", Map.of()).get("key").asText();
            String note = define("activity", "TEXT", "Kod", Map.of()).get("key").asText();
            String plain = define("activity", "TEXT", "Ärende", Map.of("personal", false))
                    .get("key")
                    .asText();
            String contact = contact(with(People.make(null).values(), Map.of(text, word, list, "bla")));
            String activity = admin.post(
                            "activities",
                            Map.of(
                                    "type",
                                    "CALL",
                                    "contact",
                                    contact,
                                    "subject",
                                    "Samtal",
                                    "freeFields",
                                    Map.of(note, secret, plain, "stays")))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            String extract = admin.get("contacts/" + contact + "/extract?format=json&lang=sv")
                    .is(200)
                    .body();
            assertThat(extract).contains(word, secret, "Favoritord", "Blå").doesNotContain("\"bla\"", "stays");
            assertThat(admin.get("contacts/" + contact + "/extract?format=json&lang=en")
                            .is(200)
                            .body())
                    .contains("Blue");

            JsonNode done = execute("anonymizations", Map.of("selection", Map.of("contacts", List.of(contact))));
            assertThat(done.toString()).contains("contact.field");
            JsonNode kept = admin.get("activities/" + activity).is(200).json();
            assertThat(kept.get("freeFields").get(note).asText())
                    .as("not chosen")
                    .isEqualTo(secret);
            execute(
                    "anonymizations",
                    Map.of(
                            "selection",
                            Map.of(
                                    "contacts",
                                    List.of(contact(with(People.make(null).values(), Map.of(text, word)))))));
            assertThat(admin.post(
                                    "contacts/search",
                                    Map.of(
                                            "anonymized",
                                            "ONLY",
                                            "freeFields",
                                            List.of(Map.of("field", text, "is", "FILLED"))))
                            .is(200)
                            .json()
                            .get("items"))
                    .as("nothing is left")
                    .isEmpty();

            String other = contact(with(People.make(null).values(), Map.of(text, word)));
            String all = admin.post(
                            "activities",
                            Map.of(
                                    "type",
                                    "CALL",
                                    "contact",
                                    other,
                                    "subject",
                                    "Samtal",
                                    "freeFields",
                                    Map.of(note, secret, plain, "stays")))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            execute("anonymizations", Map.of("selection", Map.of("contacts", List.of(other)), "fields", List.of("*")));
            JsonNode bare = admin.get("activities/" + all).is(200).json().get("freeFields");
            assertThat(bare.has(note)).isFalse();
            assertThat(bare.get(plain).asText()).isEqualTo("stays");

            String third = contact(with(People.make(null).values(), Map.of(text, word)));
            admin.post(
                            "activities",
                            Map.of(
                                    "type",
                                    "CALL",
                                    "contact",
                                    third,
                                    "subject",
                                    "Samtal",
                                    "freeFields",
                                    Map.of(note, secret)))
                    .is(201);
            execute("deletions", Map.of("contact", third));
            admin.get("contacts/" + third).isProblem(404);
        }

        @Test
        void everyTypeOfRecordTakesFieldsAndStandardFieldsCanBeMandatory() {
            JsonNode owners = admin.get("free-fields/owners").is(200).json();
            assertThat(owners.findValuesAsText("id"))
                    .startsWith("contact", "company", "activity", "meeting", "opportunity", "sale");
            for (String owner : List.of("company", "meeting", "opportunity", "sale")) {
                define(owner, "CURRENCY", "Värde", Map.of());
            }
            Map<String, Object> free = Map.of("varde", Map.of("amount", 12.50, "currency", "EUR"));
            String company = admin.post("companies", with(Map.of("name", canary("Bolag")), free))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            List<JsonNode> made = List.of(
                    admin.get("companies/" + company).is(200).json(),
                    admin.post(
                                    "meetings",
                                    with(
                                            Map.of(
                                                    "company",
                                                    company,
                                                    "subject",
                                                    "Möte",
                                                    "startsAt",
                                                    "2026-03-01T10:00:00Z"),
                                            free))
                            .is(201)
                            .json(),
                    admin.post("opportunities", with(Map.of("company", company, "name", "Affär"), free))
                            .is(201)
                            .json(),
                    admin.post("sales", with(Map.of("company", company, "description", "Vara", "amount", 10), free))
                            .is(201)
                            .json());
            for (JsonNode record : made) {
                assertThat(record.get("freeFields").get("varde").get("amount").decimalValue())
                        .isEqualByComparingTo("12.50");
                assertThat(record.get("freeFields").get("varde").get("currency").asText())
                        .isEqualTo("EUR");
            }
            execute("deletions", Map.of("company", company));

            admin.put("free-fields/owners/contact/department", Map.of("mandatory", true))
                    .is(204);
            Map<String, Object> values = new HashMap<>(People.make(null).values());
            values.remove("department");
            assertThat(admin.post("contacts", values)
                            .is(422)
                            .json()
                            .get("violations")
                            .get(0)
                            .get("field")
                            .asText())
                    .isEqualTo("department");
        }

        /** Returns the values of a field, a page of two after the other; "-" where there is none. */
        private List<String> paged(String list, Map<String, ?> filter, String sort, String key) {
            List<String> values = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = admin.post(list + "/search?limit=2&sort=" + sort + cursor, filter)
                        .is(200)
                        .json();
                page.get("items")
                        .forEach(item -> values.add(
                                item.get("freeFields").has(key)
                                        ? item.get("freeFields").get(key).asText()
                                        : "-"));
                cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : null;
            } while (cursor != null);
            return values;
        }

        @Test
        void listsAreSortedByWhatIsFilledIn() {
            String mark = canary("sort");
            String size = define("contact", "INTEGER", "Skonummer", Map.of("listed", true))
                    .get("key")
                    .asText();
            String grade = define(
                            "company",
                            "LIST",
                            "Betyg",
                            Map.of(
                                    "listed",
                                    true,
                                    "choices",
                                    List.of(
                                            Map.of("label", Map.of("sv", "Utmärkt")),
                                            Map.of("label", Map.of("sv", "Bra")),
                                            Map.of("label", Map.of("sv", "Dåligt")))))
                    .get("key")
                    .asText();
            for (Object value : new Object[] {9, null, 10, -3, null, 44}) {
                Map<String, Object> values = Map.of("lastName", "Ek" + mark, "firstName", "F" + value);
                contact(value == null ? values : with(values, Map.of(size, value)));
            }
            String employer = admin.post("companies", Map.of("name", canary("Arbetsgivare")))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            contact(with(Map.of("lastName", "Ek" + mark, "company", employer), Map.of(size, 5)));
            for (String value : new String[] {"daligt", "bra", "", "utmarkt"}) {
                Map<String, Object> free = value.isEmpty() ? Map.of() : Map.of(grade, value);
                admin.post("companies", with(Map.of("name", "Bolag " + mark), free))
                        .is(201);
            }
            Map<String, Object> filter = Map.of("text", mark);
            assertThat(paged("contacts", filter, "freeFields." + size, size))
                    .containsExactly("-3", "5", "9", "10", "44", "-", "-");
            assertThat(paged("contacts", filter, "-freeFields." + size, size))
                    .containsExactly("44", "10", "9", "5", "-3", "-", "-");
            assertThat(paged("contacts", filter, "company", size))
                    .as("those without a company are not lost behind the first page")
                    .startsWith("5")
                    .hasSize(7);
            assertThat(paged("companies", filter, "freeFields." + grade, grade))
                    .containsExactly("utmarkt", "bra", "daligt", "-");
            assertThat(paged("companies", filter, "-freeFields." + grade, grade))
                    .containsExactly("daligt", "bra", "utmarkt", "-");
            assertThat(paged(
                            "companies",
                            Map.of(
                                    "text",
                                    mark,
                                    "freeFields",
                                    List.of(Map.of("field", grade, "is", "EQUAL", "value", "Bra"))),
                            "name",
                            grade))
                    .containsExactly("bra");
            assertThat(admin.post("contacts/search?sort=freeFields.nothing", filter)
                            .is(422)
                            .json()
                            .at("/violations/0/field")
                            .asText())
                    .isEqualTo("sort");
            assertThat(admin.get("contacts?sort=-freeFields." + size + "&limit=2")
                            .is(200)
                            .json()
                            .get("items"))
                    .hasSize(2);
            assertThat(admin.get("/ui/contacts?sort=-freeFields." + size)
                            .is(200)
                            .body())
                    .contains(
                            "aria-sort=\"descending\"><a href=\"/ui/contacts?sort=freeFields." + size + "\">Skonummer")
                    .containsSubsequence(">44</td>", ">10</td>", ">9</td>", ">−3</td>");
            assertThat(admin.get("/ui/companies?sort=freeFields." + grade)
                            .is(200)
                            .body())
                    .contains("aria-sort=\"ascending\"><a href=\"/ui/companies?sort=-freeFields." + grade + "\">Betyg");
        }

        @Test
        void rulesSeeFreeFields() {
            admin.post("free-fields/purpose", Map.of()).is(200);
            JsonNode criteria =
                    admin.get("anonymization-rules/criteria").is(200).json();
            assertThat(criteria.findValuesAsText("id"))
                    .contains(
                            "freefield.equals",
                            "freefield.empty",
                            "freefield.compared",
                            "freefield.purpose",
                            "freefield.retention");
        }
    }
}
