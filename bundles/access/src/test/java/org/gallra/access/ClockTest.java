package org.gallra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.gallra.api.GallraException;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins while the clock jumps a day ahead and back. */
class ClockTest {

    private static final Instant TODAY = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant TOMORROW = TODAY.plus(Duration.ofDays(1));

    private static TestDatabase database(Kind kind) {
        TestDatabase database = TestDatabase.of(kind, "access");
        update(
                database,
                "INSERT INTO access_user (user_name, version, display_name, user_role, granted, password_hash, active, must_change,"
                        + " created_at) VALUES ('anna', 1, 'anna', 'USER', '', 'x', TRUE, FALSE, ?)",
                TODAY);
        return database;
    }

    private static void begin(TestDatabase database, String hash, Instant now) {
        update(
                database,
                "INSERT INTO access_login (token_hash, user_name, csrf, vouched, device, place, public_id, created_at, last_used_at, expires_at)"
                        + " VALUES ('" + hash + "', 'anna', 'c', FALSE, 'Firefox/Linux', 'near', '" + UUID.randomUUID()
                        + "', ?, ?, ?)",
                now,
                now,
                now.plus(LoginStore.ABSOLUTE));
    }

    private static void update(TestDatabase database, String sql, Instant... times) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < times.length; i++) {
                    statement.setTimestamp(i + 1, Timestamp.from(times[i]));
                }
                return statement.executeUpdate();
            }
        });
    }

    private static boolean inForce(TestDatabase database, String hash, Instant now) {
        return database.inTransaction(connection -> LoginStore.find(connection, hash, now))
                .isPresent();
    }

    private static void sweep(TestDatabase database, Instant now) {
        database.inTransaction(connection -> {
            LoginStore.sweep(connection, now);
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aLoginIsThereAgainWhenTheClockIsPutRight(Kind kind) {
        try (TestDatabase database = database(kind)) {
            begin(database, "h", TODAY);
            assertThat(inForce(database, "h", TOMORROW))
                    .as("over by its lifetime")
                    .isFalse();
            sweep(database, TOMORROW); // somebody logs in meanwhile
            assertThat(inForce(database, "h", TODAY.plusSeconds(60))).isTrue();
            sweep(database, TODAY.plusSeconds(60).plus(Duration.ofHours(25)).plusSeconds(1));
            assertThat(inForce(database, "h", TODAY.plusSeconds(60)))
                    .as("swept in the end")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fromWhereALoginCameIsForgottenOnceItHasEnded(Kind kind) {
        try (TestDatabase database = database(kind)) {
            begin(database, "h", TODAY);
            sweep(database, TODAY.plus(LoginStore.IDLE).minusSeconds(1));
            assertThat(doors(database)).containsExactly(new Door("Firefox/Linux", "near"));
            sweep(database, TODAY.plus(LoginStore.IDLE).plusSeconds(1));
            assertThat(doors(database)).containsExactly(Door.UNKNOWN);
        }
    }

    /** Returns from where all logins came, as if they were in force still. */
    private static List<Door> doors(TestDatabase database) {
        return database
                .inTransaction(connection -> LoginStore.inForce(connection, null, TODAY, TODAY.minusSeconds(1)))
                .stream()
                .map(LoginStore.Row::door)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aLoginOfAClockThatWasAheadEndsByItsLifetime(Kind kind) {
        try (TestDatabase database = database(kind)) {
            begin(database, "h", TOMORROW);
            assertThat(inForce(database, "h", TODAY)).as("nobody is thrown out").isTrue();
            assertThat(inForce(database, "h", TODAY.plus(LoginStore.IDLE)))
                    .as("nobody used it")
                    .isFalse();
            Instant used = TODAY;
            for (; used.isBefore(TODAY.plus(LoginStore.ABSOLUTE)); used = used.plus(Duration.ofMinutes(20))) {
                assertThat(inForce(database, "h", used)).isTrue();
            }
            assertThat(inForce(database, "h", used)).as("twelve hours").isFalse();
        }
    }

    @Test
    void theBackoffKnowsNoClock() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos()); // it may run over
        Backoff backoff = new Backoff(nanos::get);
        for (int i = 0; i < 7; i++) {
            backoff.failed("anna");
        }
        assertThatThrownBy(() -> backoff.check("anna"))
                .isInstanceOf(GallraException.class)
                .hasMessageContaining("5");
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThatCode(() -> backoff.check("anna")).doesNotThrowAnyException();
    }
}
