package org.gallra.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.bench.Figures.Better;
import org.gallra.blackbox.Api;
import org.gallra.blackbox.GallraServer;

/** Extracts and lists over REST. */
final class Reading {

    private static final int WARM = 300;
    private static final int SAMPLE = 500;

    private final Figures figures;
    private final Product product;

    Reading(Figures figures, Product product) {
        this.figures = figures;
        this.product = product;
    }

    /** Extracts of contacts with some ten rows, and of one with 5,000 activities. */
    void extracts(int contacts) throws SQLException {
        Api admin = product.server().admin();
        IntConsumer one = n -> admin.get("contacts/" + Dataset.contact(n * 131 % contacts) + "/extract")
                .is(200);
        double[] times = timed(one);
        figures.add("3", "register extract, median", Figures.quantile(times, 0.5), "ms", Better.LOWER, Double.NaN, 3);
        figures.add("3", "register extract, p99", Figures.quantile(times, 0.99), "ms", Better.LOWER, 50, 15);
        try (Connection beside = product.server().database();
                var statement = beside.createStatement()) {
            statement.execute("SELECT pg_stat_statements_reset()");
            for (int i = 0; i < 100; i++) {
                one.accept(i);
            }
            try (var row = statement.executeQuery(
                    "SELECT SUM(calls) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid"
                            + " AND d.datname = current_database() WHERE query NOT LIKE '%pg_stat_statements%'")) {
                row.next();
                figures.add(
                        "3a",
                        "statements of an extract, login and transaction included",
                        row.getLong(1) / 100.0,
                        "",
                        Better.LOWER,
                        Double.NaN,
                        Double.NaN);
            }
            statement.execute(
                    "INSERT INTO activity (public_id, version, contact_id, kind, subject, notes, created_at, changed_at)"
                            + " SELECT gen_random_uuid(), 1, 8, 'CALL', 'Samtal ' || n, repeat('ord ', 40), now(), now()"
                            + " FROM generate_series(1, 5000) n");
        }
        double[] many = new double[7];
        for (int i = 0; i < many.length; i++) {
            long begin = System.nanoTime();
            admin.get("contacts/" + Dataset.contact(7) + "/extract").is(200);
            many[i] = (System.nanoTime() - begin) / 1e6;
        }
        figures.add("3b", "extract of 5,000 activities", Figures.quantile(many, 0.5), "ms", Better.LOWER, 1_000, 150);
    }

    /** Lists of so many contacts on a server of their own. */
    static void lists(Figures figures, int contacts, Instant reference)
            throws IOException, InterruptedException, SQLException {
        GallraServer server = GallraServer.startWithJava(Kind.POSTGRESQL, "bench-lists", "-XX:+UseSerialGC -Xmx256m");
        try {
            server.stop();
            try (Connection connection = server.database()) {
                new Dataset(contacts, List.of(), reference).people(connection, Kind.POSTGRESQL);
            }
            server.start();
            Api admin = server.admin();
            String size = " of " + contacts / 1000 + "k contacts";
            searches(figures, server, admin, size);
            add(
                    figures,
                    "4",
                    "first page" + size,
                    timed(n -> admin.get("contacts?limit=50").is(200)),
                    250,
                    50);
            add(
                    figures,
                    "4",
                    "name prefix" + size,
                    timed(n -> admin.get("contacts?limit=50&q=efternamn" + (1_000 + n))
                            .is(200)),
                    50,
                    10);
            add(
                    figures,
                    "4b",
                    "contains in e-mail" + size,
                    timed(n -> admin.get("contacts?limit=50&q=erson" + (1_000 + n * 17) + "%20example")
                            .is(200)),
                    300,
                    60);
            JsonNode page = admin.get("contacts?limit=50").is(200).json();
            String[] cursor = {page.get("next").asText()};
            add(
                    figures,
                    "4c",
                    "next page" + size,
                    timed(n -> cursor[0] = admin.get("contacts?limit=50&cursor=" + cursor[0])
                            .is(200)
                            .json()
                            .get("next")
                            .asText()),
                    Double.NaN,
                    10);
        } finally {
            server.close();
        }
    }

    /** The search of the top bar, as the page asks it: for a beginning of a last name, for the middle of an address, for nobody. */
    private static void searches(Figures figures, GallraServer server, Api admin, String size) {
        HttpClient http = HttpClient.newHttpClient();
        String page = send(http, admin, HttpRequest.newBuilder(URI.create(server.url() + "/ui/start")));
        Matcher secret = Pattern.compile("data-csrf=\"([^\"]*)\"").matcher(page);
        if (!secret.find()) {
            throw new IllegalStateException("The page has no secret for its forms");
        }
        Map<String, IntFunction<String>> words = new LinkedHashMap<>();
        words.put("a beginning", n -> "efternamn" + (100 + n));
        words.put("the middle of an address", n -> "erson" + (1_000 + n * 17));
        words.put("nobody", n -> "zq" + n + "x");
        words.forEach((what, text) -> add(
                figures,
                "4d",
                "search as one types, " + what + size,
                timed(n -> send(
                        http,
                        admin,
                        HttpRequest.newBuilder(URI.create(server.url() + "/ui/search/hits"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("_csrf="
                                        + URLEncoder.encode(secret.group(1), StandardCharsets.UTF_8) + "&text="
                                        + text.apply(n))))),
                100,
                Double.NaN));
    }

    private static String send(HttpClient http, Api user, HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(
                    request.header("Authorization", "Bearer " + user.token()).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        answer.statusCode() + " " + answer.uri().getPath());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void add(Figures figures, String number, String what, double[] times, double must, double aim) {
        figures.add(number, what + ", p95", Figures.quantile(times, 0.95), "ms", Better.LOWER, must, aim);
    }

    private static double[] timed(IntConsumer work) {
        for (int i = 0; i < WARM; i++) {
            work.accept(i);
        }
        double[] times = new double[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            long begin = System.nanoTime();
            work.accept(WARM + i);
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        return times;
    }
}
