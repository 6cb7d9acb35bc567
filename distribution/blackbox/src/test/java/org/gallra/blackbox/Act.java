package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/**
 * The anonymization of everybody in a town of {@link Crowd}, as an administrator orders and follows it.
 *
 * @param path of the plan, below the API
 * @param plan as it was made
 */
record Act(String path, JsonNode plan) {

    /** Makes the plan; it has several batches. */
    static Act planned(Api admin, int town) {
        JsonNode plan = admin.post(
                        "anonymizations",
                        Map.of("selection", Map.of("filter", Map.of("city", Crowd.city(town))), "fields", List.of("*")))
                .is(201)
                .json();
        assertThat(plan.get("batches").asInt()).isGreaterThan(2);
        return new Act("anonymizations/" + plan.get("id").asText(), plan);
    }

    Api.Answer order(Api admin) {
        return admin.post(
                path + "/execution", Map.of("digest", plan.get("digest").asText()));
    }

    /** Orders it and does not wait; what comes of that is the status, or an exception if nobody answers. */
    CompletableFuture<Integer> begin(Api admin) {
        return CompletableFuture.supplyAsync(() -> order(admin).status());
    }

    /** Returns when a batch is done. */
    void awaitBatch(Api admin) {
        Awaitility.await("the first batch")
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(1))
                .until(() -> admin.get(path).json().path("batchesDone").asInt() > 0);
    }

    /** Returns when it is done. What has failed, or was cut off before anything was begun, is ordered again. */
    void awaitDone(Api admin) {
        Awaitility.await("the rest").atMost(Duration.ofMinutes(2)).until(() -> {
            String state = state(admin);
            if (List.of("FAILED", "PLANNED").contains(state)) {
                order(admin);
            }
            return state.equals("DONE");
        });
    }

    String state(Api admin) {
        return admin.get(path).json().path("state").asText();
    }

    /** Demands one receipt, and a ledger whose chain is whole. */
    void assertAcknowledged(Api admin) {
        assertThat(admin.get("receipts?limit=100").is(200).json().get("items"))
                .filteredOn(r -> r.get("plan").asText().equals(plan.get("id").asText()))
                .as("one receipt an act")
                .hasSize(1);
        assertThat(admin.post("ledger/verification", Map.of())
                        .is(200)
                        .json()
                        .get("condition")
                        .asText())
                .as("the chain of the ledger")
                .isEqualTo("READY");
    }
}
