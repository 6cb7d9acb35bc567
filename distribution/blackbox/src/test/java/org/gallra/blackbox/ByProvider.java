package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A server that asks an identity provider, and how somebody gets there and back. */
abstract class ByProvider extends OnServer {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    IdentityProvider provider;
    private Path configuration;
    private Path secret;

    ByProvider(Kind kind) {
        super(kind);
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

    void configure(String label) throws IOException {
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

    String login() {
        return Api.anonymous(server.url()).get("/ui/login").is(200).body();
    }

    HttpResponse<String> through(String user) throws Exception {
        Journey journey = begin();
        return get(atProvider(journey, user), journey.cookie());
    }

    /**
     * A login on its way.
     *
     * @param location where the provider is asked
     * @param setCookie what the browser was told to keep
     */
    record Journey(String location, String setCookie) {

        String cookie() {
            return setCookie.substring(0, setCookie.indexOf(';'));
        }

        String state() {
            return location.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        }
    }

    Journey begin() throws Exception {
        HttpResponse<String> started = get(server.url() + "/ui/oidc/start", "");
        assertThat(started.statusCode()).isEqualTo(303);
        String location = started.headers().firstValue("Location").orElseThrow();
        assertThat(location)
                .contains("code_challenge_method=S256", "nonce=", "state=")
                .doesNotContain("secret");
        return new Journey(location, started.headers().firstValue("Set-Cookie").orElseThrow());
    }

    /** Logs in at the provider; returns where it leads back to. */
    String atProvider(Journey journey, String user) throws Exception {
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

    static HttpResponse<String> get(String address, String cookie) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30));
        return HTTP.send(
                (cookie.isEmpty() ? request : request.header("Cookie", cookie)).build(), BodyHandlers.ofString());
    }

    /** Returns whose login it is. */
    String session(HttpResponse<String> answer) {
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
    void refused(HttpResponse<String> answer, String why) {
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
