package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/**
 * A full disk for the ledger, and one for the embedded database. A limit of the server's process for the size of its files stands for it: that needs no
 * rights, and comes and goes while the server runs. As on a disk that is full, what is there can be overwritten and nothing grows.
 */
class DiskIT {

    /** As large as a file of the embedded database's log: the next one can be made, and no byte behind it be written. */
    private static final String LOG_FILE = "1048576";

    /** More than fill a file of the log. */
    private static final int MOST = 1_500;

    private static final int REFUSALS = 20;

    private static final String HEALTH = "/system/health.json?tags=ready";

    @Test
    void withoutRoomForTheLedgerNothingIsErasedAndEverythingElseGoesOn() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.POSTGRESQL, "disk")) {
            Api admin = server.admin();
            People person = People.make(company(admin, "Fulla disken AB"));
            String contact = admin.post("contacts", person.values())
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            String path = "anonymizations/"
                    + admin.post("anonymizations", Map.of("selection", Map.of("contacts", List.of(contact))))
                            .is(201)
                            .json()
                            .get("id")
                            .asText();
            Map<String, String> digest =
                    Map.of("digest", admin.get(path).json().get("digest").asText());
            limit(server, "1");
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThat(admin.post(path + "/execution", digest)
                                .isProblemOfServer(503)
                                .body())
                        .contains("Nothing is erased", "disk is full");
            }
            admin.get("contacts/" + contact).is(200);
            company(admin, "Medan disken är full AB");
            Api.Answer health = Api.anonymous(server.adminUrl()).get(HEALTH).is(503);
            assertThat(health.body()).contains("The ledger cannot be written", "disk is full");

            limit(server, "unlimited");
            awaitHealthy(server);
            assertThat(admin.post(path + "/execution", digest)
                            .is(200)
                            .json()
                            .get("state")
                            .asText())
                    .isEqualTo("DONE");
            admin.get("contacts/" + contact).isProblem(404);
            new Act(path, admin.get(path).json()).assertAcknowledged(admin);
            assertThat(server.logs()).doesNotContain(person.mark());
        }
    }

    @Test
    void withoutRoomForTheDatabaseNothingIsAcknowledgedThatIsNotThere() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.DERBY, "disk")) {
            Api admin = server.admin();
            List<String> acknowledged = new ArrayList<>();
            limit(server, LOG_FILE);
            int refused = 0;
            for (int i = 0; i < MOST && refused < REFUSALS; i++) {
                Api.Answer answer =
                        admin.post("companies", Map.of("name", "Plats " + i, "notes", People.letters(3_000)));
                if (answer.status() == 201) {
                    acknowledged.add(answer.json().get("id").asText());
                } else {
                    answer.isProblemOfServer(503);
                    assertThat(answer.body()).contains("database");
                    refused++;
                }
            }
            assertThat(acknowledged).as("before the log was full").isNotEmpty();
            assertThat(refused).as("when the log was full").isEqualTo(REFUSALS);
            Api.Answer health = Api.anonymous(server.adminUrl()).get(HEALTH);
            System.out.println("disk: health " + health.status() + " " + health.body());

            limit(server, "unlimited");
            awaitHealthy(server);
            acknowledged.add(company(admin, "Efter AB"));
            areThere(admin, acknowledged);
            server.stop();
            server.start();
            areThere(server.admin(), acknowledged);
        }
    }

    private static void areThere(Api admin, List<String> companies) {
        for (String id : companies) {
            admin.get("companies/" + id).is(200);
        }
    }

    private static String company(Api admin, String name) {
        return admin.post("companies", Map.of("name", name))
                .is(201)
                .json()
                .get("id")
                .asText();
    }

    /** Sets what no file of the server may grow beyond, in bytes. */
    private static void limit(GallraServer server, String size) throws Exception {
        assertThat(new ProcessBuilder("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + size + ":")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void awaitHealthy(GallraServer server) {
        Awaitility.await("room again")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Api.anonymous(server.adminUrl()).get(HEALTH).status() == 200);
    }
}
