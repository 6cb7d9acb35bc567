package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./gallra dev}: what a vendor saves, the running server has. */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // Maven may have to fetch the archetype plugin
class DevIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void whatIsSavedIsInTheRunningServer() throws Exception {
        Path project = VendorProject.make("com.acme.devvisits");
        Path sources = project.resolve("src/main/java/com/acme/devvisits");
        Path data = Distribution.TARGET.resolve("it/dev");
        Folders.delete(data);
        Files.createDirectories(data);
        Path output = Distribution.TARGET.resolve("it-logs/dev.txt");
        Files.createDirectories(output.getParent());
        int port = freePorts();
        String url = "http://127.0.0.1:" + port;
        Process dev = VendorProject.start(
                VendorProject.ROOT,
                output,
                List.of(
                        VendorProject.ROOT.resolve("gallra").toString(),
                        "dev",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString(),
                        "--bundle",
                        project.toString()));
        try {
            await(dev, output, LONG, () -> Folders.read(output).contains("gallra: looking at"));
            Api admin = firstLogin(url, data);
            await(dev, output, SOON, () -> admin.get("x/acme/visits").status() == 200);

            edit(sources.resolve("VisitService.java"), "There is no such record (any more).", "Changed while it runs.");
            String nobody = "x/acme/visits/" + UUID.randomUUID();
            await(dev, output, SOON, () -> admin.get(nobody).body().contains("Changed while it runs."));

            edit(sources.resolve("VisitEntity.java"), "    String note;", "    String note;\n    String shoeSize;");
            await(dev, output, SOON, () -> Folders.read(output).contains("does not build"));
            assertThat(Folders.read(output)).contains("VisitEntity.java:[", "VisitEntity.shoeSize is not classified");
            admin.get("x/acme/visits").is(200);

            edit(sources.resolve("VisitEntity.java"), "\n    String shoeSize;", "");
            edit(sources.resolve("VisitService.java"), "Changed while it runs.", "Changed once more.");
            await(dev, output, SOON, () -> admin.get(nobody).body().contains("Changed once more."));
        } finally {
            dev.destroy();
            if (!dev.waitFor(1, TimeUnit.MINUTES)) {
                dev.descendants().forEach(ProcessHandle::destroyForcibly);
                dev.destroyForcibly();
            }
        }
        assertThat(data.resolve("deploy/org.gallra.dev.jar")).doesNotExist();
        Awaitility.await("the server's end").atMost(SOON).until(() -> free(port));
        Folders.delete(data);
    }

    private static Api firstLogin(String url, Path data) throws IOException {
        String secret = Files.readString(data.resolve("first-start-secret.txt")).strip();
        Api.login(url, "admin", secret)
                .put("users/self/password", Map.of("password", GallraServer.PASSWORD))
                .is(204);
        return Api.login(url, "admin", GallraServer.PASSWORD);
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static void await(Process dev, Path output, Duration limit, Callable<Boolean> done) {
        Awaitility.await()
                .atMost(limit)
                .pollInterval(Duration.ofMillis(200))
                .failFast(() -> assertThat(dev.isAlive()).as(Folders.read(output)).isTrue())
                .until(done);
    }

    /** Returns the first of five ports in a row that nobody uses. */
    private static int freePorts() throws IOException {
        for (int tries = 0; tries < 50; tries++) {
            int first;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                first = socket.getLocalPort();
            }
            boolean all = first < 65_000;
            for (int port = first; all && port < first + 5; port++) {
                all = free(port);
            }
            if (all) {
                return first;
            }
        }
        throw new IOException("no five free ports in a row");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
