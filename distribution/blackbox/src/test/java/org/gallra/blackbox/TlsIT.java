package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TLS on the users' port by one setting, from a certificate that is not there yet to one that is renewed. */
class TlsIT {

    private static final String SECRET = "secret of the file";

    private static GallraServer server;
    private static Path place;
    private static String encrypted;

    @BeforeAll
    static void start() throws Exception {
        place = Files.createTempDirectory(Files.createDirectories(Distribution.TARGET), "tls");
        server = GallraServer.startConfigured(Kind.DERBY, "tls", "org.gallra.tls.cfg", setting("server.p12"), 503);
        encrypted = server.url().replace("http://", "https://");
    }

    private static String setting(String file) {
        return "certificate = " + place.resolve(file) + "\npassword = " + SECRET
                + "\naddress = 127.0.0.1\nport = ${env:GALLRA_PORT}\n";
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void nothingIsServedButEncrypted() throws Exception {
        thePortIsClosedAndTheLogSaysWhy("there is no file " + place.resolve("server.p12"));
        certificate("another", "first.p12");
        put("first.p12");
        Awaitility.await("word of the password").atMost(Duration.ofSeconds(20)).until(() -> server.logs()
                .contains("the password for " + place.resolve("server.p12") + " is wrong"));
        thePortIsClosedAndTheLogSaysWhy("is wrong");
        assertThat(server.logs()).doesNotContain(SECRET);

        X509Certificate first = certificate(SECRET, "first.p12");
        put("first.p12");
        HttpClient client = trusting("first.p12");
        Awaitility.await("TLS").atMost(Duration.ofSeconds(60)).until(() -> shown(client) != null);
        assertThat(shown(client)).isEqualTo(first);
        aLoginIsSecureOnly(client);
        whatComesUnencryptedIsLedOrRefused();
        oldProtocolsAreRefused();

        X509Certificate second = certificate(SECRET, "second.p12");
        put("second.p12");
        HttpClient other = trusting("second.p12");
        Awaitility.await("the renewed certificate")
                .atMost(Duration.ofSeconds(20))
                .until(() -> second.equals(shown(other)));
        // and another file altogether
        X509Certificate third = certificate(SECRET, "third.p12");
        Files.writeString(server.folder().resolve("etc/org.gallra.tls.cfg"), setting("third.p12"));
        HttpClient last = trusting("third.p12");
        Awaitility.await("the other file").atMost(Duration.ofSeconds(30)).until(() -> third.equals(shown(last)));
        Api.anonymous(server.url()).get("contacts").isProblem(403);
        assertThat(Api.anonymous(server.adminUrl())
                        .get("/system/health.json?tags=tls")
                        .is(200)
                        .body())
                .contains("The certificate is good until");
    }

    private static void thePortIsClosedAndTheLogSaysWhy(String why) throws IOException {
        Api nobody = Api.anonymous(server.url());
        for (String path : List.of("/ui/login", "contacts", "session")) {
            nobody.get(path).isProblemOfServer(503);
        }
        assertThat(server.errors()).anyMatch(line -> line.contains(why));
    }

    private static void aLoginIsSecureOnly(HttpClient client) throws Exception {
        HttpResponse<String> login = client.send(
                HttpRequest.newBuilder(URI.create(encrypted + "/ui/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", encrypted)
                        .POST(BodyPublishers.ofString("userName=anna&password="
                                + java.net.URLEncoder.encode(
                                        server.password("anna"), java.nio.charset.StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(login.statusCode()).isEqualTo(303);
        assertThat(login.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
        String cookie = login.headers().firstValue("Set-Cookie").orElse("");
        assertThat(cookie).contains("gallra_session=", "Secure", "HttpOnly", "SameSite=Strict");
        HttpResponse<String> page = client.send(
                HttpRequest.newBuilder(URI.create(encrypted + "/ui/contacts"))
                        .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .build(),
                BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
        HttpResponse<String> refused = client.send(
                HttpRequest.newBuilder(URI.create(encrypted + "/api/v1/contacts"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    private static void whatComesUnencryptedIsLedOrRefused() {
        Api plain = Api.anonymous(server.url());
        Api.Answer led = plain.get("/ui/login?next=/ui/contacts").is(308);
        assertThat(led.response().headers().firstValue("Location")).hasValue(encrypted + "/ui/login?next=/ui/contacts");
        plain.get("contacts").isProblem(403);
        plain.post("session", java.util.Map.of("userName", "anna", "password", server.password("anna")))
                .isProblem(403);
        assertThat(led.response().headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** Says hello as a client does that knows TLS 1.1 at most. */
    private static void oldProtocolsAreRefused() throws IOException {
        String suites = "c013c014002f0035000a";
        String hello = "0302" + "00".repeat(32) + "00" + "000a" + suites + "0100";
        String handshake = "01" + "%06x".formatted(hello.length() / 2) + hello;
        String message = "160301" + "%04x".formatted(handshake.length() / 2) + handshake;
        URI to = URI.create(server.url());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(HexFormat.of().parseHex(message));
            out.flush();
            InputStream in = socket.getInputStream();
            assertThat(in.read()).as("an alert, no handshake").isEqualTo(21);
            byte[] rest = in.readNBytes(6);
            assertThat(rest[4]).as("fatal").isEqualTo((byte) 2);
            assertThat(rest[5]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    /** Returns the certificate of the server that shows the login page; null while there is none. */
    private static X509Certificate shown(HttpClient client) throws InterruptedException {
        try {
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(URI.create(encrypted + "/ui/login")).build(), BodyHandlers.discarding());
            return answer.statusCode() == 200
                    ? (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0]
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** As those do who renew: whole or not at all. */
    private static void put(String file) throws IOException {
        Files.copy(place.resolve(file), place.resolve("new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(place.resolve("new"), place.resolve("server.p12"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static X509Certificate certificate(String password, String file) throws Exception {
        Files.deleteIfExists(place.resolve(file));
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "90",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        password,
                        "-keystore",
                        place.resolve(file).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return (X509Certificate) KeyStore.getInstance(place.resolve(file).toFile(), password.toCharArray())
                .getCertificate("server");
    }

    private static HttpClient trusting(String file) throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry(
                "server",
                KeyStore.getInstance(place.resolve(file).toFile(), SECRET.toCharArray())
                        .getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }
}
