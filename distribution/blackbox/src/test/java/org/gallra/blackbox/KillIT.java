package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A power failure during an anonymization leaves each contact wholly done or wholly untouched, and the run goes on. */
class KillIT {

    /** How often the server is killed at moments that nobody has chosen, after those that are chosen. */
    private static final int KILLS = Integer.getInteger("gallra.kills", 0);

    /**
     * Kills the server when a part is done, on Derby after an operator has stopped it so; then at moments that nobody has chosen:
     * {@code -Dgallra.kills=50} is what issue C asks for and takes ten minutes for each database.
     */
    @ParameterizedTest
    @EnumSource
    void eachContactIsWhollyDoneOrWhollyUntouched(Kind kind) throws Exception {
        // more than two batches of the database in question
        int people = kind == Kind.DERBY ? 2_500 : 25_000;
        int chosen = kind == Kind.DERBY ? 2 : 1;
        int all = people * (chosen + KILLS);
        long seed = System.nanoTime();
        System.out.println("kill: seed " + seed);
        Random moments = new Random(seed);
        long length = 2_000;
        try (GallraServer server = GallraServer.start(kind, "kill")) {
            Crowd.fill(server, all, people);
            String canary = server.admin()
                    .post("contacts/search", Map.of("text", Crowd.MARK + "1"))
                    .is(200)
                    .json()
                    .get("items")
                    .get(0)
                    .get("id")
                    .asText();
            for (int round = 0; round < chosen + KILLS; round++) {
                Api admin = server.admin();
                JsonNode plan = admin.post(
                                "anonymizations",
                                Map.of(
                                        "selection",
                                        Map.of("filter", Map.of("city", Crowd.city(round))),
                                        "fields",
                                        List.of("*")))
                        .is(201)
                        .json();
                assertThat(plan.get("contacts").asInt()).isEqualTo(people);
                assertThat(plan.get("batches").asInt()).isGreaterThan(2);
                String path = "anonymizations/" + plan.get("id").asText();
                Map<String, String> digest = Map.of("digest", plan.get("digest").asText());
                String late = admin.post("companies", Map.of("name", "Sent bolag " + round))
                        .is(201)
                        .json()
                        .get("id")
                        .asText();
                var execution = CompletableFuture.supplyAsync(
                        () -> admin.post(path + "/execution", digest).status());
                long moment = 0;
                if (round < chosen) {
                    Awaitility.await("the first batch")
                            .pollInterval(Duration.ofMillis(10))
                            .atMost(Duration.ofMinutes(1))
                            .until(() ->
                                    admin.get(path).json().get("batchesDone").asInt() > 0);
                } else {
                    moment = moments.nextLong(length);
                    try {
                        execution.get(moment, TimeUnit.MILLISECONDS);
                        length = Math.max(200, length * 3 / 4); // it was done before
                    } catch (TimeoutException e) {
                        // the moment has come
                    }
                }
                if (round < chosen - 1) {
                    assertThat(server.stop()).as("exit code").isIn(0, 143);
                } else {
                    server.kill();
                }
                boolean cut =
                        execution.handle((status, broken) -> broken != null).join();
                int[] left = Crowd.count(server);
                System.out.println("kill: round " + round + " after " + moment + " ms: " + left[1] + " done");
                assertThat(left[0] + left[1])
                        .as("untouched or done, nothing between")
                        .isEqualTo(all);
                assertThat(left[1]).as("done").isBetween(people * round, people * (round + 1));
                server.start();
                // 15 s on an idle machine; tests share it with others
                assertThat(server.startTime()).isLessThan(Duration.ofSeconds(60));
                if (round == chosen - 1) {
                    assertThat(cut).as("the run was cut off").isTrue();
                    assertThat(left[1]).as("done").isBetween(people * round + 1, people * (round + 1) - 1);
                }
                Api after = server.admin();
                if (after.get(path).is(200).json().get("state").asText().equals("PLANNED")) {
                    after.post(path + "/execution", digest); // the order itself was cut off
                }
                Awaitility.await("the rest").atMost(Duration.ofMinutes(2)).until(() -> {
                    Api.Answer answer = after.get(path);
                    if (answer.status() != 200) {
                        System.out.println("kill: " + answer.status() + " " + answer.body());
                    }
                    return answer.json().path("state").asText().equals("DONE");
                });
                after.get("contacts/" + canary).isProblem(404);
                after.get("companies/" + late).is(200);
                assertThat(after.get("receipts?limit=100").is(200).json().get("items"))
                        .as("one receipt an act")
                        .hasSize(round + 1);
                assertThat(after.post("ledger/verification", Map.of())
                                .is(200)
                                .json()
                                .get("condition")
                                .asText())
                        .as("the chain of the ledger")
                        .isEqualTo("READY");
            }
            server.stop();
            assertThat(Crowd.count(server)).containsExactly(0, all);
            assertThat(server.logs().contains(Crowd.MARK))
                    .as("the log names a person")
                    .isFalse();
            assertThat(server.errors()).isEmpty();
        }
    }
}
