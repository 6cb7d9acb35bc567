package org.gallra.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.gallra.bench.Figures.Better;
import org.gallra.blackbox.Api;
import org.gallra.testing.Postgres;

/** {@code ./gallra bench}: measures the figures to reach and prints them beside what they must be. */
final class Bench {

    private static final List<String> PARTS = List.of("job", "delete", "extract", "readers", "nodes", "lists", "derby");

    private final Figures figures = new Figures();
    private int contacts = 100_000;
    private int rounds = 3;
    private List<String> parts = PARTS;

    public static void main(String[] args) throws Exception {
        Bench bench = new Bench();
        try {
            bench.read(args);
        } catch (IllegalArgumentException e) {
            System.err.println("gallra: " + e.getMessage());
            System.exit(1);
        }
        bench.run();
        System.exit(bench.figures.missed() ? 2 : 0);
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            String value = i + 1 < args.length ? args[i + 1] : "";
            switch (args[i++]) {
                case "--contacts" -> contacts = Math.max(1_000, Integer.parseInt(value) / 1_000 * 1_000);
                case "--rounds" -> rounds = Math.max(1, Integer.parseInt(value));
                // asked by Postgres when it is first needed
                case "--pg" -> System.setProperty("gallra.test.pg", value);
                case "--only" -> parts = Arrays.asList(value.split(","));
                default -> throw new IllegalArgumentException("unknown option " + args[i - 1] + "; see ./gallra help");
            }
        }
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--only takes some of " + String.join(",", PARTS));
        }
    }

    private void run() throws Exception {
        System.out.println("gallra: " + contacts + " contacts, " + rounds + " rounds, " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores");
        Instant reference = Instant.now().truncatedTo(ChronoUnit.DAYS);
        if (!Collections.disjoint(parts, List.of("job", "delete", "extract", "readers", "nodes"))) {
            boolean deletes = parts.contains("delete");
            Dataset data = new Dataset(
                    contacts,
                    deletes ? List.of(new Dataset.Extra(6, 500), new Dataset.Extra(6, 5_000)) : List.of(),
                    reference);
            try (Product product = new Product(data, "-XX:+UseSerialGC -Xmx256m")) {
                if (parts.contains("extract")) {
                    new Reading(figures, product).extracts(contacts);
                }
                if (deletes) {
                    new Deleting(figures, product, data).all();
                }
                if (parts.contains("job")) {
                    job(product);
                }
                if (parts.contains("readers")) {
                    new Readers(figures, product).all();
                }
                if (parts.contains("nodes")) {
                    new Nodes(figures, product).all();
                }
            }
        }
        if (parts.contains("derby")) {
            new OnDerby(figures, reference).all(Math.min(contacts, 20_000));
        }
        if (parts.contains("lists")) {
            Reading.lists(figures, contacts * 10, reference);
        }
        figures.print();
        Path file = Path.of(System.getProperty("gallra.target", "target")).resolve("bench.json");
        figures.write(file);
        System.out.println("gallra: " + file);
    }

    /** Product and raw in turn, everything and a thousand. */
    private void job(Product product) throws Exception {
        figures.add("8", "resident after start", Usage.resident(product.server().pid()), "MB", Better.LOWER, 450, 320);
        List<Timed> mine = new ArrayList<>();
        List<Timed> raw = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            product.fresh();
            mine.add(product(product, 0, round == rounds - 1));
            raw.add(raw(product, 0));
        }
        Timed best = Timed.median(mine);
        Timed limit = Timed.median(raw);
        if (best.contacts() != limit.contacts()) {
            throw new IllegalStateException("The rule hits " + best.contacts() + ", SQL by hand " + limit.contacts());
        }
        figures.add("1", "contacts anonymized by C, L3", best.contacts(), "contacts");
        figures.add("1", "raw", limit.rate(), "/s");
        figures.add("1", "product", best.rate(), "/s", Better.HIGHER, 4_000, Double.NaN);
        figures.add("1", "product of raw", 100 * best.rate() / limit.rate(), "%", Better.HIGHER, Double.NaN, 50);
        figures.add("1b", "CPU of raw", best.cpu() / limit.cpu(), "x", Better.LOWER, 3, 1.7);
        figures.add("2", "preview of C", best.preview(), "ms", Better.LOWER, 500, 150);
        figures.add("8", "resident after job 1, -Xmx256m", best.resident(), "MB", Better.LOWER, 600, 400);
        mine.clear();
        raw.clear();
        for (int round = 0; round < rounds; round++) {
            product.fresh();
            mine.add(product(product, 2, false));
            raw.add(raw(product, 2));
        }
        best = Timed.median(mine);
        limit = Timed.median(raw);
        figures.add("1c", best.contacts() + " contacts", best.seconds() * 1000, "ms", Better.LOWER, 1_000, Double.NaN);
        figures.add("1c", "of raw", best.seconds() / limit.seconds(), "x", Better.LOWER, Double.NaN, 2);
    }

    /** One measurement; {@code preview} in ms, {@code resident} in MB, 0 where there is none. */
    private record Timed(long contacts, double seconds, double cpu, double preview, long resident) {

        double rate() {
            return contacts / seconds;
        }

        /** The one in the middle by its time. */
        static Timed median(List<Timed> all) {
            return all.stream()
                    .sorted((a, b) -> Double.compare(a.seconds(), b.seconds()))
                    .toList()
                    .get(all.size() / 2);
        }
    }

    private Timed product(Product product, int regions, boolean statements) throws Exception {
        Api admin = product.server().admin();
        String rule = Product.rule(admin, regions);
        double[] previews = new double[5];
        for (int i = 0; i < previews.length; i++) {
            long begin = System.nanoTime();
            admin.get(rule + "/preview").is(200);
            previews[i] = (System.nanoTime() - begin) / 1e6;
        }
        try (Connection beside = product.server().database()) {
            beside.createStatement().execute("SELECT pg_stat_statements_reset()");
            double before = Usage.postgres(beside) + Usage.cpu(product.server().pid());
            long begin = System.nanoTime();
            JsonNode done = Product.run(admin, rule);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpu = Usage.postgres(beside) + Usage.cpu(product.server().pid()) - before;
            if (statements) {
                statements(beside);
            }
            long contacts = done.get("plan").get("receipt").get("contacts").asLong();
            System.out.printf(
                    "  product: %d contacts in %.2f s, CPU %.2f s, previews %s ms%n",
                    contacts,
                    seconds,
                    cpu,
                    Arrays.toString(
                            Arrays.stream(previews).mapToLong(Math::round).toArray()));
            return new Timed(
                    contacts,
                    seconds,
                    cpu,
                    Figures.quantile(previews, 0.5),
                    Usage.resident(product.server().pid()));
        }
    }

    private void statements(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT calls, round(total_exec_time) AS ms, regexp_replace(left(query, 150), '\\s+', ' ', 'g') AS query"
                                + " FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()"
                                + " WHERE query NOT LIKE '%pg_stat_statements%' ORDER BY total_exec_time DESC")) {
            long calls = 0;
            int shown = 0;
            while (rows.next()) {
                calls += rows.getLong("calls");
                if (shown++ < Integer.getInteger("gallra.bench.statements", 0)) {
                    System.out.printf(
                            "    %5d x %6d ms  %s%n",
                            rows.getLong("calls"), rows.getLong("ms"), rows.getString("query"));
                }
            }
            figures.add("1a", "SQL statements of that job, polling included", calls, "");
        }
    }

    private Timed raw(Product product, int regions) throws SQLException, IOException {
        String url = product.rawDatabase();
        try (Connection connection = DriverManager.getConnection(url)) {
            double before = Usage.postgres(connection);
            long begin = System.nanoTime();
            long contacts = Raw.anonymize(connection, Instant.now(), regions);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpu = Usage.postgres(connection) - before;
            System.out.printf("  raw:     %d contacts in %.2f s, CPU %.2f s%n", contacts, seconds, cpu);
            return new Timed(contacts, seconds, cpu, 0, 0);
        } finally {
            Postgres.shared().dropDatabase(url);
        }
    }
}
