package org.gallra.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.gallra.bench.Figures.Better;
import org.gallra.blackbox.Api;
import org.gallra.testing.Postgres;

/** Deletes companies with everything tied to them, the product and raw in turn. */
final class Deleting {

    private final Figures figures;
    private final Product product;
    private final Dataset data;

    Deleting(Figures figures, Product product, Dataset data) {
        this.figures = figures;
        this.product = product;
        this.data = data;
    }

    void all() throws Exception {
        String url = product.rawDatabase();
        try (Connection connection = DriverManager.getConnection(url)) {
            companies(connection, 500, 150, 20);
            companies(connection, 5_000, 1_300, Double.NaN);
        } finally {
            Postgres.shared().dropDatabase(url);
        }
        product.fresh();
    }

    private void companies(Connection connection, int people, double must, double previewAim) throws Exception {
        Api admin = product.server().admin();
        List<String> firms = data.companiesWith(people);
        double[] previews = new double[firms.size() - 1];
        double[] mine = new double[firms.size() - 1];
        double[] raw = new double[firms.size() - 1];
        for (int i = 0; i < firms.size(); i++) {
            long begin = System.nanoTime();
            JsonNode plan = admin.post("deletions", Map.of("company", firms.get(i)))
                    .is(201)
                    .json();
            double preview = (System.nanoTime() - begin) / 1e6;
            begin = System.nanoTime();
            admin.post(
                            "deletions/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200);
            double deleted = (System.nanoTime() - begin) / 1e6;
            begin = System.nanoTime();
            Raw.deleteCompany(connection, firms.get(i));
            double byHand = (System.nanoTime() - begin) / 1e6;
            if (i > 0) { // the first one warms both up
                previews[i - 1] = preview;
                mine[i - 1] = deleted;
                raw[i - 1] = byHand;
            }
        }
        double median = Figures.quantile(mine, 0.5);
        double limit = Figures.quantile(raw, 0.5);
        figures.add("5", "delete a company with " + people + " contacts, raw", limit, "ms");
        figures.add("5", "delete a company with " + people + " contacts", median, "ms", Better.LOWER, must, Double.NaN);
        figures.add("5", "... of raw", 100 * limit / median, "%", Better.HIGHER, Double.NaN, 50);
        figures.add(
                "5a",
                "its preview",
                Figures.quantile(previews, 0.5),
                "ms",
                Better.LOWER,
                people == 500 ? 100 : Double.NaN,
                previewAim);
    }
}
