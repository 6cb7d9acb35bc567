package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Opportunities and sales: what people write is theirs, what bookkeeping needs stays. */
class DealsIT {

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

        private static Map<String, Object> opportunity(String contact, String mark) {
            Map<String, Object> draft = new HashMap<>();
            draft.put("contact", contact);
            draft.put("name", "Affär" + mark);
            draft.put("notes", "Tankar" + mark);
            draft.put("stage", "PROPOSAL");
            draft.put("amount", 12500.5);
            draft.put("currency", "eur");
            draft.put("expectedOn", "2026-12-24");
            return draft;
        }

        private static Map<String, Object> sale(String contact, String mark) {
            Map<String, Object> draft = new HashMap<>();
            draft.put("contact", contact);
            draft.put("orderNumber", "O" + mark);
            draft.put("invoiceNumber", "F" + mark);
            draft.put("description", "Såld" + mark);
            draft.put("documents", "avtal-" + mark + ".pdf\nbilaga-" + mark + ".pdf");
            draft.put("amount", new BigDecimal("-99.90"));
            draft.put("soldOn", "2026-02-03");
            return draft;
        }

        @Test
        void anOpportunityGoesThroughItsStages() {
            String mark = canary("affar");
            String company = company("Bolag" + mark);
            String contact = contact(Map.of("lastName", mark, "company", company));
            Api.Answer created =
                    admin.post("opportunities", opportunity(contact, mark)).is(201);
            JsonNode one = created.json();
            assertThat(one.get("company").asText()).as("the contact's").isEqualTo(company);
            assertThat(one.get("probability").asInt()).as("the stage's").isEqualTo(50);
            assertThat(one.get("amount").decimalValue()).isEqualByComparingTo("12500.50");
            assertThat(one.get("currency").asText()).isEqualTo("EUR");
            assertThat(one.get("closedOn").isNull()).isTrue();
            String path = "opportunities/" + one.get("id").asText();
            Map<String, Object> lost = opportunity(contact, mark);
            lost.put("stage", "LOST");
            lost.put("probability", 80);
            lost.put("lostReason", "För dyrt" + mark);
            admin.put(path, lost).isProblem(428);
            JsonNode closed = admin.put(path, lost, created.etag()).is(200).json();
            assertThat(closed.get("probability").asInt()).isZero();
            assertThat(closed.get("closedOn").isNull()).as("today").isFalse();
            admin.put(path, lost, created.etag()).isProblem(412);
            assertThat(ids("opportunities?contact=" + contact + "&state=closed"))
                    .containsExactly(one.get("id").asText());
            assertThat(ids("opportunities?contact=" + contact + "&state=open")).isEmpty();
            admin.send(admin.request(path)
                            .header("If-Match", admin.get(path).etag())
                            .DELETE())
                    .is(204);
            admin.get(path).isProblem(404);
        }

        private List<String> ids(String path) {
            return admin.get(path).is(200).json().get("items").findValuesAsText("id");
        }

        @Test
        void salesAreListedPageByPage() {
            String mark = canary("lista");
            String company = company("Bolag" + mark);
            for (String day : List.of("2026-01-03", "2026-01-01", "2026-01-02", "2026-01-02", "2025-12-31")) {
                admin.post("sales", Map.of("company", company, "description", mark, "amount", 1, "soldOn", day))
                        .is(201);
            }
            List<String> days = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = admin.get("sales?company=" + company + "&sort=sold&limit=2" + cursor)
                        .is(200)
                        .json();
                assertThat(page.get("total").asInt()).isEqualTo(5);
                page.get("items").forEach(sale -> days.add(sale.get("soldOn").asText()));
                cursor = page.get("next").isNull()
                        ? ""
                        : "&cursor=" + page.get("next").asText();
            } while (!cursor.isEmpty());
            assertThat(days).containsExactly("2025-12-31", "2026-01-01", "2026-01-02", "2026-01-02", "2026-01-03");
            assertThat(ids("sales?company=" + company + "&from=2026-01-02&to=2026-01-02"))
                    .hasSize(2);
        }

        @Test
        void bookkeepingStaysAndWhatPeopleWroteGoes() {
            String mark = canary("bok");
            String company = company("Bolag" + mark);
            String contact = contact(Map.of("lastName", mark, "company", company));
            String sale = admin.post("sales", sale(contact, mark))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            String chance = admin.post("opportunities", opportunity(contact, mark))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            assertThat(admin.get("contacts/" + contact + "/extract").is(200).body())
                    .contains("O" + mark, "F" + mark, "Såld" + mark, "avtal-" + mark, "Affär" + mark, "Tankar" + mark);

            JsonNode plan = admin.post(
                            "anonymizations",
                            Map.of("selection", Map.of("contacts", List.of(contact)), "fields", List.of("*")))
                    .is(201)
                    .json();
            assertThat(record(plan, "sale.sale").get("rows").asInt()).isEqualTo(1);
            assertThat(record(plan, "opportunity.opportunity").get("rows").asInt())
                    .isEqualTo(1);
            execute("anonymizations", plan);
            JsonNode after = admin.get("sales/" + sale).is(200).json();
            assertThat(after.get("description").isNull()).isTrue();
            assertThat(after.get("documents").isNull()).isTrue();
            assertThat(after.get("invoiceNumber").asText()).isEqualTo("F" + mark);
            assertThat(after.get("amount").decimalValue()).isEqualByComparingTo("-99.90");
            assertThat(after.get("soldOn").asText()).isEqualTo("2026-02-03");
            JsonNode left = admin.get("opportunities/" + chance).is(200).json();
            assertThat(left.get("name").isNull()).isTrue();
            assertThat(left.get("notes").isNull()).isTrue();
            assertThat(left.get("expectedOn").asText()).as("to the month").isEqualTo("2026-12-01");
            assertThat(left.get("stage").asText()).isEqualTo("PROPOSAL");

            JsonNode deletion =
                    admin.post("deletions", Map.of("company", company)).is(201).json();
            assertThat(record(deletion, "sale.sale").get("rows").asInt())
                    .as("it has been invoiced")
                    .isZero();
            assertThat(record(deletion, "sale.sale").get("kept").asInt()).isEqualTo(1);
            execute("deletions", deletion);
            JsonNode kept = admin.get("sales/" + sale).is(200).json();
            assertThat(kept.get("contact").isNull()).isTrue();
            assertThat(kept.get("company").isNull()).isTrue();
            assertThat(kept.get("invoiceNumber").asText()).isEqualTo("F" + mark);
            admin.get("opportunities/" + chance).isProblem(404);
        }

        private void execute(String acts, JsonNode plan) {
            admin.post(
                            acts + "/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200);
        }

        @Test
        void whatIsWrongIsNamedFieldByField() {
            String mark = canary("fel");
            String contact = contact(Map.of("lastName", mark));
            assertThat(fields(admin.post("opportunities", Map.of()))).contains("name", "contact");
            Map<String, Object> wrong = opportunity(contact, mark);
            wrong.putAll(Map.of(
                    "probability",
                    101,
                    "amount",
                    new BigDecimal("1.234"),
                    "currency",
                    "KRONOR",
                    "closedOn",
                    "2026-01-01"));
            wrong.put("lostReason", "ingen");
            assertThat(fields(admin.post("opportunities", wrong)))
                    .containsExactlyInAnyOrder("probability", "amount", "currency", "closedOn", "lostReason");
            Map<String, Object> future = sale(contact, mark);
            future.put("soldOn", "2199-01-01");
            future.put("amount", 99_999_999_999_999L);
            assertThat(fields(admin.post("sales", future))).containsExactlyInAnyOrder("soldOn", "amount");
            future.put("amount", "mycket");
            admin.post("sales", future).isProblem(400);
            admin.get("sales?from=i%20g%C3%A5r").isProblem(422);
            admin.get("opportunities?stage=x").isProblem(422);
            server.as("rut").post("sales", sale(contact, mark)).isProblem(403);
        }

        private static List<String> fields(Api.Answer answer) {
            return answer.isProblem(422).json().get("violations").findValuesAsText("field");
        }
    }
}
