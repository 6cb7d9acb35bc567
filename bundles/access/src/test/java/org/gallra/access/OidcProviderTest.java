package org.gallra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.gallra.access.OidcRefusal.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which tokens count, and what a provider that is none can do: nothing, in bounded time and memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcProviderTest {

    private static final String NONCE = "the nonce";

    private @Nullable HttpServer server;
    private volatile String document = "";
    private @Nullable RSAKey key;
    private OidcSettings settings = settings("http://127.0.0.1:1", "preferred_username");

    private static OidcSettings settings(String issuer, String claim) {
        return new OidcSettings(
                URI.create(issuer),
                "gallra",
                "",
                URI.create("https://crm.example.se"),
                claim,
                "profile",
                "",
                Set.of("mfa"));
    }

    @BeforeAll
    void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String issuer = "http://127.0.0.1:" + web.getAddress().getPort();
        settings = settings(issuer, "preferred_username");
        document = "{\"issuer\":\"" + issuer + "\",\"authorization_endpoint\":\"" + issuer
                + "/authorize\",\"token_endpoint\":\"" + issuer + "/token\",\"jwks_uri\":\"" + issuer + "/keys\"}";
        web.createContext("/", exchange -> {
            String text = exchange.getRequestURI().getPath().equals("/keys") ? new JWKSet(key()).toString() : document;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        web.start();
        server = web;
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private RSAKey key() {
        if (key == null) {
            throw new IllegalStateException("Not started");
        }
        return key;
    }

    private OidcProvider provider() {
        return OidcProvider.discover(settings, new OidcWire(), Clock.systemUTC());
    }

    private JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(settings.issuer().toString())
                .subject("4711")
                .audience("gallra")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", NONCE)
                .claim("preferred_username", "olle");
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws Exception {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("one").build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private String good(JWTClaimsSet claims) throws Exception {
        return signed(claims, JWSAlgorithm.RS256, new RSASSASigner(key()));
    }

    @Test
    void aGoodTokenNamesItsUser() throws Exception {
        assertThat(provider().proof(good(claims().build()), NONCE)).isEqualTo(new OidcProvider.Proof("olle", false));
        String strong = good(claims().claim("amr", List.of("pwd", "mfa")).build());
        assertThat(provider().proof(strong, NONCE).secondFactor()).isTrue();
        String level = good(claims().claim("acr", "mfa").build());
        assertThat(provider().proof(level, NONCE).secondFactor()).isTrue();
    }

    @Test
    void onlyTheProvidersOwnSignatureCounts() throws Exception {
        JWTClaimsSet claims = claims().build();
        refused(new PlainJWT(claims).serialize());
        refused(signed(
                claims, JWSAlgorithm.HS256, new MACSigner(key().toRSAPublicKey().getEncoded())));
        refused(signed(
                claims,
                JWSAlgorithm.RS256,
                new RSASSASigner(new RSAKeyGenerator(2048).keyID("one").generate())));
        String token = good(claims);
        refused(token.substring(0, token.lastIndexOf('.') + 1));
        refused("x.y.z");
        refused("");
    }

    @Test
    void timesIssuerAudienceAndNonceHaveToFit() throws Exception {
        Instant now = Instant.now();
        refused(good(claims().issuer("http://127.0.0.1:2").build()));
        refused(good(claims().audience("another").build()));
        refused(good(claims().audience(List.of("gallra", "another")).build()));
        refused(good(claims().claim("azp", "another").build()));
        refused(good(claims().claim("nonce", null).build()));
        refused(good(claims().claim("nonce", "another").build()));
        refused(good(claims().expirationTime(Date.from(now.minusSeconds(90))).build()));
        refused(good(claims().issueTime(Date.from(now.plusSeconds(90))).build()));
        refused(good(claims().issueTime(Date.from(now.minusSeconds(3600))).build()));
        refused(good(claims().subject(null).build()));
        // a clock may be a little off
        provider()
                .proof(
                        good(claims().expirationTime(Date.from(now.minusSeconds(20)))
                                .build()),
                        NONCE);
    }

    private void refused(String token) {
        assertThatExceptionOfType(OidcRefusal.class)
                .isThrownBy(() -> provider().proof(token, NONCE))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("olle", "4711"));
    }

    @Test
    void anAddressCountsIfItWasVerified() throws Exception {
        settings = settings(settings.issuer().toString(), "email");
        try {
            String claimed = good(claims().claim("email", "olle@example.se").build());
            assertThatExceptionOfType(OidcRefusal.class)
                    .isThrownBy(() -> provider().proof(claimed, NONCE))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN));
            String verified = good(claims().claim("email", "olle@example.se")
                    .claim("email_verified", true)
                    .build());
            assertThat(provider().proof(verified, NONCE).claim()).isEqualTo("olle@example.se");
        } finally {
            settings = settings(settings.issuer().toString(), "preferred_username");
        }
    }

    @Test
    void aProviderThatIsNoneIsAway() {
        String good = document;
        try {
            for (String bad : List.of(
                    "",
                    "nonsense",
                    "{}",
                    "[1]",
                    good.replace("/authorize", "").replace("authorization_endpoint", "other"),
                    good.replaceFirst("\"issuer\":\"[^\"]*\"", "\"issuer\":\"https://evil.example\""),
                    good.replaceFirst("http://[^\"]*/token", "http://evil.example/token"),
                    good.replaceFirst("http://[^\"]*/keys", "file:///etc/passwd"),
                    "{\"a\":\"" + "x".repeat(3_000_000) + "\"}")) {
                document = bad;
                assertThatExceptionOfType(OidcRefusal.class)
                        .isThrownBy(this::provider)
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.AWAY));
            }
        } finally {
            document = good;
        }
    }

    @Test
    void whatABrowserTakesAlongIsSealedAndGrowsOld(@TempDir Path folder) {
        Vault vault = new Vault(folder.resolve("access.key"));
        Instant now = Instant.now();
        OidcJourney begun = OidcJourney.begin("/ui/contacts", now);
        String sealed = begun.seal(vault);
        assertThat(sealed).matches("[A-Za-z0-9_-]+").doesNotContain(begun.nonce());
        OidcJourney back = OidcJourney.open(vault, sealed, now.plusSeconds(500));
        assertThat(back).isNotNull().satisfies(b -> assertThat(b.verifier()).isEqualTo(begun.verifier()));
        assertThat(OidcJourney.open(vault, sealed, now.plusSeconds(700))).isNull();
        assertThat(OidcJourney.open(vault, sealed.substring(1), now)).isNull();
        assertThat(OidcJourney.open(vault, "nonsense", now)).isNull();
        assertThat(OidcJourney.open(new Vault(folder.resolve("other.key")), sealed, now))
                .isNull();
        for (String elsewhere :
                List.of("https://evil.example", "//evil.example", "/ui/../x", "/ui/x\r\ny", "/api/v1")) {
            assertThat(OidcJourney.begin(elsewhere, now).next()).isEqualTo("/ui/start");
        }
    }
}
