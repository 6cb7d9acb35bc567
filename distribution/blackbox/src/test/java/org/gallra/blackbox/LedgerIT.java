package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backups bring nobody back, and what cannot be written down is not erased. */
class LedgerIT {

    @ParameterizedTest
    @EnumSource
    void whoWasErasedStaysErasedWhenAnOldBackupIsRestored(Kind kind) throws Exception {
        try (GallraServer server = GallraServer.start(kind, "ledger")) {
            Api admin = server.admin();
            List<People> people =
                    IntStream.range(0, 6).mapToObj(i -> People.make(null)).toList();
            List<String> ids = people.stream()
                    .map(p -> admin.post("contacts", p.values())
                            .is(201)
                            .json()
                            .get("id")
                            .asText())
                    .toList();
            String activity = activity(admin, ids.get(0), people.get(0).mark());
            Map<String, Object> firm = Map.of("name", "Bolaget som togs bort");
            String company = id(admin.post("companies", firm));
            People mover = People.make(null);
            Map<String, Object> before = new HashMap<>(mover.values());
            before.put("company", company);
            String moved = id(admin.post("contacts", before));
            String meeting = id(admin.post(
                    "meetings",
                    Map.of(
                            "subject",
                            "Avstämning",
                            "startsAt",
                            "2026-10-01T08:00:00Z",
                            "company",
                            company,
                            "participants",
                            List.of(moved))));
            String backup = backup(server);

            admin.put(
                            "contacts/" + moved,
                            mover.values(),
                            admin.get("contacts/" + moved).etag())
                    .is(200);
            JsonNode planned =
                    admin.post("deletions", Map.of("company", company)).is(201).json();
            assertThat(planned.get("contacts").asInt()).as("who has left it").isZero();
            execute(admin, "deletions", planned);
            JsonNode anonymized = erase(server.admin(), "anonymizations", ids.subList(0, 2));
            erase(server.admin(), "deletions", ids.subList(2, 4));
            JsonNode ready = server.admin().get("ledger").is(200).json();
            assertThat(ready.get("condition").asText()).isEqualTo("READY");
            server.stop();
            long acts = actsIn(server);
            assertThat(server.restoreBackup(backup)).contains("Restored", "HOLDS PERSONAL DATA");

            List<String> leaks = serveNothingWhileStarting(server, ids, people);
            assertThat(leaks).isEmpty();
            Api after = server.admin();
            assertErased(after, ids.subList(0, 4), people.subList(0, 4));
            after.get("activities/" + activity).is(200);
            assertThat(after.get("activities/" + activity).body())
                    .doesNotContain(people.get(0).mark());
            for (int i = 4; i < 6; i++) {
                JsonNode untouched = after.get("contacts/" + ids.get(i)).is(200).json();
                People person = people.get(i);
                person.values().forEach((field, value) -> assertThat(
                                untouched.get(field).asText())
                        .as(field)
                        .isEqualTo(value));
            }
            after.get("companies/" + company).isProblem(404);
            after.get("meetings/" + meeting).isProblem(404);
            JsonNode stayed = after.get("contacts/" + moved).is(200).json();
            assertThat(stayed.get("company").isNull())
                    .as("who had left the company before it was deleted stays, without it")
                    .isTrue();
            assertThat(stayed.get("lastName").asText()).isEqualTo(mover.values().get("lastName"));
            JsonNode verified = after.send(after.request("ledger/verification")
                            .POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
                    .is(200)
                    .json();
            assertThat(verified.get("condition").asText()).isEqualTo("READY");
            assertThat(actsIn(server)).as("one replay of each act").isEqualTo(acts + 3);
            assertThat(verified.get("applied")).isEqualTo(verified.get("entries"));
            JsonNode receipts = after.get("receipts?limit=10").is(200).json().get("items");
            assertThat(receipts).hasSize(3).allMatch(r -> r.get("replayed").asBoolean());
            JsonNode receipt = after.get(
                            "receipts/" + anonymized.get("receipt").get("id").asText())
                    .is(200)
                    .json();
            assertThat(receipt.get("contacts").asInt()).isEqualTo(2);
            assertThat(receipt.get("ledger").size()).isEqualTo(3);
            rightsAreAsked(server);
            shellVerifies(server, "\"condition\":\"READY\"");
            shellAdministers(server, ids.get(5), people.get(5));
            metricsNameNobody(server, ids, people);
            assertThat(server.errors()).isEmpty();

            refusesWithoutItsLedger(server, ids.get(4), people.get(4));

            server.stop();
            String all =
                    kind == Kind.POSTGRESQL ? Tables.dump(server.database()).toString() : dump(server);
            for (People person : people.subList(0, 4)) {
                assertThat(all).doesNotContain(person.mark(), person.values().get("mobile"));
                assertThat(ledger(server)).doesNotContain(person.mark());
            }
            assertThat(ids).noneMatch(id -> contains(server, id));
        }
    }

    /** Has the server make a backup while it is in use; returns its folder. */
    private static String backup(GallraServer server) throws Exception {
        server.as("dag").send(post(server.as("dag"), "backups")).isProblem(403);
        JsonNode backup =
                server.admin().send(post(server.admin(), "backups")).is(201).json();
        assertThat(backup.get("rows").asLong()).isGreaterThan(6);
        Path folder =
                server.folder().resolve("backups").resolve(backup.get("name").asText());
        assertThat(Files.readString(folder.resolve("manifest.json"))).contains("\"contact\"", "ledger", "keys");
        JsonNode drill = server.admin()
                .send(post(server.admin(), "backups/drill"))
                .is(200)
                .json();
        assertThat(drill.get("passed").asBoolean()).as(drill.toString()).isTrue();
        assertThat(drill.get("method").asText()).isEqualTo("RESTORED");
        assertThat(server.restoreBackup(folder.toString())).contains("The server runs");
        return folder.toString();
    }

    private static java.net.http.HttpRequest.Builder post(Api api, String path) {
        return api.request(path).POST(java.net.http.HttpRequest.BodyPublishers.noBody());
    }

    /** Looks at what monitoring is told, after many requests about these people. */
    private static void metricsNameNobody(GallraServer server, List<String> ids, List<People> people) {
        server.admin().get("nothing-here/" + people.get(0).mark()).isProblem(404);
        Api monitoring = Api.anonymous(server.adminUrl());
        String text = monitoring.get("/metrics").is(200).body();
        assertThat(text)
                .contains(
                        "gallra_http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/contacts/{id}\",status=\"2xx\"}")
                .contains("route=\"other\",status=\"4xx\"}")
                .contains(
                        "gallra_erased_contacts_total{action=\"DELETE\"} 2",
                        "gallra_bundles{accounting=\"NOT_ACCOUNTED_FOR\"} 0")
                .contains(
                        "gallra_db_pool_most ",
                        "gallra_backup_drill_passed 1",
                        "gallra_login_failures_total ",
                        "jvm_memory_used")
                .doesNotContain("admin", "anna");
        assertThat(text.lines().filter(line -> line.startsWith("gallra_db_pool_most")))
                .allMatch(line -> Double.parseDouble(line.substring(line.indexOf(' '))) >= 20);
        assertThat(ids).noneMatch(text::contains);
        assertThat(people).noneMatch(p -> text.contains(p.mark()));
        assertThat(Api.anonymous(server.url()).get("/metrics").status()).isNotEqualTo(200);
        assertThat(monitoring.get("/system/health.json?tags=backup").is(200).body())
                .contains("none is made by itself", "The last drill passed");
    }

    /** Goes through the commands of the shell as an administrator would; one line each, in one login. */
    private static void shellAdministers(GallraServer server, String id, People person) throws Exception {
        String printed = Sysop.shell(
                server,
                String.join(
                        ";",
                        "gallra:backup --json",
                        "gallra:restore-drill --json",
                        "gallra:coverage --json",
                        "gallra:contact --json " + id,
                        "gallra:extract --format json " + id,
                        "gallra:plan --json --fields '*' anonymize " + id,
                        "gallra:rules --json list",
                        "gallra:jobs --json list",
                        "gallra:users --json create gudrun",
                        "gallra:users --json disable gudrun",
                        "gallra:doctor"));
        assertThat(printed)
                .contains("\"drillPassed\":null")
                .contains("\"passed\":true")
                .contains("\"bundle\":\"org.gallra.backup\",", "\"accounting\":\"HOLDS_NOTHING\"")
                .contains("\"displayName\":", person.values().get("notes"))
                .contains("\"action\":\"ANONYMIZE\",\"state\":\"PLANNED\"")
                .contains("\"oneTimePassword\":")
                .contains("\"userName\":\"gudrun\",\"role\":\"USER\",\"granted\":[],\"active\":false")
                .contains("no backup is made by itself")
                .doesNotContain("Error executing command");
        java.util.regex.Matcher plan = java.util.regex.Pattern.compile(
                        "\\{\"id\":\"([0-9a-f-]+)\",\"action\":\"ANONYMIZE\",\"state\":\"PLANNED\",\"digest\":\"([0-9a-f]+)\"")
                .matcher(printed);
        assertThat(plan.find()).isTrue();
        assertThat(Sysop.shell(server, "gallra:execute --json " + plan.group(1) + " " + plan.group(2)))
                .contains("\"state\":\"DONE\"");
        server.admin().get("contacts/" + id).isProblem(404);
        assertThat(server.admin().get("audit?limit=50").is(200).body())
                .contains("backup.begun", "backup.drilled", "extract.made");
    }

    /** Starts the server while somebody asks for the people again and again; returns whom the first answers showed. */
    private static List<String> serveNothingWhileStarting(GallraServer server, List<String> ids, List<People> people)
            throws Exception {
        var asking = CompletableFuture.supplyAsync(() -> firstLeaks(server, ids, people));
        server.start();
        return asking.get(1, TimeUnit.MINUTES);
    }

    private static List<String> firstLeaks(GallraServer server, List<String> ids, List<People> people) {
        List<String> leaks = new ArrayList<>();
        Awaitility.await("the first answer")
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(3))
                .until(() -> {
                    try {
                        Api.Answer login = Api.anonymous(server.url())
                                .post("session", Map.of("userName", "admin", "password", GallraServer.PASSWORD));
                        if (login.status() != 200) {
                            return false;
                        }
                        Api early =
                                Api.with(server.url(), login.json().get("token").asText());
                        Api.Answer list = early.get("contacts?limit=200");
                        for (int i = 0; i < 4; i++) {
                            if (early.get("contacts/" + ids.get(i)).status() == 200
                                    || list.body().contains(people.get(i).mark())) {
                                leaks.add("person " + i);
                            }
                        }
                        return list.status() == 200;
                    } catch (UncheckedIOException e) {
                        return false; // nobody listens yet
                    }
                });
        return leaks;
    }

    private static void assertErased(Api api, List<String> ids, List<People> people) {
        for (int i = 0; i < ids.size(); i++) {
            api.get("contacts/" + ids.get(i)).isProblem(404);
            api.get("contacts/" + ids.get(i) + "/extract?format=json").isProblem(404);
            String found = api.post(
                            "contacts/search", Map.of("text", people.get(i).mark()))
                    .is(200)
                    .body();
            assertThat(found).doesNotContain(people.get(i).mark());
        }
    }

    private static void rightsAreAsked(GallraServer server) {
        for (String name : List.of("dag", "rut")) {
            server.as(name).get("ledger").isProblem(403);
            server.as(name).get("receipts").isProblem(403);
        }
    }

    private static void shellVerifies(GallraServer server, String expected) throws Exception {
        assertThat(Sysop.shell(server, "gallra:verify-ledger --json")).contains(expected, "\"entries\":");
    }

    private static void refusesWithoutItsLedger(GallraServer server, String id, People person) throws Exception {
        Api admin = server.admin();
        JsonNode plan = plan(admin, "anonymizations", List.of(id));
        Path ledger = server.folder().resolve("ledger");
        Path away = server.folder().resolve("ledger-away");

        Files.move(ledger, away);
        Files.writeString(ledger, "no directory");
        refused(admin, plan, "cannot be written", id, person);
        Files.delete(ledger);
        Files.move(away, ledger);

        Path file = Folders.files(ledger).stream()
                .filter(f -> f.toString().endsWith(".jsonl"))
                .findFirst()
                .orElseThrow();
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(file, changed);
        refused(admin, plan, "chain of the ledger is broken", id, person);
        JsonNode state = admin.get("ledger").is(200).json();
        assertThat(state.get("condition").asText()).isEqualTo("REFUSING");
        assertThat(state.get("problem").get("sv").asText()).contains("kedja är bruten");
        shellVerifies(server, "\"condition\":\"REFUSING\"");
        Awaitility.await("health").atMost(Duration.ofSeconds(30)).until(() -> Api.anonymous(server.adminUrl())
                .get("/system/health.json?tags=ledger")
                .body()
                .contains("CRITICAL"));

        Files.write(file, whole);
        assertThat(admin.get("ledger").is(200).json().get("condition").asText()).isEqualTo("READY");
        assertThat(execute(admin, "anonymizations", plan).get("state").asText()).isEqualTo("DONE");
        admin.get("contacts/" + id).isProblem(404);
    }

    private static void refused(Api admin, JsonNode plan, String why, String id, People person) {
        Api.Answer answer = admin.post(
                "anonymizations/" + plan.get("id").asText() + "/execution",
                Map.of("digest", plan.get("digest").asText()));
        answer.isProblemOfServer(503);
        assertThat(answer.json().get("detail").asText()).contains("Nothing is erased", why);
        assertThat(admin.get("contacts/" + id).is(200).json().get("notes").asText())
                .isEqualTo(person.values().get("notes"));
    }

    private static JsonNode plan(Api api, String path, List<String> ids) {
        Map<String, Object> request = path.equals("anonymizations")
                ? Map.of("selection", Map.of("contacts", ids), "fields", List.of("*"))
                : Map.of("contacts", ids);
        return api.post(path, request).is(201).json();
    }

    private static JsonNode execute(Api api, String path, JsonNode plan) {
        return api.post(
                        path + "/" + plan.get("id").asText() + "/execution",
                        Map.of("digest", plan.get("digest").asText()))
                .is(200)
                .json();
    }

    private static JsonNode erase(Api api, String path, List<String> ids) {
        JsonNode done = execute(api, path, plan(api, path, ids));
        assertThat(done.get("state").asText()).isEqualTo("DONE");
        assertThat(done.get("receipt").get("ledger").size()).isEqualTo(2);
        return done;
    }

    private static String id(Api.Answer created) {
        return created.is(201).json().get("id").asText();
    }

    private static String activity(Api api, String contact, String mark) {
        return api.post(
                        "activities",
                        Map.of("contact", contact, "type", "NOTE", "subject", "Om " + mark, "notes", mark))
                .is(201)
                .json()
                .get("id")
                .asText();
    }

    private static String dump(GallraServer server) throws Exception {
        try (EmbeddedDerby derby = server.stoppedDerby()) {
            return Tables.dump(derby.connect()).toString();
        }
    }

    private static String ledger(GallraServer server) throws Exception {
        StringBuilder all = new StringBuilder();
        for (Path file : Folders.files(server.folder().resolve("ledger"))) {
            all.append(Folders.read(file));
        }
        assertThat(all.toString()).contains("\"kind\":\"REPLAY\"");
        return all.toString();
    }

    /** Counts the entries but those of probes, which come when the machine has time. */
    private static long actsIn(GallraServer server) throws Exception {
        long acts = 0;
        for (Path file : Folders.files(server.folder().resolve("ledger"))) {
            acts += Folders.read(file)
                    .lines()
                    .filter(line -> line.contains("\"kind\"") && !line.contains("\"kind\":\"PROBE\""))
                    .count();
        }
        return acts;
    }

    private static boolean contains(GallraServer server, String id) {
        try {
            return ledger(server).contains(id);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
