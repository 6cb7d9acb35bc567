package org.gallra.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.gallra.api.backup.BackupService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When monitoring is told of backups. */
class BackupHealthTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private static Result.Status status(
            boolean scheduled, @Nullable Integer hours, int drillDays, BackupService.@Nullable Drill drill) {
        BackupService.Condition condition = new BackupService.Condition(
                scheduled, drillDays, hours == null ? null : NOW.minus(Duration.ofHours(hours)), drill);
        return new BackupHealth(new Answer(condition), Clock.fixed(NOW, ZoneOffset.UTC))
                .execute()
                .getStatus();
    }

    private static BackupService.Drill drill(int hours, boolean passed) {
        return new BackupService.Drill(
                "gallra-x",
                NOW.minus(Duration.ofHours(hours)),
                BackupService.Method.RESTORED,
                passed,
                3,
                9,
                passed ? List.of() : List.of("contact"));
    }

    @Test
    void whatIsSwitchedOnHasToHappen() {
        assertThat(status(false, null, 0, null)).isEqualTo(Result.Status.OK);
        assertThat(status(true, null, 0, null)).isEqualTo(Result.Status.CRITICAL);
        assertThat(status(true, 25, 0, null)).isEqualTo(Result.Status.OK);
        assertThat(status(true, 27, 0, null)).isEqualTo(Result.Status.WARN);
        assertThat(status(true, 51, 0, null)).isEqualTo(Result.Status.CRITICAL);
    }

    @Test
    void drillsHaveToPassAndToBeMadeInTime() {
        assertThat(status(true, 1, 7, null)).isEqualTo(Result.Status.WARN);
        assertThat(status(true, 1, 7, drill(24 * 8, true))).isEqualTo(Result.Status.OK);
        assertThat(status(true, 1, 7, drill(24 * 9 + 1, true))).isEqualTo(Result.Status.WARN);
        assertThat(status(true, 1, 0, drill(24 * 90, true))).isEqualTo(Result.Status.OK);
        assertThat(status(false, 1, 0, drill(1, false))).isEqualTo(Result.Status.CRITICAL);
    }

    private record Answer(Condition condition) implements BackupService {
        @Override
        public List<Backup> list() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Backup create() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Backup create(Path directory) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Drill drill() {
            throw new UnsupportedOperationException();
        }
    }
}
