package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.Postgres;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL with the settings that Gallra advises: its tables, statistics and log (WAL). */
class PostgresCanaryIT {

    private static final List<String> ADVISED = List.of("wal_recycle = off", "min_wal_size = '32MB'");

    @Test
    void theFilesOfPostgresLoseWhatWasErased() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.POSTGRESQL, "canary")) {
            for (String setting : ADVISED) {
                set(server, "SET " + setting);
            }
            Canaries canaries = Canaries.plant(server);
            Optional<Path> files = Postgres.shared().files();
            canaries.forget();
            JsonNode run = canaries.clean();
            run.get("steps").forEach(step -> assertThat(step.get("outcome").asText())
                    .as(step.toString())
                    .isEqualTo("DONE"));
            String doctor = server.shell("admin", GallraServer.PASSWORD, "gallra:doctor");
            assertThat(doctor).contains("ok   wal_recycle = off", "SET  log_error_verbosity", "No table waits");
            assertThat(Tables.dump(server.database()).toString()).doesNotContain(canaries.mark());
            if (files.isPresent()) { // not on somebody else's server
                assertThat(canaries.occurrences(files.get())).isZero();
            }
            server.stop();
            canaries.assertGone();
            for (String setting : ADVISED) {
                set(server, "RESET " + setting.substring(0, setting.indexOf(' ')));
            }
        }
    }

    private static void set(GallraServer server, String change) throws SQLException {
        try (Connection connection = server.database();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM " + change);
            statement.execute("SELECT pg_reload_conf()");
        }
    }
}
