package org.gallra.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of its own for the tests of this JVM, on Linux, from binaries on the class path.
 *
 * <p>Works as root, where PostgreSQL itself runs as {@code nobody}. The server ends with the thread that started it, so even
 * a killed JVM leaves none behind; the unpacked binaries stay for the next run. With {@code -Dgallra.test.pg=jdbc:...} the
 * tests use that server instead, as a user who may create databases.
 */
public final class Postgres {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    /** Not below a home directory: nobody must reach it. */
    private static final Path TEMP = Path.of(System.getProperty("gallra.test.tmp", "/tmp"));

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable Postgres shared;

    private final String base;
    private final String suffix;
    /** How its server is started; empty if it is somebody else's. */
    private final List<String> command;

    private final @Nullable Path folder;
    private @Nullable Process process;

    /** Returns the server of this JVM and starts it at the first call, which takes some seconds. */
    public static synchronized Postgres shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Returns where the files of the server lie; empty if it is somebody else's. */
    public Optional<Path> files() {
        return Optional.ofNullable(folder);
    }

    /** Creates an empty database with a name of its own and returns its JDBC URL; user and password are in it. */
    public String createDatabase() {
        return create("");
    }

    /** Creates a database with the content of one that {@link #createDatabase()} made and to which nobody is connected. */
    public String copyDatabase(String url) {
        return create(" TEMPLATE " + name(url));
    }

    private String create(String from) {
        String name = "gallra_test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name + from);
        return base + name + suffix;
    }

    private String name(String url) {
        return url.substring(base.length(), url.length() - suffix.length());
    }

    /** Drops a database that {@link #createDatabase()} made, whoever is still connected. */
    public void dropDatabase(String url) {
        execute("DROP DATABASE IF EXISTS " + name(url) + " WITH (FORCE)");
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(base + "postgres" + suffix);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Postgres(String base, String suffix, List<String> command, @Nullable Path folder) {
        this.base = base;
        this.suffix = suffix;
        this.command = command;
        this.folder = folder;
    }

    private static Postgres start() {
        String other = System.getProperty("gallra.test.pg", "");
        if (!other.isEmpty()) {
            int parameters = other.indexOf('?');
            String plain = parameters < 0 ? other : other.substring(0, parameters);
            return new Postgres(
                    plain.substring(0, plain.lastIndexOf('/') + 1),
                    parameters < 0 ? "" : other.substring(parameters),
                    List.of(),
                    null);
        }
        try {
            Path home = unpack();
            Path folder = Files.createTempDirectory(TEMP, "gallra-postgres-run-");
            if (ROOT) {
                Files.setOwner(
                        folder,
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            }
            Path data = folder.resolve("data");
            Path log = folder.resolve("log");
            run(log, "cp", "-a", cluster(home).toString(), data.toString());
            int port = freePort();
            List<String> command = List.of(
                    home.resolve("bin/postgres").toString(),
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "shared_preload_libraries=pg_stat_statements",
                    "-c",
                    "max_connections=200",
                    "-c",
                    "timezone=UTC");
            Postgres server =
                    new Postgres("jdbc:postgresql://127.0.0.1:" + port + "/", "?user=gallra", command, folder);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            server.begin(log);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void begin(Path log) throws IOException, InterruptedException {
        Process started = process(log, command);
        process = started;
        await(started, log);
    }

    /**
     * Ends the server and all its processes at once, as a power failure does, for whoever uses it; {@link #startAgain()} follows.
     *
     * @throws IllegalStateException if it is somebody else's server
     */
    public void kill() throws IOException, InterruptedException {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("Only a server of our own may be killed, not that of gallra.test.pg");
        }
        // first it stops making new processes
        new ProcessBuilder("kill", "-STOP", Long.toString(running.pid()))
                .start()
                .waitFor();
        List<ProcessHandle> parts = running.descendants().toList();
        running.destroyForcibly();
        parts.forEach(ProcessHandle::destroyForcibly);
        running.waitFor();
        for (ProcessHandle part : parts) {
            // one that nobody has asked for its end may seem to live on
            part.onExit().completeOnTimeout(part, 2, TimeUnit.SECONDS).join();
        }
    }

    /** Starts what was killed on the same files and at the same port; returns when somebody can log in. */
    public void startAgain() throws IOException, InterruptedException {
        begin(Objects.requireNonNull(folder).resolve("log"));
    }

    private void await(Process started, Path log) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            try (Connection ready = DriverManager.getConnection(base + "postgres" + suffix)) {
                return;
            } catch (SQLException e) {
                if (started.waitFor(50, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end)) {
                    throw new IOException("PostgreSQL did not start: " + Files.readString(log), e);
                }
            }
        }
    }

    private void stop() {
        Process running = process;
        if (running == null || folder == null) {
            return;
        }
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for connections
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(running.pid())).start();
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly();
                running.waitFor(10, TimeUnit.SECONDS);
            }
            delete(folder);
        } catch (IOException e) {
            running.destroyForcibly();
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Process process = process(log, List.of(command));
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command[0] + " failed: " + Files.readString(log));
        }
    }

    private static Process process(Path log, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (ROOT) {
            whole.addAll(
                    List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--pdeathsig", "INT"));
        } else if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            whole.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(TEMP.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Unpacks into a name of its own and moves it into place at once, so that two JVMs do not meet half a server. */
    private static Path unpack() throws IOException {
        String version = Postgres.class.getResource(ARCHIVE) == null ? "none" : version();
        Path home = TEMP.resolve("gallra-postgres-" + version + "-" + System.getProperty("user.name"));
        if (Files.isDirectory(home)) {
            String owner = Files.getOwner(home).getName();
            if (!owner.equals(System.getProperty("user.name"))) {
                throw new IOException(home + " belongs to " + owner + ": remove it");
            }
            return home;
        }
        Path fresh = Files.createTempDirectory(
                TEMP,
                "gallra-postgres-new-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream archive = Postgres.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException("The PostgreSQL binaries for Linux on amd64 are not on the class path; name a"
                        + " server with -Dgallra.test.pg=jdbc:postgresql://host/?user=name");
            }
            TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, fresh);
            }
        }
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            delete(fresh);
        }
        return home;
    }

    /** Initializes a cluster once and keeps it beside the binaries: to copy it takes a tenth of the time. */
    private static Path cluster(Path home) throws IOException, InterruptedException {
        Path cluster = home.resolveSibling(home.getFileName() + "-cluster");
        if (Files.isDirectory(cluster)) {
            return cluster;
        }
        Path fresh = Files.createTempDirectory(TEMP, "gallra-postgres-new-");
        if (ROOT) {
            Files.setOwner(
                    fresh, fresh.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        Path data = fresh.resolve("data");
        run(
                fresh.resolve("log"),
                home.resolve("bin/initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                "gallra",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
        try {
            Files.move(data, cluster, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(cluster)) {
                throw e;
            }
        }
        delete(fresh);
        return cluster;
    }

    /** The archive's own size tells one version from another. */
    private static String version() throws IOException {
        return Long.toString(
                Postgres.class.getResource(ARCHIVE).openConnection().getContentLengthLong());
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException("The archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
