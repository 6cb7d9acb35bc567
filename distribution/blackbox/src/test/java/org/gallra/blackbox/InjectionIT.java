package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/** Line breaks that want to be lines of the log or headers of an answer, and files that want to be more than they are. */
class InjectionIT extends OnServer {

    private static final String MARK = "forged-" + People.letters(12);
    /** As a line of the log would begin, and as a header would. */
    private static final String TEXT =
            "a\r\n2026-11-29T10:00:00,000 | ERROR | " + MARK + "\r\nX-" + MARK + ": 1\r\n\r\n" + MARK;

    InjectionIT() {
        super(Kind.DERBY);
    }

    @Test
    void noLineBreakOfAnybodyBecomesALineOfTheLogOrAHeader() throws IOException {
        String coded = URLEncoder.encode(TEXT, StandardCharsets.UTF_8);
        Api nobody = Api.anonymous(server.url());
        same(nobody.post("session", Map.of("userName", TEXT, "password", TEXT)));
        for (String address : List.of(
                "/ui/login?next=" + coded,
                "/ui/login?refused=" + coded,
                "/ui/oidc/start?next=" + coded,
                "/ui/oidc/callback?code=" + coded + "&state=" + coded + "&iss=" + coded,
                "/ui/" + coded.replace("+", "%20"))) {
            same(nobody.get(address));
            same(admin.get(address));
        }
        JsonNode document = admin.get("openapi.json").is(200).json();
        Attempts.usual(document, Map.of("name", "nobody-of-that-name")).forEach((operation, attempt) -> {
            // what changes settings or logins is tried with other texts elsewhere
            if (operation.startsWith("GET ")) {
                StringBuilder query = new StringBuilder("?");
                for (JsonNode parameter :
                        document.at("/paths").get(operation.substring(4)).at("/get/parameters")) {
                    if (parameter.get("in").asText().equals("query")) {
                        query.append(parameter.get("name").asText())
                                .append('=')
                                .append(coded)
                                .append('&');
                    }
                }
                if (query.length() > 1) {
                    same(admin.get(attempt.path() + query));
                }
            }
        });
        // a file's name, over REST and in a form; a person's name, which names files
        same(upload("Förnamn;Efternamn\r\nAda;" + MARK + "\r\n", coded));
        String id = contact(Map.of("lastName", MARK + "\u2028X: 1"));
        same(admin.get("contacts/" + id + "/extract?format=json"));
        assertThat(raw("GET /ui/login HTTP/1.1\r\nHost: x\r\nUser-Agent: a\rX-" + MARK
                        + ": 1\r\nConnection: close\r\n\r\n"))
                .doesNotContain(MARK);
        assertThat(server.logs().lines())
                .noneMatch(line -> line.startsWith("2026-11-29T10:00:00,000")
                        || line.startsWith("X-" + MARK)
                        || line.startsWith(MARK));
    }

    private static void same(Api.Answer answer) {
        assertThat(answer.status()).as(answer.request()).isLessThan(500);
        assertThat(answer.response().headers().map().keySet())
                .as(answer.request())
                .noneMatch(name ->
                        name.toLowerCase(java.util.Locale.ROOT).contains(MARK.toLowerCase(java.util.Locale.ROOT)));
    }

    private Api.Answer upload(String text, String name) {
        return admin.send(admin.request("imports?fileName=" + name)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(text)));
    }

    @Test
    void nothingThatIsSentIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] block = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 100; i++) {
                gzip.write(block);
            }
        }
        admin.send(admin.request("contacts")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed.toByteArray())))
                .isProblem(400);
        admin.send(admin.request("imports").POST(BodyPublishers.ofByteArray(packed.toByteArray())))
                .isProblem(422);
        upload("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "a.xml")
                .isProblem(422);
        // short values by the million: each takes memory, however little the file does
        upload("Namn;" + ("a;".repeat(300) + "\n").repeat(14_000), "a.csv").isProblem(413);
        upload("BEGIN:VCARD\nVERSION:3.0\nFN:" + MARK + "\n" + "EMAIL:a@b.se\n".repeat(60_000) + "END:VCARD\n", "a.vcf")
                .is(201);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
