package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who gets in, and how far. */
class AccessIT {

    @Nested
    class OnDerby extends Checks {
        OnDerby() {
            super(Kind.DERBY);
        }
    }

    @Nested
    class OnPostgres extends Checks {
        OnPostgres() {
            super(Kind.POSTGRESQL);
        }

        @Test
        void anExpiredTokenIsRefused() throws Exception {
            Api anna = server.as("anna");
            anna.get("contacts").is(200);
            try (Connection database = server.database();
                    PreparedStatement past = database.prepareStatement(
                            "UPDATE access_login SET expires_at = expires_at - INTERVAL '13 hours' WHERE user_name = 'anna'")) {
                assertThat(past.executeUpdate()).isPositive();
            }
            anna.get("contacts").isProblem(401);
        }

        @Test
        void noTokenAndNoPasswordStandsInTheDatabase() throws Exception {
            Api anna = server.as("anna");
            String rows = Tables.dump(server.database()).values().toString();
            assertThat(rows).contains("anna").doesNotContain(anna.token(), server.password("anna"));
        }
    }

    abstract static class Checks extends OnServer {

        Checks(Kind kind) {
            super(kind);
        }

        @Test
        void nobodyGetsInWithoutALogin() {
            Api nobody = Api.anonymous(server.url());
            for (String path : List.of("contacts", "companies", "users", "users/self", "nonsense")) {
                nobody.get(path).isProblem(401);
            }
            for (String path :
                    List.of("/system/console", "/system/console/bundles", "/x", "/api", "/api/v2/contacts")) {
                assertThat(nobody.get(path).status()).as(path).isIn(401, 404);
            }
            nobody.post("contacts", Map.of("lastName", "Nobody")).isProblem(401);
            nobody.delete("contacts/" + UUID.randomUUID()).isProblem(401);
            Api.with(server.url(), "made-up").get("contacts").isProblem(401);
            Api.with(server.url(), "x".repeat(5000)).get("contacts").isProblem(401);
        }

        @Test
        void theOneTimeSecretIsGoneAfterItsUse() {
            assertThat(Files.exists(server.secretFile())).isFalse();
        }

        @Test
        void aWrongPasswordIsRefusedInTheLanguageAskedFor() {
            Api nobody = Api.anonymous(server.url());
            Map<String, String> wrong = Map.of("userName", "nobody-of-that-name", "password", "wrong");
            assertThat(nobody.post("session", wrong)
                            .isProblem(401)
                            .json()
                            .get("detail")
                            .asText())
                    .isEqualTo("Wrong user name or password.");
            var swedish = nobody.request("session")
                    .header("Content-Type", "application/json")
                    .header("Accept-Language", "sv-SE,sv;q=0.9")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                            "{\"userName\":\"nobody-of-that-name\",\"password\":\"wrong\"}"));
            assertThat(nobody.send(swedish).isProblem(401).json().get("detail").asText())
                    .isEqualTo("Fel användarnamn eller lösenord.");
        }

        @Test
        void rolesGoAsFarAsTheyShould() {
            Api reader = server.as("rut");
            Api user = server.as("anna");
            reader.get("contacts").is(200);
            reader.post("contacts", Map.of("lastName", "Läsarsson")).isProblem(403);
            reader.post("companies", Map.of("name", "Läsarbolaget")).isProblem(403);
            user.post("contacts", Map.of("lastName", "Användarsson")).is(201);
            for (Api lesser : List.of(reader, user)) {
                lesser.get("users").isProblem(403);
                lesser.post(
                                "users",
                                Map.of("userName", "evil", "role", "SYSTEM_ADMINISTRATOR", "password", "x".repeat(20)))
                        .isProblem(403);
                lesser.put("users/admin/password", Map.of("password", "x".repeat(20)))
                        .isProblem(403);
            }
            assertThat(reader.get("session").is(200).json().get("permissions").toString())
                    .isEqualTo("[\"READ\"]");
        }

        /** Of several who change a user at the same moment each is done, one after the other. */
        @Test
        void whoChangesAUserAtTheSameMomentWaits() throws Exception {
            admin.post("users", Map.of("userName", "tova", "role", "READER", "password", GallraServer.PASSWORD))
                    .is(201);
            Together.work(IntStream.range(0, 30).boxed(), i -> admin.put(
                            "users/tova", Map.of("role", i % 2 == 0 ? "READER" : "USER", "displayName", "Tova " + i))
                    .is(200));
        }

        @Test
        void theLastAdministratorStays() {
            admin.put("users/admin", Map.of("role", "READER")).isProblem(409);
            admin.put("users/admin", Map.of("role", "SYSTEM_ADMINISTRATOR", "active", false))
                    .isProblem(409);
        }

        @Test
        void aLoginEndsAtLogout() {
            Api anna = server.as("anna");
            anna.get("contacts").is(200);
            anna.delete("session").is(204);
            anna.get("contacts").isProblem(401);
        }

        @Test
        void aChangeByCookieNeedsTheToken() {
            var login = admin.get("session").is(200).json();
            String cookie = "gallra_session=" + admin.token();
            Api nobody = Api.anonymous(server.url());
            var bare = nobody.request("companies")
                    .header("Cookie", cookie)
                    .header("Content-Type", "application/json")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"Kakbolaget\"}"));
            nobody.send(bare).isProblem(403);
            nobody.send(bare.header("X-Gallra-Csrf", "wrong")).isProblem(403);
            var good = nobody.request("companies")
                    .header("Cookie", cookie)
                    .header("X-Gallra-Csrf", login.get("csrf").asText())
                    .header("Content-Type", "application/json")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"Kakbolaget\"}"));
            nobody.send(good).is(201);
            nobody.send(good.header("Sec-Fetch-Site", "cross-site")).isProblem(403);
        }

        @Test
        void theWebConsoleIsNotOnTheUsersPort() throws Exception {
            // while the second port is opening the console is refused here; then it is not here at all
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> admin.get("/system/console/bundles").status(), status -> {
                        assertThat(status).isIn(401, 404);
                        return status == 404;
                    });
            assertThat(Api.anonymous(server.adminUrl())
                            .get("/system/console/bundles")
                            .status())
                    .isIn(302, 303, 401, 403);
        }

        @Test
        void healthIsToldOnTheAdministratorsPortOnly() {
            String health = "/system/health.json?tags=ready,personal-data";
            Api monitoring = Api.anonymous(server.adminUrl());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> monitoring.get(health).status() == 200
                            && monitoring.get(health).body().contains("Personal data accounted for"));
            JsonNode told = monitoring.get(health).is(200).json();
            assertThat(told.get("overallResult").asText()).as(told.toString()).isEqualTo("OK");
            assertThat(told.get("results").findValuesAsText("name"))
                    .containsExactlyInAnyOrder("Database", "Erasure ledger", "Personal data accounted for");
            assertThat(monitoring.get(health).response().headers().firstValue("Access-Control-Allow-Origin"))
                    .as("pages of other sites do not read it")
                    .isEmpty();
            for (String way :
                    List.of(health, "/%73ystem/health.json", "/system;a=b/health.json", "//system/health.json")) {
                assertThat(admin.get(way).status()).as(way).isIn(400, 404);
            }
            assertThat(Api.anonymous(server.url()).get(health).status()).isIn(401, 404);
        }

        @Test
        void noPasswordAndNoTokenIsLogged() throws Exception {
            assertThat(server.logs()).doesNotContain(GallraServer.PASSWORD, admin.token());
        }
    }
}
