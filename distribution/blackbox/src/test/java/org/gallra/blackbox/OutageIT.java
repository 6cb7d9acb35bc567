package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL falls silent, goes away, goes away in the middle of an erasure, and comes back. */
class OutageIT {

    private static final String READY = "/system/health.json?tags=ready";
    private static final int PEOPLE = 25_000;

    @Test
    void requestsEndTheHealthTurnsRedAndEverythingComesBack() throws Exception {
        try (Wire wire = new Wire();
                GallraServer server = GallraServer.startBy(wire.way(), "outage")) {
            Api admin = server.admin();
            String kept = admin.post("companies", Map.of("name", "Före avbrottet AB"))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            ready(server, 200);

            wire.fallSilent();
            refused(admin, "companies/" + kept);
            ready(server, 503);
            wire.mend();
            ready(server, 200);
            answers(admin, "companies/" + kept);

            wire.cut();
            refused(admin, "companies/" + kept);
            ready(server, 503);
            wire.mend();
            ready(server, 200);
            answers(admin, "companies/" + kept);

            theErasureGoesOn(wire, server, admin);
        }
    }

    /** A request neither hangs nor tells more than that the database is away. */
    private static void refused(Api admin, String path) {
        long begin = System.nanoTime();
        Api.Answer answer = admin.get(path);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(answer.body()).doesNotContain("PSQL", "jdbc:", "SQLState", "Exception");
    }

    private static void ready(GallraServer server, int status) {
        Awaitility.await("ready: " + status)
                .atMost(Duration.ofSeconds(40))
                .until(() -> Api.anonymous(server.adminUrl()).get(READY).status() == status);
    }

    private static void answers(Api admin, String path) {
        Awaitility.await(path)
                .atMost(Duration.ofSeconds(20))
                .until(() -> admin.get(path).status() == 200);
    }

    private static void theErasureGoesOn(Wire wire, GallraServer server, Api admin) throws Exception {
        Crowd.fill(server, PEOPLE, PEOPLE);
        JsonNode plan = admin.post(
                        "anonymizations",
                        Map.of("selection", Map.of("filter", Map.of("city", Crowd.city(0))), "fields", List.of("*")))
                .is(201)
                .json();
        assertThat(plan.get("batches").asInt()).isGreaterThan(2);
        String path = "anonymizations/" + plan.get("id").asText();
        Thread order = new Thread(() -> admin.post(
                path + "/execution", Map.of("digest", plan.get("digest").asText())));
        order.start();
        Awaitility.await("the first batch")
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(1))
                .until(() -> admin.get(path).json().path("batchesDone").asInt() > 0);
        wire.cut();
        order.join();
        int[] left = Crowd.count(server);
        assertThat(left[0] + left[1]).as("untouched or done, nothing between").isEqualTo(PEOPLE);
        assertThat(left[1]).as("done").isBetween(1, PEOPLE - 1);
        wire.mend();
        answers(admin, path);
        // what failed when the database went away is ordered again; what nobody is at any more is taken up by itself
        Awaitility.await("the rest").atMost(Duration.ofMinutes(2)).until(() -> {
            if (admin.get(path).json().path("state").asText().equals("FAILED")) {
                admin.post(
                        path + "/execution", Map.of("digest", plan.get("digest").asText()));
            }
            return admin.get(path).json().path("state").asText().equals("DONE");
        });
        assertThat(Crowd.count(server)[1]).isEqualTo(PEOPLE);
        assertThat(admin.get("receipts?limit=100").is(200).json().get("items"))
                .filteredOn(r -> r.get("plan").asText().equals(plan.get("id").asText()))
                .hasSize(1);
    }
}
