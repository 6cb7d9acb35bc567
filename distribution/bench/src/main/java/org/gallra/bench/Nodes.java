package org.gallra.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gallra.bench.Figures.Better;
import org.gallra.blackbox.Api;
import org.gallra.blackbox.GallraServer;
import org.jspecify.annotations.Nullable;

/**
 * One, two and three nodes on one PostgreSQL, all on this machine: what a number of people who read and write get from them, and what
 * they notice of a node that is killed.
 *
 * <p>Each goes to a node of their own choice as a load balancer would send them, and to the next one if that does not answer.
 */
final class Nodes {

    private static final int MOST = 3;
    private static final int PEOPLE = 12;
    private static final Duration WARM = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    /** One request of so many writes. */
    private static final int WRITES = 10;

    private final Figures figures;
    private final Product product;

    Nodes(Figures figures, Product product) {
        this.figures = figures;
        this.product = product;
    }

    void all() throws Exception {
        product.fresh();
        List<GallraServer> nodes = new ArrayList<>(List.of(product.server()));
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try {
            String token = product.server().admin().token();
            while (true) {
                measure(nodes, token, people);
                if (nodes.size() == MOST) {
                    break;
                }
                nodes.add(GallraServer.join(product.server(), "bench-node-" + nodes.size()));
            }
            kill(nodes, token, people);
        } finally {
            people.shutdownNow();
            for (GallraServer node : nodes.subList(1, nodes.size())) {
                node.close();
            }
        }
    }

    private void measure(List<GallraServer> nodes, String token, ExecutorService people) throws Exception {
        List<String> urls = nodes.stream().map(GallraServer::url).toList();
        together(people, urls, token, WARM);
        double database = database();
        double machines = cpu(nodes);
        List<Met> all = together(people, urls, token, MEASURED);
        double seconds = MEASURED.toMillis() / 1e3;
        String at = nodes.size() == 1 ? "1 node: " : nodes.size() + " nodes: ";
        double[] times = times(all);
        figures.add(
                "n",
                at + "requests of " + PEOPLE + " people, one in " + WRITES + " writes",
                times.length / seconds,
                "/s");
        figures.add("n", at + "median", Figures.quantile(times, 0.5), "ms");
        figures.add("n", at + "p95", Figures.quantile(times, 0.95), "ms");
        figures.add("n", at + "CPU of the nodes a request", (cpu(nodes) - machines) * 1e3 / times.length, "ms");
        figures.add("n", at + "CPU of the database a request", (database() - database) * 1e3 / times.length, "ms");
        figures.add("n", at + "requests that failed", failed(all), "", Better.LOWER, 0, 0);
    }

    /** Kills the last node while everybody works. */
    private void kill(List<GallraServer> nodes, String token, ExecutorService people) throws Exception {
        List<String> urls = nodes.stream().map(GallraServer::url).toList();
        List<Future<Met>> working = begin(people, urls, token, MEASURED);
        GallraServer victim = nodes.get(nodes.size() - 1);
        long half = System.nanoTime() + MEASURED.toNanos() / 2;
        Api witness = Api.with(urls.get(0), token);
        while (System.nanoTime() < half) {
            witness.get("session");
        }
        victim.kill();
        List<Met> all = new ArrayList<>();
        for (Future<Met> one : working) {
            all.add(one.get());
        }
        List<String> acknowledged =
                all.stream().flatMap(m -> m.written.stream()).toList();
        long lost = 0;
        for (String id : acknowledged) {
            lost += witness.get("activities/" + id).status() == 200 ? 0 : 1;
        }
        figures.add("n", "a node of " + nodes.size() + " killed: requests that went to another one", moved(all), "");
        figures.add("n", "... requests that failed there too", failed(all), "", Better.LOWER, 0, 0);
        figures.add(
                "n",
                "... people thrown out",
                all.stream().mapToLong(m -> m.thrownOut).sum(),
                "",
                Better.LOWER,
                0,
                0);
        figures.add(
                "n", "... acknowledged writes, of which lost", lost, "of " + acknowledged.size(), Better.LOWER, 0, 0);
        figures.add("n", "... p95", Figures.quantile(times(all), 0.95), "ms");
    }

    /** What one person met: milliseconds of each answer, ids of what was written, how often another node had to help. */
    private static final class Met {
        private final List<Double> times = new ArrayList<>();
        private final List<String> written = new ArrayList<>();
        private long moved;
        private long failed;
        private long thrownOut;
    }

    private static List<Met> together(ExecutorService people, List<String> urls, String token, Duration time)
            throws Exception {
        List<Met> all = new ArrayList<>();
        for (Future<Met> one : begin(people, urls, token, time)) {
            all.add(one.get());
        }
        return all;
    }

    private static List<Future<Met>> begin(ExecutorService people, List<String> urls, String token, Duration time) {
        List<Future<Met>> working = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            int own = person;
            Callable<Met> work = () -> work(own, urls, token, System.nanoTime() + time.toNanos());
            working.add(people.submit(work));
        }
        return working;
    }

    /** Reads a list, opens cards of it, and now and then notes a call. */
    private static Met work(int person, List<String> urls, String token, long end) {
        Met met = new Met();
        List<Api> nodes = urls.stream().map(url -> Api.with(url, token)).toList();
        List<String> cards = new ArrayList<>();
        String next = "";
        for (int i = person; System.nanoTime() < end; i++) {
            if (cards.isEmpty()) {
                JsonNode page = json(ask(met, nodes, person, "contacts?limit=50" + next, null));
                next = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
                page.path("items").forEach(item -> cards.add(item.get("id").asText()));
            } else if (i % WRITES == 0) {
                Map<String, Object> call = Map.of("type", "CALL", "contact", cards.get(0), "subject", "Bench");
                JsonNode made = json(ask(met, nodes, person, "activities", call));
                if (made.hasNonNull("id")) {
                    met.written.add(made.get("id").asText());
                }
            } else {
                ask(met, nodes, person, "contacts/" + cards.remove(cards.size() - 1), null);
            }
        }
        return met;
    }

    private static JsonNode json(Api.@Nullable Answer answer) {
        return answer == null || answer.status() >= 300 ? Api.JSON.createObjectNode() : answer.json();
    }

    private static Api.@Nullable Answer ask(Met met, List<Api> nodes, int person, String path, @Nullable Object body) {
        for (int tried = 0; tried < nodes.size(); tried++) {
            Api node = nodes.get((person + tried) % nodes.size());
            long begin = System.nanoTime();
            try {
                Api.Answer answer = body == null ? node.get(path) : node.post(path, body);
                if (answer.status() < 500) {
                    met.times.add((System.nanoTime() - begin) / 1e6);
                    met.moved += tried > 0 ? 1 : 0;
                    met.thrownOut += answer.status() == 401 ? 1 : 0;
                    return answer;
                }
            } catch (UncheckedIOException e) {
                // that node is gone: the next one
            }
        }
        met.failed++;
        return null;
    }

    private static double[] times(List<Met> all) {
        return all.stream().flatMap(m -> m.times.stream()).mapToDouble(t -> t).toArray();
    }

    private static long failed(List<Met> all) {
        return all.stream().mapToLong(m -> m.failed).sum();
    }

    private static long moved(List<Met> all) {
        return all.stream().mapToLong(m -> m.moved).sum();
    }

    private static double cpu(List<GallraServer> nodes) throws IOException {
        double seconds = 0;
        for (GallraServer node : nodes) {
            seconds += Usage.cpu(node.pid());
        }
        return seconds;
    }

    private double database() throws SQLException, IOException {
        try (Connection beside = product.server().database()) {
            return Usage.postgres(beside);
        }
    }
}
