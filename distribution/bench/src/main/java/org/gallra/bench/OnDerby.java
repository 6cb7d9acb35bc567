package org.gallra.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.bench.Figures.Better;
import org.gallra.blackbox.Api;
import org.gallra.blackbox.EmbeddedDerby;
import org.gallra.blackbox.GallraServer;

/** The same work on the embedded database, encrypted as it is by default. */
final class OnDerby {

    private final Figures figures;
    private final Instant reference;

    OnDerby(Figures figures, Instant reference) {
        this.figures = figures;
        this.reference = reference;
    }

    void all(int contacts) throws Exception {
        Dataset data = new Dataset(contacts, List.of(), reference);
        GallraServer server = GallraServer.startWithJava(Kind.DERBY, "bench", "-XX:+UseSerialGC -Xmx256m");
        try {
            server.stop();
            try (EmbeddedDerby derby = server.stoppedDerby();
                    Connection connection = derby.connect()) {
                data.load(connection, Kind.DERBY);
                connection.commit();
            }
            server.start();
            Api admin = server.admin();
            // a region has a hundredth of the companies, of which half are hit
            run(admin, Math.max(1, Math.min(99, 200_000 / contacts)), 10);
            run(admin, 0, Double.NaN);
        } finally {
            server.close();
        }
    }

    private void run(Api admin, int regions, double must) throws InterruptedException {
        String rule = Product.rule(admin, regions);
        long begin = System.nanoTime();
        admin.get(rule + "/preview").is(200);
        double preview = (System.nanoTime() - begin) / 1e9;
        begin = System.nanoTime();
        JsonNode done = Product.run(admin, rule);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long people = done.get("plan").get("receipt").get("contacts").asLong();
        figures.add("6", "Derby: preview of " + people + " contacts", preview, "s");
        figures.add("6", "Derby: " + people + " contacts, L3", seconds, "s", Better.LOWER, must, Double.NaN);
        figures.add("6", "Derby: contacts a second", people / seconds, "/s", Better.HIGHER, Double.NaN, 610);
    }
}
