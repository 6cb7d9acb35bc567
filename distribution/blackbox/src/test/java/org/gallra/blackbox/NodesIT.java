package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL with one ledger: what one begins is done once, also if that node dies. */
class NodesIT {

    private static final int PEOPLE = 40_000;

    @Test
    void whatADeadNodeWasAtIsEndedByTheOtherAndNothingIsDoneTwice() throws Exception {
        try (GallraServer one = GallraServer.start(Kind.POSTGRESQL, "node-one");
                GallraServer other = GallraServer.join(one, "node-other")) {
            aScheduledRuleRunsOnce(one, other);
            Crowd.fill(one, PEOPLE, PEOPLE);
            int receipts = receipts(other.admin());
            JsonNode plan = one.admin()
                    .post(
                            "anonymizations",
                            Map.of(
                                    "selection",
                                    Map.of("filter", Map.of("city", Crowd.city(0))),
                                    "fields",
                                    List.of("*")))
                    .is(201)
                    .json();
            String path = "anonymizations/" + plan.get("id").asText();
            Api dying = one.admin();
            Api living = other.admin();
            var execution = CompletableFuture.runAsync(() -> dying.post(
                    path + "/execution", Map.of("digest", plan.get("digest").asText())));
            Awaitility.await("the first batch")
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> living.get(path).json().get("batchesDone").asInt() > 0);
            one.kill();
            assertThat(execution.handle((done, broken) -> broken != null).join())
                    .as("the run was cut off")
                    .isTrue();
            Awaitility.await("the rest")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> living.get(path).json().get("state").asText().equals("DONE"));
            assertThat(receipts(living)).as("one receipt for the act").isEqualTo(receipts + 1);
            isWhole(living);

            one.start();
            anonymizeOne(one.admin(), "Efteråt ett");
            anonymizeOne(living, "Efteråt två");
            isWhole(one.admin());
            isWhole(living);
            try (Connection database = one.database()) {
                assertThat(Crowd.count(database)[0]).as("untouched").isZero();
            }
            assertThat(one.errors()).isEmpty();
            assertThat(other.errors()).isEmpty();
        }
    }

    private static void aScheduledRuleRunsOnce(GallraServer one, GallraServer other) throws Exception {
        Api admin = one.admin();
        String company = admin.post("companies", Map.of("name", "Regelbolaget", "category", "Nodkategori"))
                .is(201)
                .json()
                .get("id")
                .asText();
        String contact = admin.post("contacts", People.make(company).values())
                .is(201)
                .json()
                .get("id")
                .asText();
        JsonNode rule = admin.post(
                        "anonymization-rules",
                        Map.of(
                                "name",
                                "På två noder",
                                "condition",
                                Map.of(
                                        "criterion",
                                        "contact.company-category",
                                        "arguments",
                                        Map.of("is", "yes", "category", "Nodkategori")),
                                "fields",
                                List.of("*"),
                                "mode",
                                "AUTOMATIC",
                                "brake",
                                Map.of("cap", 1000, "percent", 100, "norm", 1000),
                                "schedule",
                                Map.of("every", "DAILY", "time", "03:00", "zone", "UTC")))
                .is(201)
                .json();
        String runs = "anonymization-rules/" + rule.get("id").asText() + "/runs";
        // its time has come, on both nodes at once
        try (Connection database = one.database();
                PreparedStatement due = database.prepareStatement("UPDATE rules_rule SET next_at = ?, dry_run = 0")) {
            due.setTimestamp(1, Timestamp.from(Instant.now().minusSeconds(1)));
            assertThat(due.executeUpdate()).isEqualTo(1);
        }
        Awaitility.await("the run")
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    JsonNode all = admin.get(runs).is(200).json();
                    return !all.isEmpty() && all.get(0).get("state").asText().equals("DONE");
                });
        admin.get("contacts/" + contact).isProblem(404);
        // both have looked at the clock once more
        Instant looked = Instant.now().plusSeconds(11);
        Awaitility.await("the next look at the clock")
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> Instant.now().isAfter(looked));
        assertThat(other.admin().get(runs).is(200).json()).as("runs").hasSize(1);
    }

    private static void anonymizeOne(Api admin, String company) {
        String firm = admin.post("companies", Map.of("name", company))
                .is(201)
                .json()
                .get("id")
                .asText();
        String contact = admin.post("contacts", People.make(firm).values())
                .is(201)
                .json()
                .get("id")
                .asText();
        JsonNode plan = admin.post("anonymizations", Map.of("selection", Map.of("contacts", List.of(contact))))
                .is(201)
                .json();
        assertThat(admin.post(
                                "anonymizations/" + plan.get("id").asText() + "/execution",
                                Map.of("digest", plan.get("digest").asText()))
                        .is(200)
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("DONE");
    }

    private static int receipts(Api admin) {
        return admin.get("receipts?limit=100").is(200).json().get("items").size();
    }

    private static void isWhole(Api admin) {
        assertThat(admin.post("ledger/verification", Map.of())
                        .is(200)
                        .json()
                        .get("condition")
                        .asText())
                .as("the chain of the ledger")
                .isEqualTo("READY");
    }
}
