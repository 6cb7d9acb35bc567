package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;

/** Login by an identity provider: who comes in, and everything that must not let anybody in. */
class OidcIT extends OnServer {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private IdentityProvider provider;
    private Path configuration;
    private Path secret;

    OidcIT() {
        super(Kind.DERBY);
    }

    @BeforeAll
    void set() throws IOException {
        for (String name : List.of("olle-idp", "sparrad-idp", "admin-idp")) {
            admin.post("users", Map.of("userName", name, "role", "USER", "password", GallraServer.PASSWORD))
                    .is(201);
        }
        admin.put("users/sparrad-idp", Map.of("role", "USER", "active", false)).is(200);
        provider = IdentityProvider.start(server.url() + "/ui/oidc/callback");
        secret = server.folder().resolve("oidc.secret");
        Files.writeString(secret, IdentityProvider.SECRET + "\n");
        configuration = server.folder().resolve("etc/org.gallra.oidc.cfg");
        configure("Skogsbolaget");
    }

    @AfterAll
    void unset() throws IOException {
        if (provider != null) {
            provider.close();
            Files.writeString(configuration, "issuer =\n");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !login().contains("/ui/oidc/"));
            Files.delete(secret);
        }
    }

    private void configure(String label) throws IOException {
        Files.writeString(
                configuration,
                String.join(
                        "\n",
                        "issuer = " + provider.issuer(),
                        "client.id = " + IdentityProvider.CLIENT,
                        "client.secret.file = " + secret,
                        "address = " + server.url(),
                        "label = " + label,
                        ""));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> login().contains(label));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> get(server.url() + "/ui/oidc/callback", "").statusCode() == 303);
    }

    private String login() {
        return Api.anonymous(server.url()).get("/ui/login").is(200).body();
    }

    /** With a real browser, since it decides which cookies travel from one site to another. */
    @Test
    @Tag("browser")
    void aUserLogsInAtTheProviderAndIsThere() {
        try (Browser browser = new Browser()) {
            for (boolean scripts : new boolean[] {true, false}) {
                try (Browser.Window window =
                        browser.open(server, new NewContextOptions().setJavaScriptEnabled(scripts))) {
                    Page page = window.page;
                    page.navigate("/ui/companies");
                    if (scripts) {
                        window.audit();
                    }
                    window.link("Logga in med Skogsbolaget").click();
                    page.locator("input[name=username]").fill("olle-idp");
                    page.locator("input[name=password]").fill(IdentityProvider.PASSWORD);
                    page.locator("button[type=submit]").click();
                    page.waitForURL(server.url() + "/ui/companies");
                    assertThat(page.locator("h1").textContent()).contains("Företag");
                }
            }
        }
        assertThat(admin.get("audit?limit=50").is(200).body()).contains("access.login-vouched");
    }

    @Test
    void nobodyComesInWhoMayNot() throws Exception {
        assertThat(session(through("olle-idp"))).isEqualTo("olle-idp");
        refused(through("okand-idp"), "unknown");
        refused(through("sparrad-idp"), "unknown");
        // whoever must have a second factor here has to show one there
        admin.put("users/admin-idp", Map.of("role", "SYSTEM_ADMINISTRATOR")).is(200);
        try {
            refused(through("admin-idp"), "factor");
            provider.twist(claims -> claims.claim("amr", List.of("pwd", "mfa")));
            assertThat(session(through("admin-idp"))).isEqualTo("admin-idp");
        } finally {
            provider.twist(claims -> {});
            admin.put("users/admin-idp", Map.of("role", "USER", "active", false))
                    .is(200);
        }
        assertThat(admin.get("users").is(200).body()).doesNotContain("okand-idp");
        assertThat(server.logs()).doesNotContain(IdentityProvider.SECRET, "okand-idp");
    }

    @Test
    void aTokenThatIsNotForThisLoginIsGoodForNothing() throws Exception {
        Instant now = Instant.now();
        wrong(claims -> claims.claim("nonce", "another"));
        wrong(claims -> claims.audience(List.of("another client")));
        wrong(claims -> claims.audience(List.of(IdentityProvider.CLIENT, "another client"))
                .claim("azp", "another client"));
        wrong(claims -> claims.issuer("http://localhost:1"));
        wrong(claims -> claims.issuedAt(now.minusSeconds(500)).expiresAt(now.minusSeconds(120)));
        wrong(claims -> claims.issuedAt(now.plusSeconds(600)).expiresAt(now.plusSeconds(900)));
        provider.twist(claims -> claims.issuedAt(now.plusSeconds(20))); // a clock that is a little ahead
        assertThat(session(through("olle-idp"))).isEqualTo("olle-idp");
        provider.twist(claims -> {});
    }

    private void wrong(Consumer<JwtClaimsSet.Builder> twist) throws Exception {
        provider.twist(twist);
        refused(through("olle-idp"), "failed");
        provider.twist(claims -> {});
    }

    @Test
    void aCodeIsGoodOnceAndForTheBrowserThatBeganItOnly() throws Exception {
        Journey one = begin();
        Journey two = begin();
        String back = atProvider(one, "olle-idp");
        refused(get(back, two.cookie()), "failed"); // another browser: its state is another one
        refused(get(back, ""), "failed");
        refused(get(back.replaceFirst("state=[^&]*", "state="), one.cookie()), "failed");
        String strange = atProvider(two, "olle-idp").replaceFirst("state=[^&]*", "state=" + one.state());
        refused(get(strange, one.cookie()), "failed"); // the right state with the code of another login: PKCE
        assertThat(session(get(back, one.cookie()))).isEqualTo("olle-idp");
        refused(get(back, one.cookie()), "failed"); // a second time
        refused(
                get(server.url() + "/ui/oidc/callback?error=access_denied&state=" + two.state(), two.cookie()),
                "failed");
        refused(get(back + "&iss=http://localhost:1", one.cookie()), "failed");
        String cookie = one.setCookie();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/ui/oidc", "Max-Age=600");
    }

    @Test
    void withoutTheProviderThePasswordStaysGood() throws Exception {
        Journey journey = begin();
        String back = atProvider(journey, "olle-idp");
        provider.close();
        try {
            refused(get(back, journey.cookie()), "away");
            configure("Bergsbolaget"); // whatever was known of the provider is forgotten
            refused(get(server.url() + "/ui/oidc/start", ""), "away");
            refused(get(server.url() + "/ui/oidc/start", ""), "away");
            assertThat(server.as("anna")
                            .get("session")
                            .is(200)
                            .json()
                            .get("userName")
                            .asText())
                    .isEqualTo("anna");
        } finally {
            provider = IdentityProvider.start(server.url() + "/ui/oidc/callback");
            configure("Skogsbolaget");
        }
        assertThat(session(through("olle-idp"))).isEqualTo("olle-idp");
    }

    private HttpResponse<String> through(String user) throws Exception {
        Journey journey = begin();
        return get(atProvider(journey, user), journey.cookie());
    }

    /**
     * A login on its way.
     *
     * @param location where the provider is asked
     * @param setCookie what the browser was told to keep
     */
    private record Journey(String location, String setCookie) {

        String cookie() {
            return setCookie.substring(0, setCookie.indexOf(';'));
        }

        String state() {
            return location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        }
    }

    private Journey begin() throws Exception {
        HttpResponse<String> started = get(server.url() + "/ui/oidc/start", "");
        assertThat(started.statusCode()).isEqualTo(303);
        String location = started.headers().firstValue("Location").orElseThrow();
        assertThat(location)
                .contains("code_challenge_method=S256", "nonce=", "state=")
                .doesNotContain("secret");
        return new Journey(location, started.headers().firstValue("Set-Cookie").orElseThrow());
    }

    /** Logs in at the provider; returns where it leads back to. */
    private String atProvider(Journey journey, String user) throws Exception {
        HttpResponse<String> page = get(provider.issuer() + "/login", "");
        String form = "username=" + user + "&password="
                + URLEncoder.encode(IdentityProvider.PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
                + page.body().replaceFirst("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]*)\".*", "$1");
        HttpResponse<String> login = HTTP.send(
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", cookie(page))
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> answer = get(journey.location(), cookie(login));
        String back = answer.headers().firstValue("Location").orElse("");
        assertThat(back)
                .as("%s %s", answer.statusCode(), login.headers())
                .startsWith(server.url() + "/ui/oidc/callback?")
                .contains("code=");
        return back;
    }

    private static String cookie(HttpResponse<String> answer) {
        String set = answer.headers().firstValue("Set-Cookie").orElse(";");
        return set.substring(0, set.indexOf(';'));
    }

    private static HttpResponse<String> get(String address, String cookie) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30));
        return HTTP.send(
                (cookie.isEmpty() ? request : request.header("Cookie", cookie)).build(), BodyHandlers.ofString());
    }

    /** Returns whose login it is. */
    private String session(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.headers().toString()).isEqualTo(200);
        String token = answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("gallra_session="))
                .peek(cookie -> assertThat(cookie).contains("SameSite=Strict", "HttpOnly"))
                .map(cookie -> cookie.substring("gallra_session=".length(), cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
        return Api.with(server.url(), token)
                .get("session")
                .is(200)
                .json()
                .get("userName")
                .asText();
    }

    /** Demands that nobody came in, and that the login page says why. */
    private void refused(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/ui/login?refused=" + why);
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("gallra_session="));
        assertThat(Api.anonymous(server.url())
                        .get("/ui/login?refused=" + why)
                        .is(200)
                        .body())
                .contains("role=\"alert\"");
    }
}
