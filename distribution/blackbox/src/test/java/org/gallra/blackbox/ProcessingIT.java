package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/** The record of processing follows the declarations: what a vendor's bundle brings is in it, and stays when it leaves. */
class ProcessingIT {

    private static final String OFFICER = "Disa Dataskyddsson";

    /** On PostgreSQL; on Derby BrowserIT writes the controller's details and PartsIT sees a bundle come and go. */
    @Test
    void theRecordFollowsBundlesAndTheController() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.POSTGRESQL, "processing")) {
            Api admin = server.admin();
            nothingIsStatedAtFirst(admin);
            theControllerIsWrittenWithCare(server, admin);
            rightsAndParameters(server, admin);

            deploy(server, admin);
            JsonNode brought = activity(admin);
            assertThat(brought.at("/part/presence").asText()).isEqualTo("ACTIVE");
            assertThat(names(brought.get("sources"), "text", "origin")).containsOnlyKeys("DECLARED", "DEFAULT");
            assertThat(brought.get("sources").findValuesAsText("sv")).contains("Uppgiven vid anmälan", "Personen");
            assertThat(names(brought.get("categories"), "special", "category")).containsEntry("HEALTH", "true");
            formatsHold(admin, "Installerat", "Installed");

            undeploy(server, admin);
            assertThat(activity(admin).at("/part/presence").asText()).isEqualTo("DEPARTED");
            formatsHold(admin, "Borttaget, uppgifterna finns kvar", "Removed, the data is still held");

            assertThat(server.logs()).doesNotContain(OFFICER, "disa@example.se");
            assertThat(server.errors()).isEmpty();
        }
    }

    private static void nothingIsStatedAtFirst(Api admin) {
        Api.Answer controller = admin.get("processing/controller").is(200);
        assertThat(controller.json().get("name").isNull()).isTrue();
        assertThat(controller.etag()).isNotBlank();
        JsonNode record = admin.get("processing").is(200).json();
        assertThat(record.get("complete").asBoolean()).isTrue();
        assertThat(record.get("gaps").findValuesAsText("item"))
                .startsWith("CONTROLLER", "CONTACT_DETAILS", "SECURITY")
                .contains("PURPOSE", "LEGAL_BASIS", "SOURCE", "RETENTION");
        assertThat(record.get("activities").findValuesAsText("id"))
                .contains("contact.contact", "activity.activity", "access.user", "processing.controller")
                .doesNotContain("sample.registration");
        assertThat(names(record.get("parts"), "accounting", "bundle"))
                .containsEntry("org.gallra.contact", "COMPLETE")
                .containsEntry("org.gallra.extract", "HOLDS_NOTHING");
        JsonNode api = admin.get("openapi.json").is(200).json();
        assertThat(api.get("paths").has("/processing")).isTrue();
        assertThat(api.get("paths").get("/processing/controller").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("get", "put");
        assertThat(api.at("/components/schemas/ControllerDetails/properties/officerName/anyOf/1/type")
                        .asText())
                .as("may be null")
                .isEqualTo("null");
    }

    private static Map<String, Object> details(String name, String officerEmail) {
        Map<String, Object> details = new HashMap<>();
        details.put("name", name);
        details.put("email", "info@example.se");
        details.put("officerName", OFFICER);
        details.put("officerEmail", officerEmail);
        details.put("security", "=HYPERLINK(\"http://evil.example\")");
        details.put(
                "contactDefaults",
                Map.of("purpose", "Kundvård", "legalBasis", "Avtal", "source", "Personen", "retention", "Två år"));
        details.put(
                "userDefaults",
                Map.of("purpose", "Drift", "legalBasis", "Avtal", "source", "Chefen", "retention", "Anställningen"));
        return details;
    }

    private static void theControllerIsWrittenWithCare(GallraServer server, Api admin) {
        String path = "processing/controller";
        String first = admin.get(path).etag();
        assertThat(violations(
                        admin.put(path, details(" ", "ingen adress"), first).isProblem(422)))
                .containsExactlyInAnyOrder("name", "officerEmail");
        assertThat(violations(admin.put(
                                path, Map.of("name", "x", "userDefaults", Map.of("retention", "x".repeat(1001))), first)
                        .isProblem(422)))
                .containsExactly("userDefaults.retention");
        admin.put(path, Map.of("name", "x", "unknown", "y"), first).isProblem(400);
        admin.put(path, details("Bolaget", "disa@example.se")).isProblem(428);
        for (String user : List.of("anna", "rut")) {
            server.as(user)
                    .put(path, details("Bolaget", "disa@example.se"), first)
                    .isProblem(403);
        }
        assertThat(admin.get(path).etag()).as("nothing was written").isEqualTo(first);

        Api.Answer written =
                admin.put(path, details("Bolaget", "disa@example.se"), first).is(200);
        assertThat(written.etag()).isNotEqualTo(first);
        assertThat(written.json().get("officerName").asText()).isEqualTo(OFFICER);
        admin.put(path, details("Senare", "disa@example.se"), first).isProblem(412);
        assertThat(admin.get(path).json()).isEqualTo(written.json());
        JsonNode record = admin.get("processing").is(200).json();
        assertThat(record.get("gaps")).isEmpty();
        assertThat(record.get("controller")).isEqualTo(written.json());
    }

    private static void rightsAndParameters(GallraServer server, Api admin) {
        for (String user : List.of("anna", "rut")) {
            server.as(user).get("processing").is(200);
            server.as(user).get("processing/controller").is(200);
        }
        Api.anonymous(server.url()).get("processing").isProblem(401);
        admin.get("processing?format=pdf").isProblem(422);
        admin.get("processing?lang=de").isProblem(422);
    }

    private static JsonNode activity(Api admin) {
        for (JsonNode activity : admin.get("processing").is(200).json().get("activities")) {
            if (activity.get("id").asText().equals("sample.registration")) {
                return activity;
            }
        }
        throw new AssertionError("sample.registration is not in the record");
    }

    /** Every format holds the vendor's activity in its state, and no cell is a formula. */
    private static void formatsHold(Api admin, String swedish, String english) throws Exception {
        String csv = new String(bytes(admin, "csv", "sv", "text/csv"), StandardCharsets.UTF_8);
        assertThat(csv.lines().filter(line -> line.contains("\"sample.registration\"")))
                .singleElement()
                .asString()
                .contains("\"Anmälningar");
        assertThat(csv.substring(csv.indexOf("\"sample.registration\"")))
                .contains("Hälsa (artikel 9): ", "Kundvård [standard]", "\"" + swedish + "\"");
        assertThat(csv).contains("\"'=HYPERLINK(").doesNotContain("\"=");

        Path book = Files.write(
                Files.createTempFile("record", ".xlsx"),
                bytes(admin, "xlsx", "en", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        try (ZipFile zip = new ZipFile(book.toFile())) {
            StringBuilder sheets = new StringBuilder();
            for (int sheet = 1; sheet <= 3; sheet++) {
                sheets.append(text(zip, "xl/worksheets/sheet" + sheet + ".xml"));
            }
            String texts = sheets.toString().replace("&apos;", "'");
            assertThat(texts)
                    .contains(">sample.registration<", ">Event registrations<", "[default]", ">" + english + "<")
                    .contains(">'=HYPERLINK(")
                    .doesNotContain(">=");
            assertThat(text(zip, "xl/workbook.xml")).contains("Controller", "Processing", "Bundles");
            for (int sheet = 1; sheet <= 3; sheet++) {
                assertThat(text(zip, "xl/worksheets/sheet" + sheet + ".xml")).doesNotContain("<f>");
            }
        } finally {
            Files.delete(book);
        }
    }

    private static String text(ZipFile zip, String entry) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Api admin, String format, String language, String type) throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        admin.request("processing?format=" + format + "&lang=" + language)
                                .GET()
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.headers().firstValue("Content-Language")).contains(language);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .matches("attachment; filename=\"registerforteckning-\\d{4}-\\d\\d-\\d\\d\\." + format + "\"");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return answer.body();
    }

    private static List<String> violations(Api.Answer problem) {
        return problem.json().get("violations").findValuesAsText("field");
    }

    private static Map<String, String> names(JsonNode list, String value, String name) {
        Map<String, String> names = new HashMap<>();
        list.forEach(one -> names.put(one.get(name).asText(), one.get(value).asText()));
        return names;
    }

    private static void deploy(GallraServer server, Api admin) throws IOException {
        Path jar = Path.of(
                System.getProperty("gallra.bundles"),
                "sample.events/target/org.gallra.sample.events-" + System.getProperty("gallra.version") + ".jar");
        Path hidden = Files.copy(jar, server.folder().resolve("arriving.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(hidden, server.deploy().resolve("sample.events.jar"), StandardCopyOption.ATOMIC_MOVE);
        await(admin, "ACTIVE COMPLETE");
    }

    private static void undeploy(GallraServer server, Api admin) throws IOException {
        Files.delete(server.deploy().resolve("sample.events.jar"));
        await(admin, "DEPARTED COMPLETE");
    }

    private static void await(Api admin, String state) {
        Awaitility.await(state)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    JsonNode record = admin.get("processing").is(200).json();
                    return record.get("complete").asBoolean() && state(record).equals(state);
                });
    }

    private static String state(JsonNode record) {
        for (JsonNode part : record.get("parts")) {
            if (part.get("bundle").asText().equals("org.gallra.sample.events")) {
                return part.get("presence").asText() + " "
                        + part.get("accounting").asText();
            }
        }
        return "unknown";
    }
}
