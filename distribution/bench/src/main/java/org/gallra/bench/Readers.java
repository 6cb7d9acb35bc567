package org.gallra.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.gallra.bench.Figures.Better;
import org.gallra.blackbox.Api;

/** Somebody who reads lists and cards, at rest and while everybody who is hit is anonymized. */
final class Readers {

    private static final int WARM = 300;
    private static final int SAMPLE = 500;

    private final Figures figures;
    private final Product product;

    Readers(Figures figures, Product product) {
        this.figures = figures;
        this.product = product;
    }

    /** What one reader met: milliseconds of each list and card, how many cards were gone, how many requests failed. */
    static final class Met {
        private final List<Double> lists = new ArrayList<>();
        private final List<Double> cards = new ArrayList<>();
        private long gone;
        private long failed;

        /** Returns the milliseconds of the slowest answer. */
        double longest() {
            return Stream.concat(lists.stream(), cards.stream())
                    .mapToDouble(t -> t)
                    .max()
                    .orElse(0);
        }

        private static double p95(List<Double> times) {
            return Figures.quantile(times.stream().mapToDouble(t -> t).toArray(), 0.95);
        }
    }

    void all() throws Exception {
        product.fresh();
        Api admin = product.server().admin();
        String rule = Product.rule(admin, 0);
        read(admin, WARM, () -> false);
        Met rest = read(admin, SAMPLE, () -> false);
        CompletableFuture<Void> job = CompletableFuture.runAsync(() -> {
            try {
                Product.run(admin, rule);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        Met beside = read(admin, Integer.MAX_VALUE, job::isDone);
        job.join();
        figures.add("9", "lists read while job 1 runs", beside.lists.size(), "");
        figures.add("9", "requests that failed", beside.failed, "", Better.LOWER, 0, 0);
        figures.add("9", "cards that were gone when they were opened", beside.gone, "");
        compare("list", Met.p95(rest.lists), Met.p95(beside.lists));
        compare("card", Met.p95(rest.cards), Met.p95(beside.cards));
    }

    private void compare(String what, double rest, double beside) {
        figures.add("9", what + " at rest, p95", rest, "ms");
        figures.add("9", what + " while job 1 runs, p95", beside, "ms");
        figures.add("9", what + " of its p95 at rest", beside / rest, "x", Better.LOWER, Double.NaN, 3);
    }

    /** Reads a page of the list and opens the first card of it, again and again. */
    static Met read(Api admin, int most, BooleanSupplier done) {
        Met met = new Met();
        String next = "";
        for (int i = 0; i < most && !done.getAsBoolean(); i++) {
            long begin = System.nanoTime();
            Api.Answer list = admin.get("contacts?limit=50" + next);
            met.lists.add((System.nanoTime() - begin) / 1e6);
            if (list.status() != 200) {
                met.failed++;
                next = "";
                continue;
            }
            JsonNode page = list.json();
            next = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
            begin = System.nanoTime();
            int card = admin.get(
                            "contacts/" + page.get("items").get(0).get("id").asText())
                    .status();
            met.cards.add((System.nanoTime() - begin) / 1e6);
            met.gone += card == 404 ? 1 : 0;
            met.failed += card == 200 || card == 404 ? 0 : 1;
        }
        return met;
    }
}
