package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one PostgreSQL with one ledger: what one begins is done once, also if that node sleeps in the middle of it, wakes up,
 * and dies.
 */
class NodesIT {

    private static final int PEOPLE = 25_000;
    /** Whether a node is killed besides, which takes another minute. */
    private static final boolean KILLS = Integer.getInteger("gallra.kills", 0) > 0;

    @Test
    void whatANodeWasAtIsEndedByTheOtherAndNothingIsDoneTwice() throws Exception {
        try (GallraServer one = GallraServer.startBy(NodesIT::impatient, "node-one");
                GallraServer other = GallraServer.join(one, "node-other")) {
            aScheduledRuleRunsOnce(one, other);
            Crowd.fill(one, 2 * PEOPLE, PEOPLE);
            aNodeSleepsAndWakesUp(one, other);
            if (KILLS) {
                aNodeIsKilled(one, other);
            }
            try (Connection database = one.database()) {
                assertThat(Crowd.count(database)[0]).as("untouched").isEqualTo(KILLS ? 0 : PEOPLE);
            }
            // that the ledger was in another's hand; of the node that woke up without its connection: that its batch
            // came to nothing
            assertThat(one.errors()).allSatisfy(line -> assertThat(line)
                    .containsAnyOf("was rolled back", "| RollbackTask ", "Another node holds"));
            assertThat(other.errors()).allSatisfy(line -> assertThat(line).contains("Another node holds"));
        }
    }

    /** PostgreSQL gives up a node that sleeps in the middle of a transaction after two seconds instead of a minute. */
    private static String impatient(String url) {
        assertThat(url).contains("idle_in_transaction_session_timeout=60s");
        return url.replace("idle_in_transaction_session_timeout=60s", "idle_in_transaction_session_timeout=2s");
    }

    private static void aNodeSleepsAndWakesUp(GallraServer one, GallraServer other) throws Exception {
        Act act = Act.planned(one.admin(), 0);
        Api living = other.admin();
        Api sleeping = one.admin();
        var execution = act.begin(sleeping);
        act.awaitBatch(living);
        pause(one);
        act.awaitDone(living);
        act.assertAcknowledged(living);
        int[] done;
        try (Connection database = one.database()) {
            done = Crowd.count(database);
        }
        assertThat(done[0]).as("untouched: the other town").isEqualTo(PEOPLE);
        signal(one, "CONT");
        // whoever ordered is answered: that it is done, or that the batch could not be done here
        assertThat(execution.join()).isIn(200, 503);
        assertThat(act.state(sleeping)).isEqualTo("DONE");
        act.assertAcknowledged(sleeping);
        try (Connection database = one.database()) {
            assertThat(Crowd.count(database))
                    .as("nothing was done twice or undone")
                    .isEqualTo(done);
        }
        bothGoOn(one, other);
    }

    /** Stops a node where it stands, but not with the file of the ledger in its hand, from which nobody could take it. */
    private static void pause(GallraServer node) throws Exception {
        try (FileChannel lock =
                FileChannel.open(node.folder().resolve("ledger/ledger.lock"), StandardOpenOption.WRITE)) {
            signal(node, "STOP");
            for (FileLock free = lock.tryLock(); free == null; free = lock.tryLock()) {
                signal(node, "CONT");
                signal(node, "STOP");
            }
        }
    }

    private static void signal(GallraServer node, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(node.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void aNodeIsKilled(GallraServer one, GallraServer other) throws Exception {
        Act act = Act.planned(one.admin(), 1);
        Api living = other.admin();
        var execution = act.begin(one.admin());
        act.awaitBatch(living);
        one.kill();
        assertThat(execution.handle((done, broken) -> broken != null).join())
                .as("the run was cut off")
                .isTrue();
        act.awaitDone(living);
        act.assertAcknowledged(living);
        one.start();
        bothGoOn(one, other);
    }

    private static void bothGoOn(GallraServer one, GallraServer other) {
        anonymizeOne(one.admin(), "Efteråt ett");
        anonymizeOne(other.admin(), "Efteråt två");
        isWhole(one.admin());
        isWhole(other.admin());
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
        aSleeperHoldsTheLedger(one, other);
        Awaitility.await("the next look at the clock")
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> Instant.now().isAfter(looked));
        assertThat(other.admin().get(runs).is(200).json()).as("runs").hasSize(1);
    }

    /** The files of the ledger are in a hand that nobody can open: whoever wants to erase is told so in time. */
    private static void aSleeperHoldsTheLedger(GallraServer one, GallraServer other) throws Exception {
        List<Act> acts =
                List.of(planOne(one.admin(), "Medan en sover ett"), planOne(one.admin(), "Medan en sover två"));
        List<GallraServer> nodes = List.of(one, other);
        try (FileChannel file = FileChannel.open(one.folder().resolve("ledger/ledger.lock"), StandardOpenOption.WRITE);
                FileLock sleeper = file.lock()) {
            assertThat(sleeper.isValid()).isTrue();
            List<CompletableFuture<Api.Answer>> orders = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                Act act = acts.get(i);
                Api admin = nodes.get(i).admin();
                orders.add(CompletableFuture.supplyAsync(() -> act.order(admin)));
            }
            for (GallraServer node : nodes) {
                Api monitor = Api.anonymous(node.adminUrl());
                Awaitility.await("health that says why")
                        .atMost(Duration.ofSeconds(40))
                        .until(
                                () -> monitor.get("/system/health.json?tags=ready")
                                        .body(),
                                said -> said.contains("Another node holds the ledger"));
            }
            for (CompletableFuture<Api.Answer> order : orders) {
                assertThat(order.join().status()).as("going on or refused").isIn(202, 503);
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            acts.get(i).awaitDone(nodes.get(i).admin());
            acts.get(i).assertAcknowledged(nodes.get(i).admin());
        }
    }

    private static void anonymizeOne(Api admin, String company) {
        Act act = planOne(admin, company);
        assertThat(act.order(admin).is(200).json().get("state").asText()).isEqualTo("DONE");
    }

    private static Act planOne(Api admin, String company) {
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
        return new Act("anonymizations/" + plan.get("id").asText(), plan);
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
