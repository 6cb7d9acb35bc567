package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/**
 * A full disk for the embedded database. A limit of the server's process for the size of its files stands for it: that needs no rights, and comes and
 * goes while the server runs. As on a disk that is full, what is there can be overwritten and nothing grows.
 */
class DiskIT {

    /** As large as a file of the embedded database's log: the next one can be made, and no byte behind it be written. */
    private static final String LOG_FILE = "1048576";

    /** More than fill a file of the log. */
    private static final int MOST = 1_500;

    private static final int REFUSALS = 20;

    private static final String HEALTH = "/system/health.json?tags=ready";

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

            limit(server, "unlimited");
            boolean back = comesBack(server);
            System.out.println("disk: came back by itself: " + back);
            if (back) {
                acknowledged.add(company(admin, "Efter AB"));
                areThere(admin, acknowledged);
            } else {
                // now and then Derby's whole engine has ended, which nothing but another process brings back
                assertThat(Api.anonymous(server.adminUrl()).get(HEALTH).body()).contains("start the server anew");
            }
            server.stop();
            server.start();
            acknowledged.add(company(server.admin(), "Sedan AB"));
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
    static void limit(GallraServer server, String size) throws Exception {
        assertThat(new ProcessBuilder("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + size + ":")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static boolean comesBack(GallraServer server) {
        try {
            Awaitility.await("room again")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> Api.anonymous(server.adminUrl()).get(HEALTH).status() == 200);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
