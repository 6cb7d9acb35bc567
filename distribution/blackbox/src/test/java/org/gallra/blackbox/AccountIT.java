package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users set for themselves: second factors, logins in force, tokens for programs. */
class AccountIT extends OnServer {

    private static final String PASSWORD = "Tre gröna hästar 9 dansar";

    private final List<String> made = new ArrayList<>();

    AccountIT() {
        super(Kind.DERBY);
    }

    private String user(String role) {
        String name = "konto" + People.letters(8).toLowerCase(Locale.ROOT);
        admin.post("users", Map.of("userName", name, "role", role, "password", PASSWORD))
                .is(201);
        made.add(name);
        return name;
    }

    /** Others look what happens to the last administrator of this server. */
    @AfterEach
    void leaveOneAdministrator() {
        made.forEach(name -> admin.put("users/" + name, Map.of("role", "READER", "active", false))
                .is(200));
        made.clear();
    }

    private Api.Answer login(String user, String code) {
        Map<String, String> credentials = new HashMap<>(Map.of("userName", user, "password", PASSWORD));
        if (code != null) {
            credentials.put("code", code);
        }
        return Api.anonymous(server.url()).post("session", credentials);
    }

    /** Returns the code that an app shows, as RFC 6238 says. */
    private static String code(String secret, long ahead) {
        ByteBuffer key = ByteBuffer.allocate(secret.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (char c : secret.toCharArray()) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                key.put((byte) (buffer >> bits));
            }
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.array(), "HmacSHA1"));
            long step = Instant.now().getEpochSecond() / 30 + ahead;
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(hash, hash[19] & 0xf, 4).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSecondFactorIsAskedForOnceItIsOn() {
        String name = user("SYSTEM_ADMINISTRATOR");
        Api own = Api.with(
                server.url(), login(name, null).is(200).json().get("token").asText());
        assertThat(own.get("/ui/start").is(200).body())
                .as("an administrator is told, and can work meanwhile")
                .contains("second-factor-notice");
        String factor = "users/self/second-factor";
        own.post(factor, Map.of("password", "wrong")).isProblem(422);
        JsonNode enrolment =
                own.post(factor, Map.of("password", PASSWORD)).is(200).json();
        String secret = enrolment.get("secret").asText();
        String page = own.get("/ui/settings/org.gallra.access/account").is(200).body();
        assertThat(page)
                .contains(
                        "<svg class=\"qr\"",
                        secret,
                        enrolment.get("recoveryCodes").get(9).asText());
        own.put(factor, Map.of("code", "000 000")).isProblem(422);
        own.put(factor, Map.of("code", code(secret, -1))).is(200);
        assertThat(own.get("/ui/start").is(200).body()).doesNotContain("second-factor-notice");
        assertThat(own.get("/ui/settings/org.gallra.access/account").is(200).body())
                .doesNotContain(secret, enrolment.get("recoveryCodes").get(0).asText());

        assertThat(login(name, null).isProblem(422).json().get("violations").toString())
                .contains("\"code\"");
        String now = code(secret, 0);
        login(name, now).is(200);
        login(name, now).isProblem(422); // a code is good once
        login(name, enrolment.get("recoveryCodes").get(0).asText()).is(200);
        login(name, enrolment.get("recoveryCodes").get(0).asText()).isProblem(422);

        Api.with(server.url(), server.as("anna").token())
                .delete("users/" + name + "/second-factor")
                .isProblem(403);
        admin.delete("users/" + name + "/second-factor").is(204);
        own.get(factor).isProblem(401); // its logins have ended
        login(name, null).is(200);
        List<String> acts = admin.get("audit?limit=50&record=" + name)
                .is(200)
                .json()
                .get("items")
                .findValuesAsText("act");
        assertThat(acts).contains("access.factor-on", "access.recovery-code", "access.factor-reset");
    }

    @Test
    void aNewPasswordTakesTheOneThatIsGoodUntilNow() {
        String name = user("USER");
        Api own = Api.with(server.url(), login(name, null).json().get("token").asText());
        String fresh = "Fyra röda getter 8 sjunger";
        for (String address : List.of("self", name)) {
            String path = "users/" + address + "/password";
            assertThat(own.put(path, Map.of("password", fresh)).isProblem(422).body())
                    .contains("current");
            assertThat(own.put(path, Map.of("current", fresh, "password", fresh))
                            .isProblem(422)
                            .body())
                    .contains("current", "Wrong password");
            login(name, null).is(200); // nothing was changed, and a login lets the next try be made at once
        }
        own.put("users/self/password", Map.of("current", PASSWORD, "password", fresh))
                .is(204);
        own.get("users/self").is(200);
        login(name, null).isProblem(401);
        Api.login(server.url(), name, fresh).get("users/self").is(200);
        assertThat(own.get("/ui/password").is(200).body()).contains("name=\"current\"");
    }

    @Test
    void whoIsRefusedStandsInTheAuditLogOnce() {
        String name = user("READER");
        Api own = Api.with(server.url(), login(name, null).json().get("token").asText());
        for (int i = 0; i < 5; i++) {
            own.get("users").isProblem(403);
            own.post("anonymizations", Map.of("selection", Map.of("contacts", List.of(UUID.randomUUID()))))
                    .isProblem(403);
        }
        List<JsonNode> refused = new ArrayList<>();
        admin.get("audit?limit=100&user=" + name).is(200).json().get("items").forEach(item -> {
            if (item.get("act").asText().equals("access.refused")) {
                refused.add(item);
            }
        });
        assertThat(refused).as("the first one; the others are counted").hasSize(1);
        assertThat(refused.get(0).toString()).contains("GET:users", name);
    }

    @Test
    void loginsAreListedAndEnded() {
        String name = user("USER");
        Api one = Api.with(server.url(), login(name, null).json().get("token").asText());
        Api two = Api.with(server.url(), login(name, null).json().get("token").asText());
        JsonNode logins = one.get("users/self/logins").is(200).json();
        assertThat(logins).hasSize(2);
        assertThat(logins.findValuesAsText("current")).containsExactlyInAnyOrder("true", "false");
        assertThat(logins.get(0).get("from").get("en").asText()).isNotBlank();
        one.delete("users/self/logins").is(204);
        two.get("users/self").isProblem(401);
        String id = admin.get("users/" + name + "/logins")
                .is(200)
                .json()
                .get(0)
                .get("id")
                .asText();
        Api.with(server.url(), server.as("anna").token())
                .delete("users/" + name + "/logins/" + id)
                .isProblem(403);
        admin.delete("users/" + name + "/logins/" + id).is(204);
        one.get("users/self").isProblem(401);
        Api three = Api.with(server.url(), login(name, null).json().get("token").asText());
        admin.put("users/" + name, Map.of("role", "READER")).is(200);
        three.get("users/self").isProblem(401); // rights have changed
        assertThat(admin.get("/ui/settings/org.gallra.access/logins").is(200).body())
                .contains("login-list", "factor-list");
    }

    @Test
    void aTokenReachesWhatItsScopesSay() {
        String name = user("USER");
        Api own = Api.with(server.url(), login(name, null).json().get("token").asText());
        String until = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
        own.post("users/self/tokens", Map.of("name", "För mycket", "scopes", List.of("ANONYMIZE"), "expires", until))
                .isProblem(422);
        JsonNode fresh = own.post(
                        "users/self/tokens", Map.of("name", "Lönesystem", "scopes", List.of("READ"), "expires", until))
                .is(201)
                .json();
        Api program = Api.with(server.url(), fresh.get("secret").asText());
        program.get("contacts").is(200);
        program.post("contacts", Map.of("lastName", "Programsson")).isProblem(403);
        program.get("users/self/tokens").isProblem(403);
        program.put("users/self/password", Map.of("password", "Nya gröna hästar 9 dansar"))
                .isProblem(403);
        program.get("/ui/contacts").isProblem(403);
        JsonNode listed = own.get("users/self/tokens").is(200).json();
        assertThat(listed).hasSize(1);
        assertThat(listed.toString()).doesNotContain(fresh.get("secret").asText());
        assertThat(listed.get(0).get("lastUsedOn").asText()).isNotBlank();
        own.delete("users/self/tokens/" + listed.get(0).get("id").asText()).is(204);
        program.get("contacts").isProblem(401);
    }

    @Test
    void passwordsThatOthersHaveChosenAreRefused() {
        for (String password : List.of("password1234", "qwertyuiop12", "gallragallra12")) {
            admin.post("users", Map.of("userName", "nyanvandare", "role", "USER", "password", password))
                    .isProblem(422);
        }
    }
}
