package org.gallra.bench;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.bench.Figures.Better;
import org.gallra.blackbox.Api;
import org.gallra.blackbox.EmbeddedDerby;
import org.gallra.blackbox.GallraServer;

/** The same work on the embedded database, encrypted, with the heap that users have. */
final class OnDerby {

    private final Figures figures;
    private final Instant reference;

    OnDerby(Figures figures, Instant reference) {
        this.figures = figures;
        this.reference = reference;
    }

    void all(int contacts) throws Exception {
        Dataset data = new Dataset(contacts, List.of(), reference);
        GallraServer server = GallraServer.start(Kind.DERBY, "bench");
        try {
            server.stop();
            try (EmbeddedDerby derby = server.stoppedDerby();
                    Connection connection = derby.connect()) {
                data.load(connection, Kind.DERBY);
                connection.commit();
            }
            server.start();
            // a region has a hundredth of the companies, of which half are hit
            int regions = Math.max(1, Math.min(49, 200_000 / contacts));
            double product = run(server.admin(), regions, 10);
            server.stop();
            double raw = raw(server, regions);
            figures.add("6", "Derby: raw, contacts a second", raw, "/s");
            figures.add("6", "Derby: product of raw", 100 * product / raw, "%", Better.HIGHER, Double.NaN, 50);
            server.start();
            besideAReader(server.admin());
        } finally {
            server.close();
        }
    }

    /** Anonymizes as many people of other regions by hand; returns how many a second. */
    private double raw(GallraServer server, int regions) throws Exception {
        try (EmbeddedDerby derby = server.stoppedDerby();
                Connection connection = derby.connect()) {
            long begin = System.nanoTime();
            long people = Raw.anonymizeByKey(connection, reference, regions, regions);
            return people / ((System.nanoTime() - begin) / 1e9);
        }
    }

    /** Previews and runs the rule; returns how many people a second were anonymized. */
    private double run(Api admin, int regions, double must) throws InterruptedException {
        String rule = Product.rule(admin, regions);
        long begin = System.nanoTime();
        admin.get(rule + "/preview").is(200);
        double preview = (System.nanoTime() - begin) / 1e9;
        begin = System.nanoTime();
        long people = Product.run(admin, rule)
                .get("plan")
                .get("receipt")
                .get("contacts")
                .asLong();
        double seconds = (System.nanoTime() - begin) / 1e9;
        figures.add("6", "Derby: preview of " + people + " contacts", preview, "s");
        figures.add("6", "Derby: " + people + " contacts, L3", seconds, "s", Better.LOWER, must, Double.NaN);
        figures.add("6", "Derby: contacts a second", people / seconds, "/s");
        return people / seconds;
    }

    /** Runs the rule everywhere while somebody reads without a pause: no statement may hold others up for five seconds. */
    private void besideAReader(Api admin) throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Readers.Met> reader =
                CompletableFuture.supplyAsync(() -> Readers.read(admin, Integer.MAX_VALUE, done::get));
        try {
            run(admin, 0, Double.NaN);
        } finally {
            done.set(true);
        }
        double longest = reader.join().longest() / 1_000;
        figures.add("6", "Derby: longest that a reader waited beside it", longest, "s", Better.LOWER, 5, Double.NaN);
    }
}
