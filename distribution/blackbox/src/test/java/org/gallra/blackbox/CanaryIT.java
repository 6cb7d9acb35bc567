package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On a database that anybody can read: what was erased is in its files first, and then it is not. */
class CanaryIT {

    @Test
    void theFilesOfDerbyLoseWhatWasErased() throws Exception {
        try (GallraServer server = GallraServer.startUnencrypted("canary")) {
            Canaries canaries = Canaries.plant(server);
            Path files = server.folder().resolve("data/derby");
            assertThat(canaries.occurrences(files)).isGreaterThan(10);
            canaries.forget();
            assertThat(canaries.occurrences(files))
                    .as("what an act alone leaves")
                    .isPositive();
            JsonNode run = canaries.clean();
            run.get("steps").forEach(step -> assertThat(step.get("outcome").asText())
                    .as(step.toString())
                    .isEqualTo("DONE"));
            assertThat(canaries.occurrences(files)).isZero();
            assertThat(server.shell("admin", GallraServer.PASSWORD, "gallra:doctor"))
                    .contains("SET  dataEncryption = false", "No table waits");
            server.stop();
            canaries.assertGone();
        }
    }
}
