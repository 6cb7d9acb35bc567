package org.gallra.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the configuration of the database is read, and what PostgreSQL's programs are told of it. */
class TargetTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path etc;

    private Target read(String... lines) throws IOException {
        Files.write(etc.resolve(Target.FILE), List.of(lines));
        return Target.read(etc, Map.of("karaf.data", "/srv/gallra/data")::get, Map.of("GALLRA_DB_PASSWORD", "p$1 \\x"));
    }

    @Test
    void derbyIsAPlace() throws IOException {
        Target target = read(
                "databaseName = ${karaf.data}/derby/gallra",
                "connectionAttributes = dataEncryption=true;bootPassword=${env:GALLRA_DERBY_SECRET:-none}");
        assertThat(target.kind()).isEqualTo(Kind.DERBY);
        assertThat(target.place()).isEqualTo("/srv/gallra/data/derby/gallra");
        assertThat(target.attributes()).isEqualTo("dataEncryption=true;bootPassword=none");
    }

    @Test
    void postgresIsAnAddressWithAUser() throws IOException {
        Target target = read(
                "url = jdbc:postgresql://db.example:5433/crm?logServerErrorDetail=false&sslmode=verify-full",
                "user = gallra",
                "password = ${env:GALLRA_DB_PASSWORD}");
        assertThat(PostgresTools.environment(target))
                .containsEntry("PGHOST", "db.example")
                .containsEntry("PGPORT", "5433")
                .containsEntry("PGDATABASE", "crm")
                .containsEntry("PGUSER", "gallra")
                .containsEntry("PGPASSWORD", "p$1 \\x")
                .containsEntry("PGSSLMODE", "verify-full");
        assertThat(target.toString()).doesNotContain("p$1");
    }

    @Test
    void addressesComeInSeveralForms() {
        assertThat(environment("jdbc:postgresql:crm"))
                .containsEntry("PGHOST", "localhost")
                .containsEntry("PGDATABASE", "crm");
        assertThat(environment("jdbc:postgresql://a:1,[::1]:2,c/crm?user=u"))
                .containsEntry("PGHOST", "a,::1,c")
                .containsEntry("PGPORT", "1,2,5432")
                .containsEntry("PGUSER", "u");
        assertThat(PostgresProduct.url("jdbc:postgresql://a:1/crm?user=u", "x"))
                .isEqualTo("jdbc:postgresql://a:1/x?user=u");
        assertThat(PostgresProduct.url("jdbc:postgresql:crm", "x")).isEqualTo("jdbc:postgresql:x");
    }

    private static Map<String, String> environment(String url) {
        return PostgresTools.environment(new Target(Kind.POSTGRESQL, url, "", "", ""));
    }

    @Test
    void whatCannotBeUsedIsSaid() {
        assertThatThrownBy(() -> read("url = jdbc:h2:mem")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("url = jdbc:postgresql:x", "password = ENC(abc)"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("encrypted password");
    }

    @Test
    void aMissingProgramIsNamedWithWhatToInstall() {
        PostgresTools tools =
                new PostgresTools(etc.toString(), new Target(Kind.POSTGRESQL, "jdbc:postgresql:x", "", "", ""));
        assertThatThrownBy(() -> tools.find("pg_dump"))
                .isInstanceOf(PostgresTools.ToolException.class)
                .hasMessageContaining("pg_dump is not there. Install PostgreSQL's client programs");
    }
}
