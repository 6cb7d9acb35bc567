package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A vendor's bundle comes into the running server, takes part in every act, leaves, and its rows are still reached. */
class VendorIT {

    /** What is promised is five seconds; here another test runs beside it. */
    private static final Duration PROMISED = Duration.ofSeconds(15);

    private static final String NAME = "org.gallra.sample.events";

    @ParameterizedTest
    @EnumSource
    void aBundleComesActsAndLeavesUnderLoad(Kind kind) throws Exception {
        try (GallraServer server = GallraServer.start(kind, "vendor")) {
            Api admin = server.admin();
            String company = id(admin.post("companies", Map.of("name", "Kundbolaget")));
            People person = People.make(company);
            People bystander = People.make(company);
            String first = id(admin.post("contacts", person.values()));
            String second = id(admin.post("contacts", bystander.values()));
            String activity = activity(admin, first, person);
            String other = activity(admin, second, bystander);
            assertThat(records(admin)).contains("activity.activity").doesNotContain("sample.registration");

            try (Load load = Load.on(
                    server, List.of("contacts", "contacts/" + second, "companies", "activities", "personal-data"))) {
                Duration arrival = deploy(server, admin);
                assertThat(arrival).as("arrival").isLessThan(PROMISED);

                String event = id(admin.post("x/sample/events", Map.of("title", "Vårmässan", "heldOn", "2026-04-01")));
                String registration = register(admin, event, first, person);
                register(admin, event, second, bystander);
                extractHoldsAllThree(admin, first, person, "ACTIVE");
                anonymizes(admin, company, first, activity, registration, person);
                extractHoldsAllThree(admin, second, bystander, "ACTIVE");

                if (kind == Kind.DERBY) { // the host does not know which database answers
                    dropsAPath(server, admin);
                }
                Duration departure = undeploy(server, admin);
                assertThat(departure).as("departure").isLessThan(PROMISED);
                extractHoldsAllThree(admin, second, bystander, "DEPARTED");
                load.assertUndisturbed();
            }

            deletesTheCompany(admin, company);
            comesThroughTheConsole(server, admin);
            aLoginIsEndedThere(server);
            assertThat(admin.get("x/sample/registrations").is(200).json().get("items"))
                    .as("rows of a bundle that was away")
                    .isEmpty();
            assertThat(admin.get("x/sample/events").is(200).json().get("items")).hasSize(1);
            admin.get("activities/" + other).isProblem(404);
            if (kind == Kind.DERBY) { // the shell does not know which database answers
                goesThroughTheShell(server, admin);
            }
            for (People one : List.of(person, bystander)) {
                assertThat(server.logs().contains(one.mark()))
                        .as("the log names a person")
                        .isFalse();
            }
            if (kind == Kind.POSTGRESQL) {
                assertThat(Tables.dump(server.database()).toString()).doesNotContain(person.mark(), bystander.mark());
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    /** With nothing but the web console: what a file would bring is seen first, and nobody else can send the form. */
    private static void comesThroughTheConsole(GallraServer server, Api admin) throws Exception {
        Console console = new Console(server);
        assertThat(console.page("coverage"))
                .contains("All bundles account for their personal data", "Event registrations (event_registration, ")
                .contains("Removed, its data is still there");
        String refused =
                console.press("bundles", "look", Map.of(), server.folder().resolve("etc/system.properties"));
        assertThat(console.page(refused)).contains("no OSGi bundle");
        String seen = console.press("bundles", "look", Map.of(), jar());
        assertThat(console.page(seen))
                .contains(
                        "in place of version",
                        "Event registrations (event_registration",
                        "The declaration is the same");
        assertThat(records(admin)).as("looking installs nothing").contains("sample.registration");
        assertThat(presence(admin)).startsWith("DEPARTED");
        Map<String, String> agreed = Map.of("look", seen.split("=")[1], "digest", console.hidden(seen, "digest"));
        assertThat(console.pressElsewhere("bundles", "install", agreed)).isEqualTo(403);
        assertThat(console.press("bundles", "install", Map.of("look", seen.split("=")[1], "digest", "0")))
                .as("another file than the one that was seen")
                .contains("refused=");
        assertThat(console.press("bundles", "install", agreed)).contains("done=install");
        arrived(admin);
        assertThat(console.page("bundles")).contains(NAME, "Running");
        assertThat(console.page(console.press("bundles", "look", Map.of(), jar())))
                .contains("Update");
        for (String tab : List.of("acts", "ledger", "database", "logins", "features")) {
            assertThat(console.page(tab)).doesNotContain("Exception");
        }
        assertThat(console.page(console.press("ledger", "verify", Map.of()))).contains("The chain is whole", "READY");
    }

    /** Whoever left a screen somewhere is logged out; nothing but that login ends. */
    private static void aLoginIsEndedThere(GallraServer server) {
        Console console = new Console(server);
        assertThat(console.page("features")).contains("gallra", "Started");
        Api left = server.as("dag");
        Api stays = server.as("anna");
        left.get("session").is(200);
        Matcher row = Pattern.compile("<td>dag</td>(.*?)</tr>", Pattern.DOTALL).matcher(console.html("logins"));
        assertThat(row.find()).as("the login of dag").isTrue();
        Matcher id = Pattern.compile("name='id' value='([^']*)'").matcher(row.group(1));
        assertThat(id.find()).isTrue();
        Map<String, String> fields = Map.of("user", "dag", "id", id.group(1));
        assertThat(console.pressElsewhere("logins", "end", fields)).isEqualTo(403);
        assertThat(console.page(console.press("logins", "end", fields))).contains("The login has ended");
        left.get("session").isProblem(401);
        stays.get("session").is(200);
        assertThat(console.page(console.press("logins", "end", fields))).contains("has ended already");
        assertThat(console.html("logins")).doesNotContain(left.token(), id.group(1));
    }

    /** By the shell alone: it goes, its data is kept, handed over and then erased. */
    private static void goesThroughTheShell(GallraServer server, Api admin) throws Exception {
        assertThat(Sysop.shell(
                        server,
                        "gallra:add-ons look " + jar() + "; gallra:add-ons --json list; gallra:add-ons remove " + NAME))
                .contains("event_registration", "makes or changes tables", "digest ")
                .contains("\"" + NAME + "\"", "\"running\":true");
        Awaitility.await("the bundle's parting").atMost(Duration.ofSeconds(60)).until(() -> presence(admin)
                .startsWith("DEPARTED"));
        Path file = server.folder().resolve("handed-over.zip");
        assertThat(Sysop.shell(
                        server,
                        "gallra:departed list; gallra:departed keep " + NAME + " 2099-01-31; gallra:departed list;"
                                + " gallra:departed hand-over " + NAME + " " + file + "; gallra:departed --yes erase "
                                + NAME))
                .contains("nobody has decided", "kept until 2099-01-31", "Erased: ");
        assertThat(file).isNotEmptyFile();
        assertThat(presence(admin)).isEqualTo("unknown");
        assertThat(admin.get("audit?limit=100").is(200).body())
                .contains("register.bundle-installed", "register.bundle-removed", "register.departed-erased");
    }

    private static Path jar() {
        return Path.of(
                System.getProperty("gallra.bundles"),
                "sample.events/target/org.gallra.sample.events-" + System.getProperty("gallra.version") + ".jar");
    }

    private static Duration deploy(GallraServer server, Api admin) throws Exception {
        Instant begin = Instant.now();
        put(jar(), server);
        arrived(admin);
        return Duration.between(begin, Instant.now());
    }

    private static void put(Path jar, GallraServer server) throws IOException {
        Path hidden = server.folder().resolve("arriving.jar");
        Files.copy(jar, hidden, StandardCopyOption.REPLACE_EXISTING);
        Files.move(hidden, server.deploy().resolve("sample.events.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void arrived(Api admin) {
        Awaitility.await("the bundle")
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(() -> records(admin).contains("sample.registration")
                        && admin.get("x/sample/events").status() == 200
                        && presence(admin).equals("ACTIVE COMPLETE"));
    }

    /** A version without one of its paths: that one is not there any more, the others are. */
    private static void dropsAPath(GallraServer server, Api admin) throws Exception {
        admin.get("x/sample/registrations").is(200);
        put(without("RegistrationsResource", server), server);
        Awaitility.await("nothing is there")
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("x/sample/registrations").status() == 404);
        Awaitility.await("the rest is there")
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("x/sample/events").status() == 200);
        admin.get("x/sample/registrations").isProblem(404);
        put(jar(), server);
        Awaitility.await("it is there again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("x/sample/registrations").status() == 200);
        arrived(admin);
    }

    /** Returns the vendor's bundle in another version that has one component less. */
    private static Path without(String component, GallraServer server) throws IOException {
        Path file = server.folder().resolve("lesser.jar");
        try (JarFile whole = new JarFile(jar().toFile())) {
            Manifest manifest = new Manifest(whole.getManifest());
            Attributes headers = manifest.getMainAttributes();
            String components = headers.getValue("Service-Component");
            String left = Arrays.stream(components.split(","))
                    .filter(one -> !one.contains(component))
                    .collect(Collectors.joining(","));
            assertThat(left).isNotEqualTo(components);
            headers.putValue("Service-Component", left);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
                for (JarEntry entry : Collections.list(whole.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        out.write(whole.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
        return file;
    }

    private static Duration undeploy(GallraServer server, Api admin) throws Exception {
        Instant begin = Instant.now();
        Files.delete(server.deploy().resolve("sample.events.jar"));
        Awaitility.await("the bundle's parting")
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        List.of(404, 410).contains(admin.get("x/sample/events").status())
                                && presence(admin).startsWith("DEPARTED"));
        return Duration.between(begin, Instant.now());
    }

    private static List<String> records(Api admin) {
        return admin.get("personal-data").is(200).json().findValuesAsText("id");
    }

    private static String presence(Api admin) {
        for (JsonNode contributor : admin.get("personal-data").json().get("contributors")) {
            if (contributor.get("bundle").asText().equals("org.gallra.sample.events")) {
                return contributor.get("presence").asText() + " "
                        + contributor.get("accounting").asText();
            }
        }
        return "unknown";
    }

    private static String activity(Api admin, String contact, People person) {
        return id(admin.post(
                "activities",
                Map.of(
                        "type",
                        "CALL",
                        "contact",
                        contact,
                        "subject",
                        "Ämne" + person.mark(),
                        "notes",
                        "Samtal" + person.mark(),
                        "place",
                        "Plats" + person.mark(),
                        "dueAt",
                        "2026-03-17T10:15:30Z")));
    }

    private static String register(Api admin, String event, String contact, People person) {
        return id(admin.post(
                "x/sample/registrations",
                Map.of(
                        "event",
                        event,
                        "contact",
                        contact,
                        "diet",
                        "Kost" + person.mark(),
                        "remark",
                        "Notis" + person.mark())));
    }

    private static void extractHoldsAllThree(Api admin, String contact, People person, String presence) {
        Api.Answer answer = admin.get("contacts/" + contact + "/extract").is(200);
        for (String field : People.FIELDS) {
            assertThat(answer.body()).as(field).contains(person.values().get(field));
        }
        for (String word : List.of("Ämne", "Samtal", "Plats", "Kost", "Notis")) {
            assertThat(answer.body()).contains(word + person.mark());
        }
        assertThat(answer.body()).contains("Vårmässan", "2026-03-17T10:15:30Z");
        JsonNode extract = answer.json();
        assertThat(extract.get("complete").asBoolean()).isTrue();
        assertThat(extract.get("sections").findValuesAsText("record"))
                .contains("contact.contact", "activity.activity", "sample.registration");
        for (JsonNode bundle : extract.get("bundles")) {
            String name = bundle.get("bundle").asText();
            if (List.of("org.gallra.contact", "org.gallra.activity", "org.gallra.sample.events")
                    .contains(name)) {
                assertThat(bundle.get("state").asText()).as(name).isEqualTo("ANSWERED");
                assertThat(bundle.get("presence").asText())
                        .as(name)
                        .isEqualTo(name.endsWith("events") ? presence : "ACTIVE");
            }
        }
    }

    private static void anonymizes(
            Api admin, String company, String contact, String activity, String registration, People person) {
        assertThat(admin.get("anonymizations/categories").is(200).json().findValuesAsText("record"))
                .contains("contact.contact", "activity.activity", "sample.registration");
        JsonNode plan = admin.post(
                        "anonymizations",
                        Map.of(
                                "selection", Map.of("contacts", List.of(contact)),
                                "fields", List.of("activity.activity.notes", "sample.registration.remark")))
                .is(201)
                .json();
        for (String record : List.of("contact.contact", "activity.activity", "sample.registration")) {
            assertThat(OnServer.record(plan, record).get("rows").asInt())
                    .as(record)
                    .isEqualTo(1);
        }
        JsonNode done = execute(admin, "anonymizations", plan);
        for (String record : List.of("contact.contact", "activity.activity", "sample.registration")) {
            assertThat(OnServer.record(done.get("receipt"), record).get("rows").asInt())
                    .as(record)
                    .isEqualTo(1);
        }
        JsonNode call = admin.get("activities/" + activity).is(200).json();
        assertThat(call.get("notes").isNull()).as("chosen").isTrue();
        assertThat(call.get("subject").asText()).as("not chosen").isEqualTo("Ämne" + person.mark());
        JsonNode booked =
                admin.get("x/sample/registrations/" + registration).is(200).json();
        assertThat(booked.get("remark").isNull()).as("chosen").isTrue();
        assertThat(booked.get("diet").isNull())
                .as("mandatory, whatever was chosen")
                .isTrue();
        assertThat(booked.get("event").asText()).as("kept").isEqualTo("Vårmässan");
        JsonNode left = admin.post("contacts/search", Map.of("company", company, "anonymized", "ONLY"))
                .is(200)
                .json()
                .get("items")
                .get(0);
        People.FIELDS.forEach(
                field -> assertThat(left.get(field).isNull()).as(field).isTrue());
        assertThat(call.get("contact").asText())
                .as("the row stays with the card")
                .isEqualTo(left.get("id").asText());
        // what was not chosen goes in a second act
        JsonNode rest = admin.post(
                        "anonymizations",
                        Map.of(
                                "selection",
                                        Map.of(
                                                "contacts",
                                                List.of(left.get("id").asText())),
                                "fields", List.of("*")))
                .is(201)
                .json();
        assertThat(OnServer.record(rest, "activity.activity").get("rows").asInt())
                .isEqualTo(1);
        execute(admin, "anonymizations", rest);
        JsonNode cleared = admin.get("activities/" + activity).is(200).json();
        assertThat(cleared.toString()).doesNotContain(person.mark());
        assertThat(cleared.get("dueAt").asText()).as("to the month").isEqualTo("2026-03-01T00:00:00Z");
    }

    private static void deletesTheCompany(Api admin, String company) {
        JsonNode plan =
                admin.post("deletions", Map.of("company", company)).is(201).json();
        assertThat(OnServer.record(plan, "contact.contact").get("rows").asInt()).isEqualTo(2);
        assertThat(OnServer.record(plan, "activity.activity").get("rows").asInt())
                .isEqualTo(2);
        assertThat(OnServer.record(plan, "sample.registration").get("rows").asInt())
                .isEqualTo(2);
        JsonNode done = execute(admin, "deletions", plan);
        assertThat(OnServer.record(done.get("receipt"), "sample.registration")
                        .get("rows")
                        .asInt())
                .isEqualTo(2);
    }

    private static JsonNode execute(Api admin, String acts, JsonNode plan) {
        JsonNode done = admin.post(
                        acts + "/" + plan.get("id").asText() + "/execution",
                        Map.of("digest", plan.get("digest").asText()))
                .is(200)
                .json();
        assertThat(done.get("state").asText()).isEqualTo("DONE");
        return done;
    }

    private static String id(Api.Answer created) {
        return created.is(201).json().get("id").asText();
    }
}
