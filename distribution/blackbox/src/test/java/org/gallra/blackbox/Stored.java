package org.gallra.blackbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * What stands in the tables, told briefly: enough to see that nothing has changed. A bundle that is made here and runs in the server looks, as embedded
 * Derby lets nobody look beside its server; the product knows nothing of it.
 */
final class Stored {

    /** What changes while nobody stores anything: when logins were used last, that somebody was refused, and what the engine notes of erasures. */
    private static final Set<String> BESIDE = Set.of("access_login", "audit_entry", "audit_head", "erasure_arrears");

    private final Path port;

    private Stored(Path port) {
        this.port = port;
    }

    /** Puts the bundle into a server of one's own and waits for it. */
    static Stored in(GallraServer server) throws IOException {
        VendorJar.named("test.digests")
                .header("Import-Package", "org.osgi.framework,javax.sql")
                .header("Bundle-Activator", "vendor.Activator")
                .header(
                        "Provide-Capability",
                        "gallra.personal-data;holds=nothing;reason.sv=\"Läser bara\";reason.en=\"Only reads\"")
                .source("vendor.Activator", Files.readString(Path.of("src/test/resources/vendor/Activator.java.txt")))
                .into(server.deploy());
        Stored stored = new Stored(server.folder().resolve("digests.port"));
        Awaitility.await("the bundle that looks").atMost(Duration.ofSeconds(60)).until(() -> Files.exists(stored.port));
        return stored;
    }

    /** Returns a figure for each table. */
    Map<String, String> now() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(Files.readString(port)));
                InputStream in = socket.getInputStream()) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("=", 2))
                    .forEach(pair -> all.put(pair[0], pair[1]));
        }
        if (all.remove("end") == null || all.containsKey("fault") || all.size() < 20) {
            throw new IOException("Not all tables were told of: " + all);
        }
        all.keySet().removeAll(BESIDE);
        return all;
    }
}
