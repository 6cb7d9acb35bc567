package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is stopped, killed and started again. */
class RestartIT {

    @ParameterizedTest
    @EnumSource
    void whatWasSavedIsThereAfterAStopAndAfterAKill(Kind kind) throws Exception {
        try (GallraServer server = GallraServer.start(kind, "restart")) {
            Api before = server.admin();
            String id = before.post("contacts", Map.of("lastName", "Kvar"))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            assertThat(server.stop()).isIn(0, 143);

            server.start();
            // 15 s on an idle machine; tests share it with others
            assertThat(server.startTime()).isLessThan(Duration.ofSeconds(30));
            before.get("contacts/" + id).is(200);
            String late = before.post("contacts", Map.of("lastName", "Också"))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            server.kill();

            server.start();
            before.get("contacts/" + id).is(200);
            before.get("contacts/" + late).is(200);
            assertThat(server.errors()).isEmpty();
        }
    }
}
