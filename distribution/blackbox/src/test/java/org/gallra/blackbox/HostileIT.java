package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/** Bundles that throw, hang, lie or declare what is not theirs: each is named, and nothing else changes. */
class HostileIT {

    private static final String API =
            "import java.io.*; import java.time.*; import java.util.*; import org.gallra.api.*;"
                    + " import org.gallra.api.contact.*; import org.gallra.api.erasure.*; import org.gallra.api.extract.*;"
                    + " import org.gallra.api.persistence.*; import org.gallra.api.personaldata.*;"
                    + " import org.gallra.api.selection.*; import org.gallra.api.ui.*;";

    private static final String STORE =
            "{\"format\": 1, \"records\": [], \"tables\": [], \"stores\": [{\"id\": \"evil.files\","
                    + " \"type\": \"vendor.Store\", \"label\": \"%files\", \"kind\": \"FILES\", \"mandatory\": true, \"fields\":"
                    + " [{\"id\": \"evil.files.text\", \"label\": \"%text\", \"type\": \"TEXT\", \"category\": \"OTHER\","
                    + " \"kind\": \"FREE_TEXT\", \"provided\": false}]}]}";

    @Test
    void eachIsNamedAndNothingElseChanges() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.DERBY, "hostile")) {
            Api admin = server.admin();
            String company = admin.post("companies", Map.of("name", "Kundbolaget"))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            throwing(server, admin, company);
            hanging(server, admin, company);
            floods(server, admin, company);
            lies(server, admin, company);
            forgetsLater(server, admin, company);
            blocks(server, admin, company);
            declaresWhatIsNotItsOwn(server, admin, company);
            speaksNoSwedish(server, admin);
            doesNotResolve(server, admin);
            isNoBundle(server, admin);
            assertThat(server.errors()).as("the log").allMatch(line -> line.contains("evil"), "names the bundle");
        }
    }

    private static void throwing(GallraServer server, Api admin, String company) throws Exception {
        Path jar = everything("evil.thrower", "throw new IllegalStateException(\"secret of the vendor\");", true)
                .into(server.deploy());
        awaitBundle(admin, "evil.thrower");
        Person person = Person.make(admin, company);
        JsonNode extract = extract(admin, person);
        assertThat(answer(extract, "evil.thrower").get("state").asText()).isEqualTo("FAILED");
        assertThat(extract.get("complete").asBoolean()).isFalse();
        assertThat(extract.toString()).contains(person.people().mark()).doesNotContain("secret of the vendor");
        JsonNode plan = plan(admin, person);
        assertThat(plan.get("gaps").findValuesAsText("bundle")).containsOnly("evil.thrower");
        assertThat(plan.get("complete").asBoolean()).isFalse();
        String execution = "anonymizations/" + plan.get("id").asText() + "/execution";
        Map<String, Object> digest = Map.of("digest", plan.get("digest").asText());
        assertThat(admin.post(execution, digest).isProblem(409).body()).contains("evil.thrower");
        assertThat(extract(admin, person).toString()).contains(person.people().mark());
        JsonNode done = admin.post(
                        execution, Map.of("digest", plan.get("digest").asText(), "acceptGaps", true))
                .is(200)
                .json();
        assertThat(done.get("state").asText()).isEqualTo("DONE");
        assertThat(done.get("receipt").get("complete").asBoolean()).isFalse();
        assertThat(done.get("receipt").get("stores").get(0).get("owed").asLong())
                .isEqualTo(1);
        pagesStayWhole(admin, company);
        assertThat(admin.get("contacts/" + person.id() + "/extract?format=evil").status())
                .isIn(404, 422, 400);
        Person other = Person.make(admin, company);
        admin.get("contacts/" + other.id() + "/extract?format=html").is(200);
        assertThat(admin.get("personal-data/troubles").is(200).json().findValuesAsText("bundle"))
                .contains("evil.thrower");
        undeploy(admin, jar, "evil.thrower");
    }

    private static void hanging(GallraServer server, Api admin, String company) throws Exception {
        Path jar = everything(
                        "evil.sleeper",
                        "long end = System.nanoTime() + 60_000_000_000L; while (System.nanoTime() < end) {"
                                + " try { Thread.sleep(1000); } catch (InterruptedException e) { } }"
                                + " throw new IllegalStateException();",
                        false)
                .into(server.deploy());
        awaitBundle(admin, "evil.sleeper");
        Person person = Person.make(admin, company);
        try (Load load = Load.on(server, List.of("contacts", "companies", "activities"))) {
            JsonNode extract = extract(admin, person);
            assertThat(answer(extract, "evil.sleeper").get("state").asText()).isEqualTo("FAILED");
            assertThat(answer(extract, "evil.sleeper").toString()).contains("5000 ms");
            JsonNode plan = plan(admin, person);
            assertThat(plan.get("gaps").findValuesAsText("bundle")).containsOnly("evil.sleeper");
            pagesStayWhole(admin, company);
            // after four calls that hang nobody waits for it any more
            long begin = System.nanoTime();
            extract(admin, person);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
            load.assertUndisturbed();
        }
        undeploy(admin, jar, "evil.sleeper");
    }

    private static void floods(GallraServer server, Api admin, String company) throws Exception {
        Path jar = store(
                        "evil.flood",
                        "return 1;",
                        "return PersonalDataStore.Items.all(Collections.nCopies(1_000_000, new PersonalDataStore.Item(Map.of(\"text\", \"x\"))));",
                        "return 0;")
                .into(server.deploy());
        awaitBundle(admin, "evil.flood");
        JsonNode extract = extract(admin, Person.make(admin, company));
        assertThat(answer(extract, "evil.flood").toString()).contains("FAILED", "1000000 items");
        undeploy(admin, jar, "evil.flood");
    }

    /** Says that it forgot, and still counts what it held. */
    private static void lies(GallraServer server, Api admin, String company) throws Exception {
        Path jar = store("evil.liar", "return 3;", "return PersonalDataStore.Items.all(List.of());", "return 3;")
                .into(server.deploy());
        awaitBundle(admin, "evil.liar");
        Person person = Person.make(admin, company);
        // what the register learns of a bundle within seconds of its arrival may overtake a plan, which says so
        JsonNode receipt = Awaitility.await("a plan that nothing overtakes")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            JsonNode plan = plan(admin, person);
                            assertThat(plan.get("stores").get(0).get("items").asLong())
                                    .isEqualTo(3);
                            Api.Answer answer = admin.post(
                                    "anonymizations/" + plan.get("id").asText() + "/execution",
                                    Map.of("digest", plan.get("digest").asText()));
                            return answer.status() == 409
                                    ? MissingNode.getInstance()
                                    : answer.is(200).json();
                        },
                        done -> !done.isMissingNode())
                .get("receipt");
        assertThat(receipt.get("complete").asBoolean()).isFalse();
        assertThat(receipt.get("stores").get(0).get("owed").asLong()).isEqualTo(1);
        assertThat(admin.get("personal-data/troubles").json().toString()).contains("count 3 after erase");
        undeploy(admin, jar, "evil.liar");
    }

    /** A store that works fails once, comes back, and then pays what it owes. */
    private static void forgetsLater(GallraServer server, Api admin, String company) throws Exception {
        Path flag = server.folder().resolve("ill");
        Path held = server.folder().resolve("held");
        String file = "java.nio.file.Path.of(\"" + held + "\")";
        Path jar = store(
                        "evil.files",
                        "return java.nio.file.Files.exists(" + file + ") ? 1 : 0;",
                        "return PersonalDataStore.Items.all(java.nio.file.Files.exists(" + file
                                + ") ? List.of(new PersonalDataStore.Item(Map.of(\"text\", \"what the file holds\"))) : List.of());",
                        "if (java.nio.file.Files.exists(java.nio.file.Path.of(\"" + flag
                                + "\"))) { throw new IllegalStateException(); }"
                                + " try { java.nio.file.Files.deleteIfExists(" + file
                                + "); } catch (IOException e) { throw new UncheckedIOException(e); } return 1;")
                .into(server.deploy());
        awaitBundle(admin, "evil.files");
        Files.writeString(held, "x");
        Files.writeString(flag, "x");
        Person person = Person.make(admin, company);
        JsonNode extract = extract(admin, person);
        assertThat(answer(extract, "evil.files").get("state").asText()).isEqualTo("ANSWERED");
        assertThat(extract.toString()).contains("what the file holds", "evil.files.text");
        JsonNode plan = plan(admin, person);
        assertThat(execute(admin, plan).get("stores").get(0).get("owed").asLong())
                .isEqualTo(1);
        Path away = server.folder().resolve("away.jar");
        Files.move(jar, away);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> presence(admin, "evil.files")
                .equals("DEPARTED"));
        JsonNode unreachable = extract(admin, Person.make(admin, company));
        assertThat(answer(unreachable, "evil.files").get("state").asText()).isEqualTo("UNAVAILABLE");
        Files.delete(flag);
        Files.move(away, jar);
        Awaitility.await("the debt")
                .atMost(Duration.ofSeconds(40))
                .until(() -> admin.get("anonymizations/" + plan.get("id").asText())
                                .is(200)
                                .json()
                                .get("stores")
                                .get(0)
                                .get("owed")
                                .asLong()
                        == 0);
        assertThat(held).doesNotExist();
        undeploy(admin, jar, "evil.files");
        assertThat(presence(admin, "evil.files")).isEmpty();
        assertThat(admin.get("personal-data/erased").is(200).json().findValuesAsText("bundle"))
                .contains("evil.files");
    }

    private static void blocks(GallraServer server, Api admin, String company) throws Exception {
        String blocker = "context.registerService(ErasureBlocker.class, new ErasureBlocker() {"
                + " public String id() { return \"evil.%1$s\"; }"
                + " public Text reason() { return new Text(\"Öppet ärende\", \"Open case\"); }"
                + " public Optional<SqlFragment> contacts(Database.Kind kind, ErasureAction action, Instant now) {"
                + " return Optional.of(SqlFragment.of(\"%2$s\")); } }, null);";
        Path jar = VendorJar.named("evil.blocker")
                .header("Provide-Capability", nothing())
                .activator(
                        API,
                        String.format(
                                        blocker,
                                        "case",
                                        "SELECT id, {ts '2027-01-31 00:00:00'} FROM contact WHERE title = 'Hållen'")
                                + String.format(blocker, "broken", "SELECT nothing FROM nowhere"))
                .into(server.deploy());
        awaitBundle(admin, "evil.blocker");
        Person free = Person.make(admin, company);
        Person held = Person.make(admin, company);
        Map<String, Object> changed = new HashMap<>(held.people().values());
        changed.put("title", "Hållen");
        admin.put(
                        "contacts/" + held.id(),
                        changed,
                        admin.get("contacts/" + held.id()).etag())
                .is(200);
        JsonNode plan = admin.post(
                        "anonymizations",
                        Map.of("selection", Map.of("contacts", List.of(free.id(), held.id())), "fields", List.of()))
                .is(201)
                .json();
        assertThat(plan.get("contacts").asLong()).isEqualTo(1);
        JsonNode exclusion = plan.get("excluded").get(0);
        assertThat(exclusion.get("contacts").asLong()).isEqualTo(1);
        assertThat(exclusion.toString()).contains("Öppet ärende", "2027-01-31T00:00:00Z");
        assertThat(plan.get("gaps").toString()).contains("evil.blocker", "SQL state");
        JsonNode receipt = admin.post(
                        "anonymizations/" + plan.get("id").asText() + "/execution",
                        Map.of("digest", plan.get("digest").asText(), "acceptGaps", true))
                .is(200)
                .json()
                .get("receipt");
        assertThat(receipt.get("excluded").size()).isEqualTo(1);
        assertThat(extract(admin, held).toString()).contains(held.people().mark());
        // a company goes with all its people or not at all
        JsonNode deletion =
                admin.post("deletions", Map.of("company", company)).is(201).json();
        assertThat(deletion.get("companies").asLong()).isZero();
        assertThat(deletion.get("contacts").asLong()).isZero();
        admin.post(
                        "deletions/" + deletion.get("id").asText() + "/execution",
                        Map.of("digest", deletion.get("digest").asText(), "acceptGaps", true))
                .isProblem(409);
        admin.get("companies/" + company).is(200);
        undeploy(admin, jar, "evil.blocker");
    }

    private static void declaresWhatIsNotItsOwn(GallraServer server, Api admin, String company) throws Exception {
        String record =
                "{\"id\": \"%s\", \"label\": \"%%files\", \"subject\": \"CONTACT\", \"table\": \"%s\", \"key\": \"id\","
                        + " \"keyType\": \"INTEGER\", \"version\": null, \"anonymizedAt\": null, \"links\": [{\"kind\": \"CONTACT\","
                        + " \"column\": \"id\", \"table\": null, \"row\": null, \"parent\": null}], \"fields\": [], \"others\": [],"
                        + " \"moments\": []}";
        Path jar = VendorJar.named("evil.thief")
                .entry(
                        "META-INF/gallra/personal-data.json",
                        "{\"format\": 1, \"tables\": [], \"records\": ["
                                + String.format(record, "evil.contact", "contact") + ", "
                                + String.format(record, "activity.activity", "activity") + "]}")
                .texts(Map.of("files", "Filer"), Map.of())
                .into(server.deploy());
        awaitBundle(admin, "evil.thief");
        JsonNode bundle = bundle(admin, "evil.thief");
        assertThat(bundle.get("accounting").asText()).isEqualTo("NOT_ACCOUNTED_FOR");
        assertThat(bundle.get("reasons").toString())
                .contains("contact belongs to org.gallra.contact", "activity.activity exists in org.gallra.activity");
        assertThat(bundle(admin, "org.gallra.activity").get("accounting").asText())
                .isEqualTo("COMPLETE");
        // results of health checks are kept for two seconds
        Awaitility.await("health").atMost(Duration.ofSeconds(10)).until(() -> {
            String health = Api.anonymous(server.adminUrl())
                    .get("/system/health.json?tags=personal-data")
                    .body();
            return health.contains("CRITICAL") && health.contains("evil.thief");
        });
        Person person = Person.make(admin, company);
        JsonNode receipt = execute(admin, plan(admin, person)).get("receipt");
        assertThat(receipt.get("notAccountedFor").toString()).contains("evil.thief");
        assertThat(receipt.get("complete").asBoolean()).isFalse();
        undeploy(admin, jar, "evil.thief");
    }

    private static void speaksNoSwedish(GallraServer server, Api admin) throws Exception {
        Path jar = store("evil.english", "return 0;", "return PersonalDataStore.Items.all(List.of());", "return 0;")
                .texts(Map.of("text", "Text"), Map.of("files", "Files"))
                .into(server.deploy());
        awaitBundle(admin, "evil.english");
        JsonNode bundle = bundle(admin, "evil.english");
        assertThat(bundle.get("accounting").asText()).isEqualTo("NOT_ACCOUNTED_FOR");
        assertThat(bundle.get("reasons").toString())
                .contains("The text files is missing in OSGI-INF/l10n/bundle_sv.properties");
        undeploy(admin, jar, "evil.english");
    }

    private static void doesNotResolve(GallraServer server, Api admin) throws Exception {
        Path jar = store("evil.manifest", "return 0;", "return PersonalDataStore.Items.all(List.of());", "return 0;")
                .header("Import-Package", "org.gallra.api,org.example.nowhere;version=\"[7,8)\"")
                .into(server.deploy());
        awaitBundle(admin, "evil.manifest");
        JsonNode bundle = bundle(admin, "evil.manifest");
        assertThat(bundle.get("presence").asText()).isEqualTo("STOPPED");
        assertThat(bundle.get("reasons").toString()).contains("cannot start: nobody has org.example.nowhere.");
        admin.get("contacts").is(200);
        undeploy(admin, jar, "evil.manifest");
    }

    /** The framework refuses it: the log names the file, and that is all that happens. */
    private static void isNoBundle(GallraServer server, Api admin) throws Exception {
        Path jar = store("evil.wrong", "return 0;", "return PersonalDataStore.Items.all(List.of());", "return 0;")
                .header("Bundle-Version", "the first")
                .into(server.deploy());
        Awaitility.await("the log names the file")
                .atMost(Duration.ofSeconds(20))
                .until(() -> server.logs().contains("evil.wrong"));
        admin.get("contacts").is(200);
        assertThat(presence(admin, "org.gallra.activity")).isEqualTo("ACTIVE");
        Files.delete(jar);
    }

    private static String nothing() {
        return "gallra.personal-data;holds=nothing;reason.sv=\"Har inget\";reason.en=\"Holds nothing\"";
    }

    /** A bundle with one store. */
    private static VendorJar store(String name, String count, String export, String erase) {
        return VendorJar.named(name)
                .entry("META-INF/gallra/personal-data.json", STORE.replace("evil.files", name))
                .texts(Map.of("files", "Filer", "text", "Text"), Map.of())
                .source(
                        "vendor.Store",
                        "package vendor; " + API + " public final class Store implements PersonalDataStore {"
                                + " public long count(People people) { " + count + " }"
                                + " public Items export(long contact, String cursor, int limit) { " + export + " }"
                                + " public long erase(Erasure erasure) { " + erase + " } }")
                .activator(API, "context.registerService(PersonalDataStore.class, new Store(), null);");
    }

    /** A bundle in which every method of every service does the same; some of their ids must be told by the platform. */
    private static VendorJar everything(String name, String does, boolean format) {
        String ids = "public String id() { " + does + " }";
        return store(name, does, does, does)
                .activator(
                        API,
                        "context.registerService(PersonalDataStore.class, new Store(), null);"
                                + "context.registerService(ErasureBlocker.class, new ErasureBlocker() { " + ids
                                + " public Text reason() { " + does + " }"
                                + " public Optional<SqlFragment> contacts(Database.Kind kind, ErasureAction action, Instant now) { "
                                + does + " } }, null);"
                                + "context.registerService(SelectionCriterion.class, new SelectionCriterion() { " + ids
                                + " public Text label() { " + does + " }"
                                + " public Text words(Arguments arguments) { " + does + " }"
                                + " public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) { "
                                + does
                                + " } }, null);"
                                + "context.registerService(UiColumn.class, new UiColumn() { " + ids
                                + " public UiColumn.Table table() { " + does + " }"
                                + " public int rank() { " + does + " }"
                                + " public Text title() { " + does + " }"
                                + " public Map<UUID, String> cells(List<UUID> rows, UiContext context) { " + does
                                + " } }, null);"
                                + "context.registerService(UiPanel.class, new UiPanel() {"
                                + " public UiPanel.Slot slot() { return UiPanel.Slot.CONTACT_RIGHT; }"
                                + " public int rank() { return 1; }"
                                + " public Text title() { return Text.same(\"Panel\"); }"
                                + " public void render(UiContext context, Writer out) { " + does + " } }, null);"
                                + (format
                                        ? "context.registerService(ExtractFormat.class, new ExtractFormat() { " + ids
                                                + " public Text label() { " + does + " }"
                                                + " public String mediaType() { " + does + " }"
                                                + " public String extension() { " + does + " }"
                                                + " public void write(RegisterExtract extract, OutputStream out) { "
                                                + does + " } }, null);"
                                        : ""));
    }

    /** A contact with an activity. */
    private record Person(String id, People people) {

        static Person make(Api admin, String company) {
            People people = People.make(company);
            String id = admin.post("contacts", people.values())
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            return new Person(id, people);
        }
    }

    private static void pagesStayWhole(Api admin, String company) {
        Person person = Person.make(admin, company);
        for (String path : List.of("/ui/contacts", "/ui/contacts/" + person.id(), "/ui/companies", "/ui/bundles")) {
            Api.Answer page = admin.get(path).is(200);
            assertThat(page.body()).as(path).contains("</main>", "</html>");
        }
        admin.get("contacts").is(200);
        admin.get("activities").is(200);
    }

    private static JsonNode extract(Api admin, Person person) {
        return admin.get("contacts/" + person.id() + "/extract").is(200).json();
    }

    private static JsonNode answer(JsonNode extract, String bundle) {
        for (JsonNode one : extract.get("bundles")) {
            if (one.get("bundle").asText().equals(bundle)) {
                return one;
            }
        }
        throw new AssertionError(bundle + " is not named in " + extract.get("bundles"));
    }

    private static JsonNode plan(Api admin, Person person) {
        return admin.post(
                        "anonymizations",
                        Map.of("selection", Map.of("contacts", List.of(person.id())), "fields", List.of()))
                .is(201)
                .json();
    }

    private static JsonNode execute(Api admin, JsonNode plan) {
        return admin.post(
                        "anonymizations/" + plan.get("id").asText() + "/execution",
                        Map.of("digest", plan.get("digest").asText()))
                .is(200)
                .json();
    }

    private static JsonNode bundle(Api admin, String name) {
        for (JsonNode one : admin.get("personal-data").is(200).json().get("contributors")) {
            if (one.get("bundle").asText().equals(name)) {
                return one;
            }
        }
        return Api.JSON.createObjectNode();
    }

    private static String presence(Api admin, String name) {
        JsonNode bundle = bundle(admin, name);
        return bundle.has("presence") ? bundle.get("presence").asText() : "";
    }

    private static void awaitBundle(Api admin, String name) {
        List<String> seen = new ArrayList<>();
        Awaitility.await(name).atMost(Duration.ofSeconds(10)).until(() -> {
            JsonNode bundle = bundle(admin, name);
            seen.add(bundle.toString());
            // installed and not started yet, or started and its services not there yet
            boolean waits = bundle.path("presence").asText().equals("STOPPED")
                    || bundle.toString().contains("no service answers");
            return bundle.has("presence") && (!waits || seen.size() >= 20);
        });
    }

    private static void undeploy(Api admin, Path jar, String name) throws Exception {
        Files.delete(jar);
        Awaitility.await(name).atMost(Duration.ofSeconds(20)).until(() -> {
            String presence = presence(admin, name);
            return presence.isEmpty() || presence.equals("DEPARTED");
        });
        if (!presence(admin, name).isEmpty()) {
            admin.delete("personal-data/" + name + "/data").is(200);
        }
    }
}
