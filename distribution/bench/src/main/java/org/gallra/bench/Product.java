package org.gallra.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Api;
import org.gallra.blackbox.Folders;
import org.gallra.blackbox.GallraServer;
import org.gallra.testing.Postgres;

/** The product on PostgreSQL, started anew on a copy of the same data as often as a measurement changes them. */
final class Product implements AutoCloseable {

    private final GallraServer server;
    private final String seed;
    private final Path ledger;

    /** Starts the server once for its tables, fills them, and keeps a copy. */
    Product(Dataset data, String javaOptions) throws IOException, InterruptedException, SQLException {
        server = GallraServer.startWithJava(Kind.POSTGRESQL, "bench", javaOptions);
        server.stop();
        try (Connection connection = server.database()) {
            data.load(connection, Kind.POSTGRESQL);
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION pg_stat_statements");
                statement.execute("CHECKPOINT");
            }
        }
        seed = server.backup();
        ledger = server.folder().resolve("ledger-of-seed");
        Folders.copy(server.folder().resolve("ledger"), ledger);
        server.start();
    }

    /** Starts the server on data that nothing has touched. */
    void fresh() throws IOException, InterruptedException {
        server.stop();
        Folders.delete(server.folder().resolve("ledger"));
        Folders.copy(ledger, server.folder().resolve("ledger"));
        server.restore(Postgres.shared().copyDatabase(seed));
        server.start();
    }

    /** Returns a database with the data and no server; drop it. */
    String rawDatabase() {
        return Postgres.shared().copyDatabase(seed);
    }

    GallraServer server() {
        return server;
    }

    /** Creates the rule of the source document in the first regions (0 is everywhere), everything anonymized, to be approved. */
    static String rule(Api admin, int regions) {
        List<Object> all = new ArrayList<>();
        all.add(Map.of("criterion", "core.no-contact", "arguments", Map.of("days", 30)));
        all.add(Map.of("criterion", "sale.buying-customer", "arguments", Map.of("is", "no")));
        List<Object> any = new ArrayList<>();
        for (int i = 0; i < regions; i++) {
            any.add(Map.of("criterion", "contact.company-category", "arguments", Map.of("category", "Region " + i)));
        }
        if (regions > 0) {
            all.add(Map.of("any", any));
        }
        Map<String, Object> draft = new LinkedHashMap<>();
        draft.put("name", "Bench " + regions);
        draft.put("condition", Map.of("all", all));
        draft.put("fields", List.of("*"));
        draft.put("brake", Map.of("cap", 1_000_000, "percent", 100, "norm", 1_000));
        JsonNode rule = admin.post("anonymization-rules", draft).is(201).json();
        String path = "anonymization-rules/" + rule.get("id").asText();
        if (rule.get("dryRun").asBoolean()) {
            Api.Answer read = admin.get(path).is(200);
            var changed = Api.JSON.createObjectNode();
            for (String name : List.of(
                    "name", "condition", "action", "fields", "schedule", "mode", "dryRun", "enabled", "brake")) {
                changed.set(name, read.json().get(name));
            }
            changed.put("dryRun", false);
            admin.put(path, changed, read.etag()).is(200);
        }
        return path;
    }

    /** Plans, approves and waits until it is done; returns the run with its plan and receipt. */
    static JsonNode run(Api admin, String rule) throws InterruptedException {
        JsonNode proposed = admin.post(rule + "/runs", "").is(201).json();
        String run = rule + "/runs/" + proposed.get("run").get("id").asText();
        JsonNode now = admin.post(
                        run + "/approval",
                        Map.of("digest", proposed.get("plan").get("digest").asText()))
                .json();
        Instant end = Instant.now().plusSeconds(600);
        while (!now.path("run").path("state").asText().equals("DONE")) {
            if (Instant.now().isAfter(end)
                    || now.path("run").path("state").asText().equals("FAILED")) {
                throw new IllegalStateException("The run did not end well: " + now);
            }
            Thread.sleep(20);
            now = admin.get(run).is(200).json();
        }
        return now;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
        Postgres.shared().dropDatabase(seed);
    }
}
