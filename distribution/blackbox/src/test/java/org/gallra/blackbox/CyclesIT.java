package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A bundle with tables, entities, resources and parts of pages comes and goes while users read: nobody notices, and nothing of it
 * stays in memory. What is looked at has nothing to do with the database.
 *
 * <p>{@code -Dgallra.cycles=200} is what issue B asks for and takes ten minutes.
 */
class CyclesIT {

    /** After so many all that is made once is made. */
    private static final int WARM = 4;

    private static final int CYCLES = Integer.getInteger("gallra.cycles", 5);

    /**
     * What the JVM holds after a collection.
     *
     * @param loaders class loaders of bundles
     * @param classes all classes
     * @param heap bytes of all objects
     * @param threads names of the threads of Gallra's own and of bundles
     */
    private record Memory(long loaders, long classes, long heap, List<String> threads) {}

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void nothingIsLeftOfABundleThatWent() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.DERBY, "cycles")) {
            Api admin = server.admin();
            String company = admin.post("companies", Map.of("name", "Kundbolaget"))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            String contact = admin.post("contacts", People.make(company).values())
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            List<Memory> seen = new ArrayList<>();
            try (Load load = Load.on(
                    server, List.of("contacts", "contacts/" + contact, "companies", "activities", "personal-data"))) {
                cycles(server, admin, contact, WARM);
                seen.add(memory(server));
                for (int done = 0; done < CYCLES; done += 10) {
                    cycles(server, admin, contact, Math.min(10, CYCLES - done));
                    seen.add(memory(server));
                }
                load.assertUndisturbed();
            }
            Memory before = seen.get(0);
            // what served the last requests lets go of the last bundle a little later than it answers
            Memory after = Awaitility.await("class loaders of bundles")
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> memory(server), memory -> memory.loaders() <= before.loaders());
            // what was still busy at the start may have ended
            assertThat(before.threads()).as("threads").containsAll(after.threads());
            assertThat(after.classes() - before.classes()).as("classes").isLessThan(200);
            assertThat(after.heap() - before.heap()).as("heap").isLessThan(8_000_000);
            assertThat(server.errors()).isEmpty();
        }
    }

    private static void cycles(GallraServer server, Api admin, String contact, int count) throws Exception {
        Path jar = Path.of(
                System.getProperty("gallra.bundles"),
                "sample.events/target/org.gallra.sample.events-" + System.getProperty("gallra.version") + ".jar");
        Path hidden = server.folder().resolve("arriving.jar");
        Path deployed = server.deploy().resolve("sample.events.jar");
        for (int i = 0; i < count; i++) {
            Files.copy(jar, hidden, StandardCopyOption.REPLACE_EXISTING);
            Files.move(hidden, deployed, StandardCopyOption.ATOMIC_MOVE);
            until("it is there", () -> admin.get("x/sample/events").status() == 200);
            admin.get("contacts/" + contact + "/extract").is(200);
            admin.get("/ui/contacts/" + contact).is(200);
            Files.delete(deployed);
            until("it is gone", () -> List.of(404, 410)
                    .contains(admin.get("x/sample/events").status()));
        }
    }

    private static void until(String what, Callable<Boolean> holds) {
        Awaitility.await(what)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(60))
                .until(holds);
    }

    private static Memory memory(GallraServer server) throws Exception {
        List<String> threads = jcmd(server, "Thread.print")
                .lines()
                .filter(line -> line.startsWith("\""))
                .map(line -> line.substring(1, line.indexOf('"', 1)).replaceAll("[0-9]+", "N"))
                .filter(name -> name.startsWith("gallra") || name.contains("sample"))
                .distinct()
                .sorted()
                .toList();
        String histogram = jcmd(server, "GC.class_histogram");
        String[] total =
                histogram.substring(histogram.lastIndexOf("Total")).trim().split("\\s+");
        Memory memory = new Memory(
                instances(histogram, "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader"),
                instances(histogram, "java.lang.Class "),
                Long.parseLong(total[2]),
                threads);
        System.out.println("cycles: " + memory);
        return memory;
    }

    private static long instances(String histogram, String type) {
        return histogram
                .lines()
                .filter(line -> (line + " ").contains(" " + type))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[1]))
                .sum();
    }

    private static String jcmd(GallraServer server, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                        Long.toString(server.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
        return said;
    }
}
