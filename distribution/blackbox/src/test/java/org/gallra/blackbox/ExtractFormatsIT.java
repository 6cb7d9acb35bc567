package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** One person with rows in every bundle, in every format: everything once, nothing of anybody else, and what is missing is named. */
class ExtractFormatsIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> FORMATS = List.of("json", "xml", "csv", "xlsx", "html", "pdf");

    @Test
    void everythingOnceNobodyElseAndGapsByName() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.DERBY, "formats")) {
            Api admin = server.admin();
            String company = id(admin.post("companies", Map.of("name", "Kundbolaget")));
            People person = People.make(company);
            People other = People.make(company);
            String contact = id(admin.post("contacts", person.values()));
            String neighbour = id(admin.post("contacts", other.values()));
            List<String> planted = plant(server, admin, contact, neighbour, person, other);
            String first = "contacts/" + contact + "/extract?lang=sv&request=2026-014&identity=E_ID&format=";
            for (String format : FORMATS) {
                Read read = read(format, bytes(admin, first + format));
                assertThat(planted).as(format).allSatisfy(mark -> assertThat(read.times(mark))
                        .as(format + ": " + mark)
                        .isEqualTo(1));
                for (String value : List.of(
                        other.mark(),
                        digits(other.values().get("mobile")),
                        other.values().get("phone"))) {
                    assertThat(read.all()).as(format).doesNotContain(value);
                }
                assertThat(read.summary())
                        .as(format)
                        .contains("Bolaget AB", "2026-014", "E-legitimation", "Datainspektören");
                assertThat(read.all())
                        .as(format)
                        .contains("[annan person]", "Samtal", "Offert")
                        .doesNotContain("PROPOSAL");
            }
            shownForAReason(admin, contact, other);
            theDialogAsksForAReason(admin, contact, other);
            negotiates(admin, contact);
            servesItsSchemas(admin);
            namesWhatIsMissing(server, admin, contact);
            formatsGoWithTheirBundle(server, admin, contact);
            assertThat(server.logs()).doesNotContain(person.mark(), other.mark());
            assertThat(server.errors()).as("the log").allMatch(line -> line.contains("evil"), "names the bundle");
        }
    }

    /** Puts a value of its own into every text that a bundle holds about a person, and returns them. */
    private static List<String> plant(
            GallraServer server, Api admin, String contact, String neighbour, People person, People other)
            throws Exception {
        String mark = person.mark();
        String path = "processing/controller";
        admin.put(
                        path,
                        Map.of("name", "Bolaget AB", "email", "info@example.se", "officerName", "Datainspektören"),
                        admin.get(path).etag())
                .is(200);
        List<String> planted = new ArrayList<>();
        for (String field : List.of("title", "department", "email", "street", "city", "website", "notes")) {
            planted.add(person.values().get(field));
        }
        Map<String, Object> free = Map.of(
                "owner",
                "contact",
                "type",
                "TEXT",
                "label",
                Map.of("sv", "Favoritord", "en", "Favourite word"),
                "personal",
                true);
        String key = admin.post("free-fields", free).is(201).json().get("key").asText();
        Map<String, Object> values = new LinkedHashMap<>(person.values());
        values.put("freeFields", Map.of(key, keep(planted, "Ord" + mark)));
        admin.put(
                        "contacts/" + contact,
                        values,
                        admin.get("contacts/" + contact).etag())
                .is(200);
        admin.post(
                        "activities",
                        Map.of(
                                "type",
                                "CALL",
                                "contact",
                                contact,
                                "subject",
                                keep(planted, "Ämne" + mark),
                                "notes",
                                keep(planted, "Prat" + mark) + " med "
                                        + other.values().get("firstName") + " "
                                        + other.values().get("lastName")))
                .is(201);
        String phone = other.values().get("mobile");
        admin.post(
                        "meetings",
                        Map.of(
                                "participants",
                                List.of(contact, neighbour),
                                "subject",
                                keep(planted, "Möte" + mark) + " hos "
                                        + other.values().get("street"),
                                "notes",
                                keep(planted, "Protokoll" + mark) + ": "
                                        + other.values().get("firstName") + " nås på "
                                        + other.values().get("email") + " eller 0" + phone.substring(3, 5) + "-"
                                        + phone.substring(5, 8) + " " + phone.substring(8),
                                "startsAt",
                                "2026-03-17T10:15:30Z"))
                .is(201);
        admin.post(
                        "opportunities",
                        Map.of("contact", contact, "name", keep(planted, "Affär" + mark), "stage", "PROPOSAL"))
                .is(201);
        admin.post(
                        "sales",
                        Map.of(
                                "contact",
                                contact,
                                "description",
                                keep(planted, "Såld" + mark),
                                "amount",
                                12.5,
                                "soldOn",
                                "2026-02-03"))
                .is(201);
        admin.post("holds", Map.of("contact", contact, "ground", "OTHER", "reason", keep(planted, "Tvist" + mark)))
                .is(201);
        registers(server, admin, contact, keep(planted, "Kost" + mark), keep(planted, "Notis" + mark));
        return planted;
    }

    private static String keep(List<String> planted, String value) {
        planted.add(value);
        return value;
    }

    /** A vendor's bundle comes, takes a registration, and leaves for good. */
    private static void registers(GallraServer server, Api admin, String contact, String diet, String remark)
            throws Exception {
        Path hidden = server.folder().resolve("arriving.jar");
        Path jar = server.deploy().resolve("sample.events.jar");
        Files.copy(
                Path.of(
                        System.getProperty("gallra.bundles"),
                        "sample.events/target/org.gallra.sample.events-" + System.getProperty("gallra.version")
                                + ".jar"),
                hidden,
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(hidden, jar, StandardCopyOption.ATOMIC_MOVE);
        await("org.gallra.sample.events", admin, "ACTIVE");
        Awaitility.await("the vendor's resources")
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("x/sample/events").status() == 200);
        String event = id(admin.post("x/sample/events", Map.of("title", "Vårmässan", "heldOn", "2026-04-01")));
        admin.post("x/sample/registrations", Map.of("event", event, "contact", contact, "diet", diet, "remark", remark))
                .is(201);
        Files.delete(jar);
        await("org.gallra.sample.events", admin, "DEPARTED");
    }

    private static void shownForAReason(Api admin, String contact, People other) {
        String path = "contacts/" + contact + "/extract";
        admin.post(path, Map.of("format", "json", "othersShown", true)).isProblem(422);
        JsonNode shown = admin.post(
                        path, Map.of("format", "json", "lang", "en", "othersShown", true, "reason", "Ordered by court"))
                .is(200)
                .json();
        assertThat(shown.get("othersShownReason").asText()).isEqualTo("Ordered by court");
        assertThat(shown.get("sections").toString()).contains(other.mark()).doesNotContain("[another person]");
        JsonNode masked =
                admin.post(path, Map.of("format", "json", "lang", "en")).is(200).json();
        assertThat(masked.get("othersMasked").asInt()).isGreaterThan(4);
        assertThat(masked.toString()).contains("[another person]").doesNotContain(other.mark());
    }

    private static void theDialogAsksForAReason(Api admin, String contact, People other) {
        String masked = "format=html&lang=sv&request=2026-015&identity=DOCUMENT&masked=1&reason=";
        assertThat(form(admin, contact, masked).is(200).body())
                .contains("2026-015", "Identitetshandling")
                .doesNotContain(other.mark());
        String shown = "format=html&lang=sv&reason=";
        assertThat(form(admin, contact, shown).is(422).body()).contains("role=\"alert\"", "högst 500 tecken");
        Api.Answer page = form(admin, contact, shown + "Domstol").is(200);
        assertThat(page.body()).contains(other.mark(), "Domstol");
        assertThat(page.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .isEqualTo("sandbox; default-src 'none'; style-src 'unsafe-inline'");
        form(admin, contact, "format=nothing&masked=1").is(422);
        form(admin, contact, "format=json&masked=1&identity=x").is(422);
    }

    private static Api.Answer form(Api admin, String contact, String values) {
        return admin.send(admin.request("/ui/extract/" + contact)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("X-Gallra-Csrf", "who has a token needs none")
                .POST(HttpRequest.BodyPublishers.ofString(values)));
    }

    private static void negotiates(Api admin, String contact) {
        String path = "contacts/" + contact + "/extract";
        for (var wanted : Map.of(
                        "application/xml", "application/xml",
                        "text/html,*/*;q=0.8", "text/html",
                        "application/pdf", "application/pdf",
                        "*/*", "application/json")
                .entrySet()) {
            Api.Answer answer = admin.send(admin.request(path)
                            .setHeader("Accept", wanted.getKey())
                            .GET())
                    .is(200);
            assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith(wanted.getValue());
        }
        assertThat(admin.send(admin.request(path)
                                .setHeader("Accept", "image/png")
                                .GET())
                        .status())
                .isEqualTo(406);
        admin.get(path + "?request=" + "x".repeat(41)).isProblem(422);
        admin.get(path + "?identity=PASSPORT").isProblem(422);
    }

    private static void servesItsSchemas(Api admin) {
        assertThat(admin.get("extract-schemas/register-extract.schema.json")
                        .is(200)
                        .json()
                        .get("title")
                        .asText())
                .contains("article 15");
        assertThat(admin.get("extract-schemas/register-extract.xsd").is(200).body())
                .contains("registerExtract");
        admin.get("extract-schemas/nothing").isProblem(404);
    }

    /** One bundle cannot start, another breaks: the extract is made, and both are on its first page. */
    private static void namesWhatIsMissing(GallraServer server, Api admin, String contact) throws Exception {
        List<Path> jars = List.of(
                store("evil.stopped")
                        .header("Import-Package", "org.gallra.api,org.example.nowhere;version=\"[7,8)\"")
                        .into(server.deploy()),
                store("evil.broken").into(server.deploy()));
        await("evil.stopped", admin, "STOPPED");
        await("evil.broken", admin, "ACTIVE");
        Awaitility.await("the broken store is asked")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        admin.get("contacts/" + contact + "/extract").body().contains("FAILED"));
        for (String format : FORMATS) {
            Read read = read(format, bytes(admin, "contacts/" + contact + "/extract?lang=sv&format=" + format));
            assertThat(read.summary())
                    .as(format)
                    .contains("evil.stopped", "evil.broken", "Kunde inte läsas", "Kunde inte tillfrågas")
                    .containsIgnoringCase("stoppad");
            assertThat(read.all()).as(format).doesNotContain("secret of the vendor");
        }
        for (Path jar : jars) {
            Files.delete(jar);
        }
    }

    private static VendorJar store(String name) {
        String breaks = "throw new IllegalStateException(\"secret of the vendor\");";
        return VendorJar.named(name)
                .entry(
                        "META-INF/gallra/personal-data.json",
                        "{\"format\": 1, \"records\": [], \"tables\": [], \"stores\": [{\"id\": \"" + name
                                + "\", \"type\": \"vendor.Store\", \"label\": \"%files\", \"kind\": \"FILES\","
                                + " \"mandatory\": true, \"fields\": [{\"id\": \"" + name
                                + ".text\", \"label\": \"%text\", \"type\": \"TEXT\", \"category\": \"OTHER\","
                                + " \"kind\": \"FREE_TEXT\", \"provided\": false}]}]}")
                .texts(Map.of("files", "Filer", "text", "Text"), Map.of())
                .source(
                        "vendor.Store",
                        "package vendor; import org.gallra.api.personaldata.*; public final class Store implements"
                                + " PersonalDataStore { public long count(People people) { " + breaks + " }"
                                + " public Items export(long contact, String cursor, int limit) { " + breaks + " }"
                                + " public long erase(Erasure erasure) { " + breaks + " } }")
                .activator(
                        "import org.gallra.api.personaldata.*;",
                        "context.registerService(PersonalDataStore.class, new Store(), null);");
    }

    /** A format that a vendor brings is offered, on the page too, and goes with its bundle. */
    private static void formatsGoWithTheirBundle(GallraServer server, Api admin, String contact) throws Exception {
        String page = "/ui/extract/" + contact;
        assertThat(admin.get(page).is(200).body())
                .contains("PDF", "XML", "Excel", "CSV", "Dölj tredje persons uppgifter");
        Path jar = VendorJar.named("acme.format")
                .header(
                        "Provide-Capability",
                        "gallra.personal-data;holds=nothing;reason.sv=\"Inget\";reason.en=\"Nothing\"")
                .activator(
                        "import java.io.*; import org.gallra.api.*; import org.gallra.api.extract.*;",
                        "context.registerService(ExtractFormat.class, new ExtractFormat() {"
                                + " public String id() { return \"acme\"; }"
                                + " public Text label() { return Text.same(\"Acme eget\"); }"
                                + " public String mediaType() { return \"text/plain\"; }"
                                + " public String extension() { return \"txt\"; }"
                                + " public void write(RegisterExtract extract, OutputStream out) throws IOException {"
                                + " out.write(extract.language().getLanguage().getBytes()); } }, null);")
                .into(server.deploy());
        String path = "contacts/" + contact + "/extract?lang=en&format=acme";
        Awaitility.await("the format")
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin.get(path).status() == 200);
        assertThat(admin.get(path).body()).isEqualTo("en");
        assertThat(admin.get(page).body()).contains("Acme eget");
        Files.delete(jar);
        Awaitility.await("its parting")
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin.get(path).status() == 422);
        assertThat(admin.get(page).body()).doesNotContain("Acme eget");
    }

    private static void await(String bundle, Api admin, String presence) {
        Awaitility.await(bundle).atMost(Duration.ofSeconds(60)).until(() -> {
            for (JsonNode one : admin.get("personal-data").json().get("contributors")) {
                if (one.get("bundle").asText().equals(bundle)) {
                    return one.get("presence").asText().equals(presence);
                }
            }
            return false;
        });
    }

    private static String id(Api.Answer answer) {
        return answer.is(201).json().get("id").asText();
    }

    private static String digits(String phone) {
        return phone.substring(phone.length() - 7);
    }

    private static byte[] bytes(Api admin, String path) throws Exception {
        HttpResponse<byte[]> answer =
                HTTP.send(admin.request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /**
     * What a file holds.
     *
     * @param summary what stands before the values: the first page
     * @param values the values of the sections, each once for each time that it is there
     * @param all everything
     */
    private record Read(String summary, String values, String all) {

        long times(String mark) {
            return (values.length() - values.replace(mark, "").length()) / mark.length();
        }
    }

    private static Read read(String format, byte[] bytes) throws Exception {
        return switch (format) {
            case "json" -> json(bytes);
            case "xml" -> xml(bytes);
            case "csv" -> csv(bytes);
            case "xlsx" -> xlsx(bytes);
            case "html" -> html(bytes);
            default -> pdf(bytes);
        };
    }

    private static Read json(byte[] bytes) throws Exception {
        JsonNode extract = Api.JSON.readTree(bytes);
        StringBuilder values = new StringBuilder();
        extract.get("sections").forEach(s -> s.get("rows").forEach(r -> r.get("values")
                .forEach(v -> values.append(v.asText()).append('\n'))));
        String all = new String(bytes, StandardCharsets.UTF_8);
        return new Read(all.substring(0, all.indexOf("\"sections\"")), values.toString(), all);
    }

    private static Read xml(byte[] bytes) throws Exception {
        NodeList nodes = parse(bytes).getElementsByTagName("value");
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.append(nodes.item(i).getTextContent()).append('\n');
        }
        String all = new String(bytes, StandardCharsets.UTF_8);
        return new Read(all.substring(0, all.indexOf("<sections>")), values.toString(), all);
    }

    private static Read csv(byte[] bytes) throws Exception {
        Map<String, String> files = unzip(bytes);
        StringBuilder values = new StringBuilder();
        files.forEach((name, text) -> {
            if (!name.startsWith("0")) {
                values.append(text);
            }
        });
        return new Read(
                files.get("00-extract.csv") + files.get("01-bundles.csv"),
                values.toString(),
                files.values().toString());
    }

    private static Read xlsx(byte[] bytes) throws Exception {
        Map<String, String> files = unzip(bytes);
        StringBuilder summary = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (int sheet = 1; files.containsKey("xl/worksheets/sheet" + sheet + ".xml"); sheet++) {
            NodeList cells = parse(
                            files.get("xl/worksheets/sheet" + sheet + ".xml").getBytes(StandardCharsets.UTF_8))
                    .getElementsByTagName("c");
            for (int i = 0; i < cells.getLength(); i++) {
                Element cell = (Element) cells.item(i);
                if (cell.getAttribute("t").equals("inlineStr")) {
                    (sheet <= 2 ? summary : values)
                            .append(cell.getTextContent())
                            .append('\n');
                }
            }
        }
        return new Read(summary.toString(), values.toString(), summary.toString() + values);
    }

    private static Read html(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.UTF_8);
        int sections = all.indexOf("<section id=\"s1\"");
        return new Read(all.substring(0, sections), all.substring(sections), all);
    }

    private static Read pdf(byte[] bytes) throws Exception {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            PDFTextStripper first = new PDFTextStripper();
            first.setEndPage(1);
            String all = new PDFTextStripper().getText(document);
            byte[] attached = document.getDocumentCatalog()
                    .getNames()
                    .getEmbeddedFiles()
                    .getNames()
                    .get("registerutdrag.json")
                    .getEmbeddedFile()
                    .toByteArray();
            return new Read(first.getText(document), all, all + new String(attached, StandardCharsets.UTF_8));
        }
    }

    private static Document parse(byte[] xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    /** Reads as spreadsheets do, by the directory at the end. */
    private static Map<String, String> unzip(byte[] bytes) throws Exception {
        Path file = Files.write(Files.createTempFile(Distribution.TARGET, "extract", ".zip"), bytes);
        Map<String, String> parts = new LinkedHashMap<>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
        return parts;
    }
}
