package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Legal holds: who is under one is forgotten by nobody, and previews and receipts say why. */
class HoldsIT {

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

        private Api.Answer hold(String whom, String id, String ground, String until) {
            Map<String, Object> draft = new HashMap<>(Map.of(whom, id, "ground", ground, "reason", "Skäl"));
            if (until != null) {
                draft.put("until", until);
            }
            return admin.post("holds", draft).is(201);
        }

        private void lift(Api.Answer placed) {
            String path = "holds/" + placed.json().get("id").asText();
            admin.send(admin.request(path)
                            .header("If-Match", admin.get(path).etag())
                            .DELETE())
                    .is(200);
        }

        private JsonNode anonymization(String... contacts) {
            return admin.post(
                            "anonymizations",
                            Map.of("selection", Map.of("contacts", List.of(contacts)), "fields", List.of("*")))
                    .is(201)
                    .json();
        }

        private Api.Answer execute(String acts, JsonNode plan) {
            return admin.post(
                    acts + "/" + plan.get("id").asText() + "/execution",
                    Map.of("digest", plan.get("digest").asText()));
        }

        @Test
        void whoIsHeldIsLeftOutAndNamedInPreviewAndReceipt() {
            String held = contact(People.make(null).values());
            String free = contact(People.make(null).values());
            Api.Answer hold = hold("contact", held, "AUTHORITY", "2090-06-30");
            JsonNode plan = anonymization(held, free);
            assertThat(plan.get("contacts").asInt()).isEqualTo(1);
            JsonNode excluded = plan.get("excluded").get(0);
            assertThat(excluded.get("blocker").asText()).isEqualTo("hold.authority");
            assertThat(excluded.get("reason").get("sv").asText()).isEqualTo("Rättsligt stopp: Myndighets begäran");
            assertThat(excluded.get("until").asText()).startsWith("2090-06-30T21:59:59");
            JsonNode done = execute("anonymizations", plan).is(200).json();
            assertThat(done.get("receipt").get("excluded").get(0)).isEqualTo(excluded);
            admin.get("contacts/" + held).is(200);
            admin.get("contacts/" + free).isProblem(404);
            execute("anonymizations", anonymization(held)).isProblem(409);
            execute(
                            "deletions",
                            admin.post("deletions", Map.of("contact", held))
                                    .is(201)
                                    .json())
                    .isProblem(409);
            lift(hold);
            execute("anonymizations", anonymization(held)).is(200);
            admin.get("contacts/" + held).isProblem(404);
        }

        @Test
        void aHeldCompanyHoldsItsContactsAndItself() {
            String company = company(canary("Bolag"));
            String contact = contact(People.make(company).values());
            Api.Answer hold = hold("company", company, "CLAIM", null);
            JsonNode deletion =
                    admin.post("deletions", Map.of("company", company)).is(201).json();
            assertThat(deletion.get("companies").asInt()).isZero();
            assertThat(deletion.get("excluded").get(0).get("companies").asInt()).isEqualTo(1);
            assertThat(deletion.get("excluded").get(0).get("until").isNull()).isTrue();
            execute("deletions", deletion).isProblem(409);
            execute("anonymizations", anonymization(contact)).isProblem(409);
            lift(hold);
            execute(
                            "deletions",
                            admin.post("deletions", Map.of("company", company))
                                    .is(201)
                                    .json())
                    .is(200);
            admin.get("companies/" + company).isProblem(404);
            assertThat(admin.get("holds?active=true").body()).doesNotContain(company);
        }

        @Test
        void aHoldThatComesAfterThePreviewStopsTheExecution() {
            String contact = contact(People.make(null).values());
            JsonNode plan = anonymization(contact);
            hold("contact", contact, "BOOKKEEPING", null);
            JsonNode problem = execute("anonymizations", plan).isProblem(409).json();
            assertThat(problem.get("differences").toString()).contains("Legal hold: Bookkeeping");
            admin.get("contacts/" + contact).is(200);
        }

        @Test
        void theWordsAreExtractedAndGoWithThePerson() {
            String word = canary("tvist");
            String contact = contact(People.make(null).values());
            Api.Answer placed = admin.post("holds", Map.of("contact", contact, "ground", "OTHER", "reason", word));
            assertThat(admin.get("contacts/" + contact + "/extract").is(200).body())
                    .contains(word);
            lift(placed.is(201));
            execute(
                            "anonymizations",
                            admin.post("anonymizations", Map.of("selection", Map.of("contacts", List.of(contact))))
                                    .is(201)
                                    .json())
                    .is(200);
            JsonNode hold = admin.get("holds/" + placed.json().get("id").asText())
                    .is(200)
                    .json();
            assertThat(hold.get("reason").isNull()).isTrue();
            assertThat(hold.get("ground").asText()).isEqualTo("OTHER");
            assertThat(hold.get("contactName").asText()).startsWith("Anonymiserad");
        }

        @Test
        void onlySystemAdministratorsPlaceAndLift() {
            String contact = contact(People.make(null).values());
            Map<String, Object> draft = Map.of("contact", contact, "ground", "CLAIM", "reason", "Hemligt");
            for (String name : List.of("anna", "rut", "dag")) {
                server.as(name).post("holds", draft).isProblem(403);
            }
            Api.Answer placed = admin.post("holds", draft).is(201);
            String path = "holds/" + placed.json().get("id").asText();
            Api anna = server.as("anna");
            JsonNode seen = anna.get(path).is(200).json();
            assertThat(seen.get("ground").asText()).isEqualTo("CLAIM");
            assertThat(seen.get("reason").isNull()).isTrue();
            anna.send(anna.request(path).header("If-Match", placed.etag()).DELETE())
                    .isProblem(403);
            anna.get("/ui/settings/org.gallra.hold/holds").is(403);
            assertThat(anna.get("/ui/contacts/" + contact).is(200).body())
                    .contains("Rättsligt stopp")
                    .doesNotContain("Hemligt", "Lägg rättsligt stopp");
            lift(placed);
            assertThat(anna.get("/ui/contacts/" + contact).is(200).body()).doesNotContain("Rättsligt stopp");
        }

        @Test
        void whatIsWrongIsSaid() {
            String contact = contact(People.make(null).values());
            admin.post("holds", "{").isProblem(400);
            admin.post("holds", Map.of("contact", contact, "ground", "NONSENSE"))
                    .isProblem(400);
            assertThat(admin.post("holds", Map.of())
                            .isProblem(422)
                            .json()
                            .get("violations")
                            .findValuesAsText("field"))
                    .contains("contact", "ground");
            admin.post(
                            "holds",
                            Map.of(
                                    "contact",
                                    contact,
                                    "ground",
                                    "CLAIM",
                                    "until",
                                    LocalDate.now().minusDays(2).toString()))
                    .isProblem(422);
            admin.post("holds", Map.of("contact", UUID.randomUUID(), "ground", "CLAIM"))
                    .isProblem(404);
            admin.post("holds", Map.of("company", UUID.randomUUID(), "ground", "CLAIM"))
                    .isProblem(404);
            admin.get("holds/" + UUID.randomUUID()).isProblem(404);
            admin.get("holds/nonsense").isProblem(404);
            admin.get("holds?active=perhaps").isProblem(422);
            admin.get("holds?limit=0").isProblem(422);
            admin.get("holds?cursor=nonsense").isProblem(422);
            Api.Answer placed = hold("contact", contact, "CLAIM", null);
            String path = "holds/" + placed.json().get("id").asText();
            Map<String, Object> terms = Map.of("ground", "BOOKKEEPING", "until", "2099-01-01");
            admin.put(path, terms).isProblem(428);
            admin.delete(path).isProblem(428);
            Api.Answer changed = admin.put(path, terms, placed.etag()).is(200);
            assertThat(changed.json().get("until").asText()).isEqualTo("2099-01-01");
            admin.put(path, terms, placed.etag()).isProblem(412);
            lift(placed);
            admin.put(path, terms, admin.get(path).etag()).isProblem(409);
            assertThat(admin.get("holds?contact=" + contact + "&active=true")
                            .json()
                            .get("total")
                            .asInt())
                    .isZero();
        }

        @Test
        void aSaleThatIsInvoicedStaysWhenItsPersonIsDeleted() {
            String mark = canary("kvar");
            String contact = contact(People.make(company(canary("Bolag"))).values());
            Map<String, Object> sale = Map.of("contact", contact, "description", mark, "notes", mark, "amount", 10);
            String loose = admin.post("sales", sale).is(201).json().get("id").asText();
            Map<String, Object> invoiced = new HashMap<>(sale);
            invoiced.put("invoiceNumber", "F-17");
            String kept = admin.post("sales", invoiced).is(201).json().get("id").asText();
            JsonNode plan =
                    admin.post("deletions", Map.of("contact", contact)).is(201).json();
            JsonNode planned = record(plan, "sale.sale");
            assertThat(planned.get("rows").asInt()).isEqualTo(1);
            assertThat(planned.get("kept").asInt()).isEqualTo(1);
            assertThat(planned.get("keptGround").get("sv").asText()).contains("bokföringslagen");
            JsonNode receipt = execute("deletions", plan).is(200).json().get("receipt");
            assertThat(record(receipt, "sale.sale").get("rows").asInt()).isEqualTo(1);
            assertThat(record(receipt, "sale.sale").get("kept").asInt()).isEqualTo(1);
            admin.get("sales/" + loose).isProblem(404);
            JsonNode stays = admin.get("sales/" + kept).is(200).json();
            assertThat(stays.get("contact").isNull()).isTrue();
            assertThat(stays.get("company").isNull()).as("the company stays").isFalse();
            assertThat(stays.get("description").isNull()).isTrue();
            assertThat(stays.get("notes").isNull()).isTrue();
            assertThat(stays.get("invoiceNumber").asText()).isEqualTo("F-17");
        }
    }
}
