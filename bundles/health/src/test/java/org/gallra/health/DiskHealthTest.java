package org.gallra.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;

/** When monitoring is told that room runs out. */
class DiskHealthTest {

    private static Result result(DiskHealth.Room room) {
        return new DiskHealth(2_000, 500, List.of(Path.of("data"), Path.of("log")), room).execute();
    }

    @Test
    void theFullestPlaceCounts() {
        assertThat(result(place -> 5_000_000_000L).getStatus()).isEqualTo(Result.Status.OK);
        assertThat(result(place -> place.endsWith("log") ? 1_999_000_000L : 5_000_000_000L)
                        .getStatus())
                .isEqualTo(Result.Status.WARN);
        Result full = result(place -> place.endsWith("data") ? 499_000_000L : 5_000_000_000L);
        assertThat(full.getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(full.iterator().next().getMessage()).contains("data has room for 499 MB");
    }

    @Test
    void aPlaceThatIsGoneIsNoRoom() {
        assertThat(result(place -> {
                            throw new IOException("gone");
                        })
                        .getStatus())
                .isEqualTo(Result.Status.CRITICAL);
    }
}
