package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules over REST: whom they hit, what they do, and what keeps them from it. */
class RulesIT {

    private static final String RULES = "anonymization-rules";

    @Nested
    class OnDerby extends Checks {
        OnDerby() {
            super(Kind.DERBY);
        }

        /** Waits for a minute of the clock, so once; whose run it is, both databases are asked in RunsTest. */
        @Test
        void aScheduleRunsByItself() {
            String category = canary("Kategori");
            String old = spokenTo(firm(category), 40);
            Map<String, Object> draft = draft("Nattlig", of(category, quiet(30)));
            draft.put("mode", "AUTOMATIC");
            JsonNode rule = admin.post(RULES, draft).is(201).json();
            Instant soon = Instant.now().plusSeconds(61);
            JsonNode live = change(
                    admin,
                    rule,
                    Map.of(
                            "dryRun",
                            false,
                            "schedule",
                            Map.of(
                                    "every",
                                    "DAILY",
                                    "time",
                                    soon.atZone(ZoneOffset.UTC)
                                            .toLocalTime()
                                            .toString()
                                            .substring(0, 5),
                                    "zone",
                                    "UTC")));
            assertThat(live.get("next")).hasSize(5);
            JsonNode ahead = admin.get("contacts/" + old + "/retention").is(200).json();
            assertThat(ahead.get("rules").get(0).get("rule").asText())
                    .isEqualTo(rule.get("id").asText());
            assertThat(ahead.get("rules").get(0).get("at").asText())
                    .as("what is told of the person")
                    .isEqualTo(live.get("next").get(0).asText());
            assertThat(ahead.get("lastContact").get("record").asText()).isEqualTo("activity.activity");
            String card = admin.get("/ui/contacts/" + old).is(200).body();
            assertThat(card).contains("Varför finns personen kvar?", "anonymiseras", "Regel: ", "Nattlig");
            Awaitility.await("the run")
                    .pollInterval(Duration.ofSeconds(2))
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> admin.get("contacts/" + old).status() == 404);
            // the contact goes with its batch, the run ends a little later
            JsonNode runs = Awaitility.await("its end")
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () -> admin.get(path(rule) + "/runs").is(200).json(),
                            all -> all.get(0).get("state").asText().equals("DONE"));
            assertThat(runs).hasSize(1);
            assertThat(runs.get(0).get("scheduled").asBoolean()).isTrue();
            delete(rule);
        }
    }

    @Nested
    class OnPostgres extends Checks {
        OnPostgres() {
            super(Kind.POSTGRESQL);
        }
    }

    private static Map<String, Object> criterion(String id, Map<String, ?> arguments) {
        return Map.of("criterion", id, "arguments", arguments);
    }

    private static Map<String, Object> quiet(int days) {
        return criterion("core.no-contact", Map.of("days", days));
    }

    private static Map<String, Object> draft(String name, Object condition) {
        Map<String, Object> draft = new HashMap<>();
        draft.put("name", name);
        draft.put("condition", condition);
        draft.put("brake", Map.of("cap", 100, "percent", 100, "norm", 1000));
        return draft;
    }

    /** Changes some values of a rule. */
    private static JsonNode change(Api admin, JsonNode rule, Map<String, ?> changes) {
        Api.Answer read = admin.get(path(rule)).is(200);
        ObjectNode draft = Api.JSON.createObjectNode();
        for (String name :
                List.of("name", "condition", "action", "fields", "schedule", "mode", "dryRun", "enabled", "brake")) {
            draft.set(name, read.json().get(name));
        }
        changes.forEach((name, value) -> draft.set(name, Api.JSON.valueToTree(value)));
        return admin.put(path(rule), draft, read.etag()).is(200).json();
    }

    private static String path(JsonNode rule) {
        return RULES + "/" + rule.get("id").asText();
    }

    abstract static class Checks extends OnServer {

        Checks(Kind kind) {
            super(kind);
        }

        /** Adds a company of a category that nothing else has, so that rules of this test hit nobody else's people. */
        String firm(String category) {
            return admin.post("companies", Map.of("name", canary("Bolag"), "category", category))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
        }

        String spokenTo(String company, long daysAgo) {
            String contact = contact(People.make(company).values());
            admin.post(
                            "activities",
                            Map.of(
                                    "type",
                                    "CALL",
                                    "contact",
                                    contact,
                                    "subject",
                                    "Samtal",
                                    "notes",
                                    "Text",
                                    "doneAt",
                                    Instant.now()
                                            .minus(Duration.ofDays(daysAgo))
                                            .toString()))
                    .is(201);
            return contact;
        }

        private void sold(String company, long daysAgo) {
            admin.post(
                            "sales",
                            Map.of(
                                    "company",
                                    company,
                                    "description",
                                    "Varor",
                                    "amount",
                                    100,
                                    "soldOn",
                                    LocalDate.now(ZoneOffset.UTC)
                                            .minusDays(daysAgo)
                                            .toString()))
                    .is(201);
        }

        static Map<String, Object> of(String category, Object... more) {
            List<Object> all = new ArrayList<>(List.of(more));
            all.add(criterion("contact.company-category", Map.of("category", category)));
            return Map.of("all", all);
        }

        @Test
        void theRuleOfTheSourceIsPreviewedProposedAndDone() {
            String category = canary("Kategori");
            String buying = firm(category);
            sold(buying, 100);
            String idle = firm(category);
            sold(idle, 400);
            spokenTo(buying, 45);
            String first = spokenTo(idle, 45);
            String second = spokenTo(idle, 31);
            String lately = spokenTo(idle, 5);
            String fresh = contact(People.make(idle).values());
            Map<String, Object> condition =
                    of(category, quiet(30), criterion("sale.buying-customer", Map.of("is", "no")));
            Map<String, Object> draft = draft("Tysta icke-kunder", condition);
            draft.put("fields", List.of("activity.activity.notes"));
            JsonNode rule = admin.post(RULES, draft).is(201).json();
            assertThat(rule.get("words").get("sv").asText())
                    .startsWith("ingen kontakt de senaste 30 dagarna OCH företaget är inte köpande kund OCH ");
            assertThat(rule.get("dryRun").asBoolean()).isTrue();
            assertThat(rule.get("mode").asText()).isEqualTo("PROPOSAL");

            JsonNode preview = admin.get(path(rule) + "/preview").is(200).json();
            assertThat(preview.get("hits").asInt()).isEqualTo(2);
            assertThat(List.of(
                            preview.get("sample").get(0).asText(),
                            preview.get("sample").get(1).asText()))
                    .containsExactly(first, second);
            assertThat(hit(rule, first)).isTrue();
            assertThat(hit(rule, lately)).isFalse();
            assertThat(hit(rule, fresh)).as("came today").isFalse();

            JsonNode dry = run(rule);
            assertThat(dry.get("run").get("state").asText()).isEqualTo("DRY_RUN");
            assertThat(dry.get("run").get("hits").asInt()).isEqualTo(2);
            change(admin, rule, Map.of("dryRun", false));
            JsonNode proposed = run(rule);
            assertThat(proposed.get("run").get("state").asText()).isEqualTo("PROPOSED");
            admin.get("contacts/" + first).is(200);
            JsonNode plan = proposed.get("plan");
            for (String record : List.of("contact.contact", "activity.activity")) {
                assertThat(record(plan, record).get("rows").asInt())
                        .as(record)
                        .isEqualTo(
                                record(preview.get("plan"), record).get("rows").asInt())
                        .isEqualTo(2);
            }
            String here = path(rule) + "/runs/" + proposed.get("run").get("id").asText();
            admin.post(here + "/approval", Map.of()).isProblem(422);
            admin.post(here + "/approval", Map.of("digest", "0".repeat(64))).isProblem(409);
            JsonNode done = admin.post(
                            here + "/approval",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200)
                    .json();
            assertThat(done.get("run").get("state").asText()).isEqualTo("DONE");
            JsonNode receipt = done.get("plan").get("receipt");
            assertThat(receipt.get("contacts").asInt()).isEqualTo(2);
            assertThat(record(receipt, "activity.activity").get("rows").asInt()).isEqualTo(2);
            assertThat(receipt.get("approvedBy").asText()).isEqualTo("admin");
            admin.get("contacts/" + first).isProblem(404);
            admin.get("contacts/" + second).isProblem(404);
            admin.get("contacts/" + lately).is(200);
            admin.get("contacts/" + fresh).is(200);
            assertThat(run(rule).get("run").get("state").asText()).isEqualTo("NOBODY");
            assertThat(admin.get(path(rule) + "/runs").is(200).json()).hasSize(3);
            delete(rule);
        }

        private boolean hit(JsonNode rule, String contact) {
            JsonNode answer = admin.get(path(rule) + "/preview?contact=" + contact)
                    .is(200)
                    .json();
            assertThat(answer.get("condition").get("parts")).hasSize(3);
            return answer.get("hit").asBoolean();
        }

        private JsonNode run(JsonNode rule) {
            return admin.post(path(rule) + "/runs", "").is(201).json();
        }

        void delete(JsonNode rule) {
            String etag = admin.get(path(rule)).is(200).etag();
            admin.send(admin.request(path(rule)).header("If-Match", etag).DELETE())
                    .is(204);
            admin.get(path(rule)).isProblem(404);
        }

        @Test
        void thirtyDaysTypedAsThreeIsBraked() {
            String category = canary("Kategori");
            String firm = firm(category);
            String old = spokenTo(firm, 40);
            List<String> others = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                others.add(spokenTo(firm, 10));
            }
            Map<String, Object> draft = draft("Automatisk", of(category, quiet(30)));
            draft.put("mode", "AUTOMATIC");
            draft.put("brake", Map.of("cap", 5, "percent", 100));
            JsonNode rule = admin.post(RULES, draft).is(201).json();
            change(admin, rule, Map.of("dryRun", false));
            JsonNode done = run(rule);
            assertThat(done.get("run").get("state").asText()).isEqualTo("DONE");
            assertThat(done.get("plan").get("receipt").get("approvedBy").asText())
                    .isEqualTo("rule " + rule.get("id").asText());
            admin.get("contacts/" + old).isProblem(404);

            change(admin, rule, Map.of("condition", of(category, quiet(3))));
            JsonNode halted = run(rule).get("run");
            assertThat(halted.get("state").asText()).isEqualTo("HALTED");
            assertThat(halted.get("hits").asInt()).isEqualTo(6);
            assertThat(halted.get("notes").get(0).get("sv").asText()).contains("6 träffar", "högst 5");
            others.forEach(contact -> admin.get("contacts/" + contact).is(200));
            assertThat(admin.get(path(rule)).json().get("lastRun").get("state").asText())
                    .isEqualTo("HALTED");
            delete(rule);
        }

        @Test
        void aRuleDeletesToo() {
            String category = canary("Kategori");
            String firm = firm(category);
            String old = spokenTo(firm, 40);
            Map<String, Object> draft = draft("Bort", of(category, quiet(30)));
            draft.put("action", "DELETE");
            draft.put("mode", "AUTOMATIC");
            JsonNode rule = admin.post(RULES, draft).is(201).json();
            change(admin, rule, Map.of("dryRun", false));
            assertThat(run(rule).get("run").get("state").asText()).isEqualTo("DONE");
            admin.get("contacts/" + old).isProblem(404);
            assertThat(admin.post("contacts/search", Map.of("company", firm, "anonymized", "ONLY"))
                            .json()
                            .get("items"))
                    .isEmpty();
            delete(rule);
        }

        @Test
        void aTimelineShowsTheLastAndTheNextYear() {
            String category = canary("Kategori");
            spokenTo(firm(category), 40);
            JsonNode rule = admin.post(RULES, draft("Tid", of(category, quiet(60))))
                    .is(201)
                    .json();
            JsonNode timeline = admin.get(path(rule) + "/timeline").is(200).json();
            JsonNode points = timeline.get("points");
            assertThat(points.size()).isGreaterThanOrEqualTo(27);
            assertThat(points.get(points.size() / 2).get("hits").asInt())
                    .as("now")
                    .isZero();
            assertThat(points.get(points.size() - 1).get("hits").asInt())
                    .as("in a year")
                    .isEqualTo(1);
            delete(rule);
        }

        @Test
        void whatIsWrongIsNamedByItsPlace() {
            JsonNode wrong = admin.post(
                            RULES,
                            Map.of(
                                    "name",
                                    " ",
                                    "dryRun",
                                    false,
                                    "condition",
                                    Map.of("all", List.of(quiet(0), criterion("no.such", Map.of()))),
                                    "schedule",
                                    Map.of("every", "MONTHLY", "day", 99),
                                    "brake",
                                    Map.of("cap", 0),
                                    "fields",
                                    List.of("no.such")))
                    .isProblem(422)
                    .json();
            assertThat(wrong.toString())
                    .contains(
                            "condition.all[0].arguments.days",
                            "condition.all[1].criterion",
                            "schedule.day",
                            "brake.cap",
                            "\"fields\"",
                            "\"name\"",
                            "dryRun");
            admin.post(RULES, "{").isProblem(400);
            admin.post(RULES, "").isProblem(422);
            admin.post(RULES, Map.of("name", "x", "condition", Map.of())).isProblem(422);
            admin.post(RULES, Map.of("name", "x", "condition", Map.of("xor", List.of())))
                    .isProblem(400);
            admin.get(RULES + "/" + UUID.randomUUID()).isProblem(404);
            admin.get(RULES + "/nonsense/preview").isProblem(404);
            JsonNode rule =
                    admin.post(RULES, draft("Versioner", quiet(30))).is(201).json();
            admin.put(path(rule), draft("Versioner", quiet(31))).isProblem(428);
            admin.put(path(rule), draft("Versioner", quiet(31)), "\"99\"").isProblem(412);
            admin.delete(path(rule)).isProblem(428);
            admin.get(path(rule) + "/preview?contact=" + UUID.randomUUID()).isProblem(404);
            delete(rule);
        }

        @Test
        void criteriaSayWhatHasToBeFilledIn() {
            JsonNode criteria = admin.get(RULES + "/criteria").is(200).json();
            assertThat(criteria.findValuesAsText("id"))
                    .contains(
                            "core.no-contact",
                            "core.never-contacted",
                            "contact.company",
                            "contact.company-category",
                            "contact.age",
                            "contact.created-before",
                            "contact.owner",
                            "contact.empty",
                            "sale.buying-customer",
                            "opportunity.open");
            for (JsonNode one : criteria) {
                assertThat(one.get("bundle").asText()).startsWith("org.gallra.");
                assertThat(one.get("label").get("sv").asText()).isNotBlank();
                for (JsonNode parameter : one.get("parameters")) {
                    assertThat(parameter.get("label").get("en").asText()).isNotBlank();
                }
            }
        }

        @Test
        void onlySystemAdministratorsMayEvenLook() {
            JsonNode rule =
                    admin.post(RULES, draft("Hemlig", quiet(30))).is(201).json();
            for (String name : List.of("anna", "dag", "rut")) {
                Api other = server.as(name);
                for (String path : List.of(
                        RULES,
                        RULES + "/criteria",
                        path(rule),
                        path(rule) + "/preview",
                        path(rule) + "/timeline",
                        path(rule) + "/runs")) {
                    other.get(path).isProblem(403);
                }
                other.post(RULES, draft("x", quiet(30))).isProblem(403);
                other.post(path(rule) + "/runs", "").isProblem(403);
                other.put(path(rule), draft("x", quiet(30)), "\"1\"").isProblem(403);
            }
            Api.anonymous(server.url()).get(RULES).isProblem(401);
            delete(rule);
        }
    }

    @Test
    void aVendorsCriterionComesAndGoesWithItsBundle() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.POSTGRESQL, "rules")) {
            Api admin = server.admin();
            String company = admin.post("companies", Map.of("name", "Kundbolaget"))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            String guest = contact(admin, company);
            String other = contact(admin, company);
            Map<String, Object> attended = criterion("sample.attended", Map.of("days", 100));
            admin.post(RULES, draft("För tidigt", attended)).isProblem(422);
            Path jar = server.deploy().resolve("sample.events.jar");
            deploy(server, jar);
            awaitCriterion(admin, true);
            String event = admin.post("x/sample/events", Map.of("title", "Mässan", "heldOn", "2026-04-01"))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            String day = LocalDate.now(ZoneOffset.UTC).minusDays(20).toString();
            admin.post("x/sample/registrations", Map.of("event", event, "contact", guest, "attendedOn", day))
                    .is(201);
            Map<String, Object> draft = draft("Gäster", attended);
            draft.put("mode", "AUTOMATIC");
            JsonNode rule = admin.post(RULES, draft).is(201).json();
            assertThat(rule.get("words").get("en").asText()).isEqualTo("attended an event in the last 100 days");
            assertThat(admin.get(path(rule) + "/preview")
                            .is(200)
                            .json()
                            .get("hits")
                            .asInt())
                    .isEqualTo(1);
            change(admin, rule, Map.of("dryRun", false));

            Files.delete(jar);
            awaitCriterion(admin, false);
            JsonNode read = admin.get(path(rule)).is(200).json();
            assertThat(read.get("problem").get("sv").asText()).contains("sample.attended");
            admin.get(path(rule) + "/preview").isProblem(409);
            JsonNode refused =
                    admin.post(path(rule) + "/runs", "").is(201).json().get("run");
            assertThat(refused.get("state").asText()).isEqualTo("REFUSED");
            assertThat(refused.get("notes").toString()).contains("sample.attended");
            admin.get("contacts/" + guest).is(200);
            // what the departed vendor's declaration calls contact still counts as contact
            JsonNode quiet = admin.post(RULES + "/preview", draft("Tysta", quiet(30)))
                    .is(200)
                    .json();
            assertThat(quiet.get("hits").asInt()).isZero();
            JsonNode never = admin.post(
                            RULES + "/preview", draft("Aldrig", criterion("core.never-contacted", Map.of())))
                    .is(200)
                    .json();
            assertThat(never.get("sample").get(0).asText()).isEqualTo(other);
            assertThat(never.get("hits").asInt()).isEqualTo(1);

            deploy(server, jar);
            awaitCriterion(admin, true);
            JsonNode done = admin.post(path(rule) + "/runs", "").is(201).json();
            assertThat(done.get("run").get("state").asText()).isEqualTo("DONE");
            admin.get("contacts/" + guest).isProblem(404);
            admin.get("contacts/" + other).is(200);
            assertThat(server.errors()).isEmpty();
        }
    }

    private static String contact(Api admin, String company) {
        return admin.post("contacts", People.make(company).values())
                .is(201)
                .json()
                .get("id")
                .asText();
    }

    private static void deploy(GallraServer server, Path jar) throws Exception {
        Path built = Path.of(
                System.getProperty("gallra.bundles"),
                "sample.events/target/org.gallra.sample.events-" + System.getProperty("gallra.version") + ".jar");
        Path hidden = server.folder().resolve("arriving.jar");
        Files.copy(built, hidden, StandardCopyOption.REPLACE_EXISTING);
        Files.move(hidden, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitCriterion(Api admin, boolean there) {
        Awaitility.await("the criterion")
                .pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.get(RULES + "/criteria")
                                        .json()
                                        .findValuesAsText("id")
                                        .contains("sample.attended")
                                == there
                        && (!there || admin.get("x/sample/events").status() == 200));
    }
}
