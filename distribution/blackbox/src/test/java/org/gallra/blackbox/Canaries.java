package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A person with values everywhere, who is forgotten, and the search for what is left of her. */
final class Canaries {

    private final GallraServer server;
    private final Api admin;
    private final People person;

    private Canaries(GallraServer server, Api admin, People person) {
        this.server = server;
        this.admin = admin;
        this.person = person;
    }

    /** Plants a person in every kind of place: her card, shared records, a vendor's table, free fields, an imported file. */
    static Canaries plant(GallraServer server) throws Exception {
        Api admin = server.admin();
        Path arriving = server.folder().resolve("arriving.jar");
        Files.copy(
                Path.of(
                        System.getProperty("gallra.bundles"),
                        "sample.events/target/org.gallra.sample.events-" + System.getProperty("gallra.version")
                                + ".jar"),
                arriving);
        Files.move(arriving, server.deploy().resolve("sample.events.jar"), StandardCopyOption.ATOMIC_MOVE);
        Awaitility.await("the vendor's bundle")
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("x/sample/events").status() == 200);
        String company = id(admin.post("companies", Map.of("name", "Kanariebolaget")));
        People person = People.make(company);
        String mark = person.mark();
        String field = admin.post(
                        "free-fields", Map.of("owner", "contact", "type", "TEXT", "label", Map.of("sv", "Smeknamn")))
                .is(201)
                .json()
                .get("key")
                .asText();
        Map<String, Object> values = new java.util.LinkedHashMap<>(person.values());
        values.put("freeFields", Map.of(field, "Fritt " + mark));
        String contact = id(admin.post("contacts", values));
        String other = id(admin.post("contacts", People.make(company).values()));
        Canaries canaries = new Canaries(server, admin, person);
        admin.post(
                        "activities",
                        Map.of(
                                "type",
                                "CALL",
                                "contact",
                                contact,
                                "subject",
                                "Samtal " + mark,
                                "notes",
                                canaries.mail()))
                .is(201);
        admin.post(
                        "meetings",
                        Map.of(
                                "subject",
                                "Möte " + mark,
                                "notes",
                                "För" + mark + " Efter" + mark,
                                "startsAt",
                                "2026-05-01T09:00:00Z",
                                "endsAt",
                                "2026-05-01T10:00:00Z",
                                "participants",
                                List.of(contact, other)))
                .is(201);
        String event = id(admin.post("x/sample/events", Map.of("title", "Mässa", "heldOn", "2026-04-01")));
        admin.post(
                        "x/sample/registrations",
                        Map.of("event", event, "contact", contact, "diet", "Kost " + mark, "remark", canaries.mail()))
                .is(201);
        imports(admin, canaries);
        return canaries;
    }

    /** The same person comes in a file, too, and changes nothing but a note. */
    private static void imports(Api admin, Canaries canaries) throws IOException, InterruptedException {
        String csv = "Förnamn;Efternamn;E-post;Anteckningar\nFör" + canaries.person.mark() + ";Efter"
                + canaries.person.mark() + ";" + canaries.mail() + ";Import " + canaries.person.mark() + "\n";
        JsonNode read = admin.send(admin.request("imports")
                        .header("Content-Type", "application/octet-stream")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                                csv.getBytes(StandardCharsets.UTF_8))))
                .is(201)
                .json();
        admin.post("imports/" + read.get("id").asText() + "/execution", Map.of())
                .is(200);
    }

    private static String id(Api.Answer answer) {
        return answer.is(201).json().get("id").asText();
    }

    String mark() {
        return person.mark();
    }

    private String mail() {
        return person.values().get("email");
    }

    /** Counts the person's mark in all files below the folder, in bytes as they are. */
    long occurrences(Path folder) throws IOException {
        long count = 0;
        for (Path file : Folders.files(folder)) {
            String content = Folders.read(file);
            for (int at = content.indexOf(person.mark()); at >= 0; at = content.indexOf(person.mark(), at + 1)) {
                count++;
            }
        }
        return count;
    }

    /** Anonymizes all who have the mark, with all fields, and waits for what the receipt says is left. */
    void forget() {
        JsonNode plan = admin.post(
                        "anonymizations",
                        Map.of("selection", Map.of("filter", Map.of("text", mail())), "fields", List.of("*")))
                .is(201)
                .json();
        String receipt = admin.post(
                        "anonymizations/" + plan.get("id").asText() + "/execution",
                        Map.of("digest", plan.get("digest").asText()))
                .is(200)
                .json()
                .get("receipt")
                .get("id")
                .asText();
        JsonNode residue = Awaitility.await("the search for residue")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> admin.get("receipts/" + receipt).is(200).json().get("residue"),
                        r -> r.get("state").asText().equals("DONE"));
        assertThat(residue.get("residue").asLong()).as(residue.toString()).isZero();
        assertThat(residue.get("probed").asLong())
                .isEqualTo(plan.get("contacts").asLong());
        assertThat(residue.get("files").asLong()).isPositive();
        assertThat(residue.get("skipped")).isEmpty();
    }

    /** Runs the residue task and returns what it did. */
    JsonNode clean() {
        admin.post("residue/runs", "").is(202);
        JsonNode state = Awaitility.await("the residue task")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> admin.get("residue").is(200).json(),
                        s -> !s.get("run").path("finishedAt").isNull());
        assertThat(state.get("pending")).as(state.toString()).isEmpty();
        return state.get("run");
    }

    /** Demands that no file of the server holds anything: logs, temporary files, the ledger, the database. */
    void assertGone() throws IOException {
        assertThat(occurrences(server.folder())).isZero();
        assertThat(server.errors()).isEmpty();
    }
}
