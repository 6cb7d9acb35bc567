package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Anonymizing over REST: plan, execute, and what is left. */
class AnonymizationIT {

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

        @Test
        void everyOtherRowIsByteForByteTheSame() throws Exception {
            String company = company(canary("Bolag"));
            List<People> people = people(company, 3);
            List<String> ids = people.stream().map(this::create).toList();
            create(People.make(company));
            admin.get("companies").is(200);
            Map<String, List<String>> before = Tables.dump(server.database());
            JsonNode plan = plan(ids, List.of());
            assertThat(business(Tables.dump(server.database())))
                    .as("a plan changes nothing")
                    .isEqualTo(business(before));

            execute(plan).is(200);
            Map<String, List<String>> after = Tables.dump(server.database());

            for (String table : business(before).keySet()) {
                List<String> gone = new ArrayList<>(before.get(table));
                gone.removeAll(after.get(table));
                List<String> come = new ArrayList<>(after.get(table));
                come.removeAll(before.get(table));
                if (table.equals("contact")) {
                    assertThat(gone).hasSize(3).allMatch(row -> people.stream().anyMatch(p -> row.contains(p.mark())));
                    assertThat(come).hasSize(3);
                } else {
                    assertThat(gone).as(table).isEmpty();
                    assertThat(come).as(table).isEmpty();
                }
            }
            for (People person : people) {
                assertThat(after.toString())
                        .doesNotContain(person.mark(), person.values().get("mobile"));
            }

            execute(plan).is(200);
            assertThat(business(Tables.dump(server.database())))
                    .as("a second execution changes nothing")
                    .isEqualTo(business(after));
        }

        @Test
        void aFailingStatementLeavesTheWholeBatchAsItWas() throws Exception {
            List<String> ids = people(company(canary("Bolag")), 5).stream()
                    .map(this::create)
                    .toList();
            JsonNode plan = plan(ids, List.of());
            Map<String, List<String>> before = Tables.dump(server.database());
            try (var database = server.database();
                    var statement = database.createStatement()) {
                statement.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION ''refused''; END'");
                statement.execute("CREATE TRIGGER refuse BEFORE UPDATE ON contact FOR EACH ROW WHEN (old.public_id = '"
                        + ids.get(4) + "') EXECUTE FUNCTION refuse()");
            }
            try {
                execute(plan).isProblemOfServer(503);
                assertThat(business(Tables.dump(server.database()))).isEqualTo(business(before));
                assertThat(admin.get("anonymizations/" + plan.get("id").asText())
                                .json()
                                .get("state")
                                .asText())
                        .isEqualTo("FAILED");
            } finally {
                try (var database = server.database();
                        var statement = database.createStatement()) {
                    statement.execute("DROP TRIGGER refuse ON contact");
                    statement.execute("DROP FUNCTION refuse()");
                }
            }
            expectErrors("Erasing rows of contact.contact failed");
            assertThat(execute(plan).is(200).json().get("state").asText())
                    .as("it can go on")
                    .isEqualTo("DONE");
        }

        /** Logins, plans and what is written of acts change with every request; everything else must stand still. */
        private static Map<String, List<String>> business(Map<String, List<String>> tables) {
            Map<String, List<String>> kept = new java.util.TreeMap<>(tables);
            kept.keySet()
                    .removeIf(name -> name.startsWith("access_login")
                            || name.startsWith("erasure_")
                            || name.startsWith("suppression_")
                            || name.startsWith("audit_")
                            || name.equals("ledger_mark"));
            return kept;
        }
    }

    abstract static class Checks extends OnServer {

        Checks(Kind kind) {
            super(kind);
        }

        @Test
        void thePreviewCountsWhatIsChanged() throws Exception {
            String company = company(canary("Bolag"));
            List<People> people = people(company, 3);
            List<String> ids = people.stream().map(this::create).toList();
            People bystander = People.make(company);
            String other = create(bystander);

            JsonNode plan = plan(ids, List.of());
            assertThat(plan.get("contacts").asInt()).isEqualTo(3);
            assertThat(plan.get("state").asText()).isEqualTo("PLANNED");
            JsonNode contacts = record(plan, "contact.contact");
            assertThat(contacts.get("rows").asInt()).isEqualTo(3);
            for (JsonNode field : contacts.get("fields")) {
                String name = field.get("field").asText();
                boolean kept = field.get("strategy").asText().equals("KEEP");
                assertThat(field.get("chosen").asBoolean()).as(name).isEqualTo(!kept);
                assertThat(field.get("values").asInt()).as(name).isEqualTo(kept ? 0 : 3);
            }
            for (String id : ids) {
                admin.get("contacts/" + id).is(200);
            }

            JsonNode done = execute(plan).is(200).json();
            assertThat(done.get("state").asText()).isEqualTo("DONE");
            JsonNode receipt = done.get("receipt");
            assertThat(receipt.get("contacts").asInt()).isEqualTo(3);
            for (JsonNode planned : plan.get("records")) {
                assertThat(record(receipt, planned.get("record").asText()).get("rows"))
                        .as(planned.get("record").asText())
                        .isEqualTo(planned.get("rows"));
            }
            assertThat(receipt.get("approvedBy").asText()).isEqualTo("admin");

            ids.forEach(id -> admin.get("contacts/" + id).isProblem(404));
            JsonNode left = admin.post("contacts/search", Map.of("company", company, "anonymized", "ONLY"))
                    .is(200)
                    .json()
                    .get("items");
            assertThat(left).hasSize(3);
            for (JsonNode contact : left) {
                for (String field : People.FIELDS) {
                    assertThat(contact.get(field).isNull()).as(field).isTrue();
                }
                assertThat(contact.get("company").asText())
                        .as("statistics keep the company")
                        .isEqualTo(company);
                assertThat(contact.get("anonymizedAt").isNull()).isFalse();
            }
            JsonNode same = admin.get("contacts/" + other).is(200).json();
            bystander
                    .values()
                    .forEach((field, value) ->
                            assertThat(same.get(field).asText()).as(field).isEqualTo(value));
            assertThat(admin.get("companies/" + company + "/contacts")
                            .json()
                            .get("items")
                            .findValuesAsText("id"))
                    .as("lists leave them out")
                    .containsExactly(other);
            assertNothingLogged(people);
        }

        @Test
        void whoIsSingledOutByWhatRemainsIsSaidAndCanBeAvoided() {
            JsonNode plan = plan(List.of(create(People.make(company(canary("Ensam"))))), List.of());
            String path = "anonymizations/" + plan.get("id").asText();
            JsonNode before = admin.get(path + "/singling-out").is(200).json();
            assertThat(before.get("limit").asInt()).isEqualTo(3);
            JsonNode company = trait(before, "contact.contact.companyId");
            assertThat(company.get("alone").asInt())
                    .as("the only contact there")
                    .isEqualTo(1);
            admin.get(path + "/singling-out?limit=1").isProblem(422);
            admin.get(path + "/singling-out?limit=x").isProblem(422);
            server.as("anna").get(path + "/singling-out").isProblem(403);

            List<String> measures = List.of("contact.contact.companyId", "contact.contact.createdAt");
            admin.put(path + "/measures", Map.of("measures", List.of("no.such")))
                    .isProblem(422);
            JsonNode coarser = admin.put(path + "/measures", Map.of("measures", measures))
                    .is(200)
                    .json();
            assertThat(coarser.get("digest")).isNotEqualTo(plan.get("digest"));
            assertThat(trait(admin.get(path + "/singling-out").is(200).json(), "contact.contact.companyId")
                            .get("people")
                            .asInt())
                    .isZero();
            execute(plan).isProblem(409);
            JsonNode receipt = execute(coarser).is(200).json().get("receipt");
            assertThat(receipt.get("fields").toString()).contains(measures);
            JsonNode companies = statistic(receipt, "contact.contact.by-company");
            assertThat(companies.get("equal").asBoolean()).isFalse();
            assertThat(companies.get("moved").asInt()).isEqualTo(1);
            JsonNode months = statistic(receipt, "contact.contact.created-by-month");
            assertThat(months.get("equal").asBoolean()).isTrue();
            assertThat(months.get("basis").asText()).isEqualTo("WITHIN_PERIOD");
        }

        private static JsonNode trait(JsonNode found, String id) {
            return one(found.get("traits"), "id", id);
        }

        private static JsonNode statistic(JsonNode receipt, String id) {
            return one(receipt.get("statistics"), "statistic", id);
        }

        private static JsonNode one(JsonNode all, String member, String value) {
            for (JsonNode one : all) {
                if (one.get(member).asText().equals(value)) {
                    return one;
                }
            }
            throw new AssertionError(value + " is not in " + all);
        }

        @Test
        void anAnonymizedContactIsNotWrittenAgain() {
            String company = company(canary("Bolag"));
            execute(plan(List.of(create(People.make(company))), List.of())).is(200);
            JsonNode left = admin.post("contacts/search", Map.of("company", company, "anonymized", "ONLY"))
                    .json()
                    .get("items")
                    .get(0);
            String path = "contacts/" + left.get("id").asText();
            Api.Answer read = admin.get(path).is(200);
            admin.put(path, Map.of("lastName", "Tillbaka"), read.etag()).isProblem(409);
            JsonNode again = plan(List.of(left.get("id").asText()), List.of());
            assertThat(record(again, "contact.contact").get("rows").asInt()).isZero();
            assertThat(execute(again)
                            .is(200)
                            .json()
                            .get("receipt")
                            .get("contacts")
                            .asInt())
                    .isEqualTo(1);
            assertThat(admin.get(path).is(200).etag()).as("nothing changed").isEqualTo(read.etag());
        }

        @Test
        void aStalePlanIsRefused() {
            People person = People.make(company(canary("Bolag")));
            String id = create(person);
            JsonNode plan = plan(List.of(id), List.of());
            String etag = admin.get("contacts/" + id).etag();
            admin.put("contacts/" + id, Map.of("lastName", "Ändrad"), etag).is(200);
            JsonNode problem = execute(plan).isProblem(409).json();
            assertThat(problem.get("differences")).isNotEmpty();
            assertThat(admin.get("contacts/" + id)
                            .is(200)
                            .json()
                            .get("lastName")
                            .asText())
                    .isEqualTo("Ändrad");
            execute(plan).isProblem(409);

            JsonNode fresh = plan(List.of(id), List.of());
            String path = "anonymizations/" + fresh.get("id").asText() + "/execution";
            admin.post(path, Map.of("digest", "0".repeat(64))).isProblem(409);
            admin.post(path, Map.of("digest", plan.get("digest").asText())).isProblem(409);
            admin.post(path, Map.of()).isProblem(422);
            admin.get("contacts/" + id).is(200);
            execute(fresh).is(200);
            admin.get("contacts/" + id).isProblem(404);
        }

        @Test
        void aSecondExecutionChangesNothing() {
            String company = company(canary("Bolag"));
            JsonNode plan = plan(List.of(create(People.make(company))), List.of("*"));
            JsonNode first = execute(plan).is(200).json();
            JsonNode before = admin.post("contacts/search", Map.of("company", company, "anonymized", "ONLY"))
                    .json();
            assertThat(execute(plan).is(200).json()).isEqualTo(first);
            assertThat(admin.post("contacts/search", Map.of("company", company, "anonymized", "ONLY"))
                            .json())
                    .isEqualTo(before);
        }

        @Test
        void aFilterSelects() {
            String company = company(canary("Bolag"));
            people(company, 4).forEach(this::create);
            JsonNode plan = admin.post(
                            "anonymizations", Map.of("selection", Map.of("filter", Map.of("company", company))))
                    .is(201)
                    .json();
            assertThat(plan.get("contacts").asInt()).isEqualTo(4);
            execute(plan).is(200);
            assertThat(admin.get("companies/" + company + "/contacts").json().get("items"))
                    .isEmpty();
        }

        @Test
        void onlyASystemAdministratorMayEvenAsk() {
            String id = create(People.make(null));
            JsonNode plan = plan(List.of(id), List.of());
            String path = "anonymizations/" + plan.get("id").asText();
            for (String name : List.of("anna", "dag", "rut")) {
                Api other = server.as(name);
                other.post("anonymizations", Map.of("selection", Map.of("contacts", List.of(id))))
                        .isProblem(403);
                other.get(path).isProblem(403);
                other.post(
                                path + "/execution",
                                Map.of("digest", plan.get("digest").asText()))
                        .isProblem(403);
            }
            Api.anonymous(server.url()).post(path + "/execution", Map.of()).isProblem(401);
            admin.get("contacts/" + id).is(200);
            admin.put("users/anna", Map.of("role", "USER", "granted", List.of("ANONYMIZE")))
                    .isProblem(422);
        }

        @Test
        void whatIsWrongIsSaid() {
            String id = create(People.make(null));
            Map<String, Object> one = Map.of("contacts", List.of(id));
            admin.post("anonymizations", "{").isProblem(400);
            admin.post("anonymizations", "").isProblem(422);
            admin.post("anonymizations", Map.of()).isProblem(422);
            admin.post("anonymizations", Map.of("selection", Map.of())).isProblem(422);
            admin.post("anonymizations", Map.of("selection", Map.of("contacts", List.of())))
                    .isProblem(422);
            admin.post("anonymizations", Map.of("selection", Map.of("contacts", List.of("nonsense"))))
                    .isProblem(400);
            admin.post("anonymizations", Map.of("selection", Map.of("contacts", List.of(UUID.randomUUID()))))
                    .isProblem(404);
            admin.post("anonymizations", Map.of("selection", one, "fields", List.of("no.such")))
                    .isProblem(422);
            admin.post("anonymizations", Map.of("selection", one, "fields", "*"))
                    .isProblem(400);
            admin.post("anonymizations", Map.of("selection", one, "reason", "x".repeat(501)))
                    .isProblem(422);
            admin.post("anonymizations", Map.of("selection", one, "reason", "a\u0000b"))
                    .isProblem(422);
            admin.get("anonymizations/" + UUID.randomUUID()).isProblem(404);
            admin.get("anonymizations/nonsense").isProblem(404);
            admin.post("anonymizations/" + UUID.randomUUID() + "/execution", Map.of("digest", "0".repeat(64)))
                    .isProblem(404);
        }

        List<People> people(String company, int count) {
            return java.util.stream.Stream.generate(() -> People.make(company))
                    .limit(count)
                    .toList();
        }

        String create(People person) {
            return contact(person.values());
        }

        JsonNode plan(List<String> contacts, List<String> fields) {
            return admin.post("anonymizations", Map.of("selection", Map.of("contacts", contacts), "fields", fields))
                    .is(201)
                    .json();
        }

        Api.Answer execute(JsonNode plan) {
            return admin.post(
                    "anonymizations/" + plan.get("id").asText() + "/execution",
                    Map.of("digest", plan.get("digest").asText()));
        }
    }
}
