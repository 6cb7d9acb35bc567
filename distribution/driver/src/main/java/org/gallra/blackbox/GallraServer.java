package org.gallra.blackbox;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.Postgres;

/** One instance of the distribution: its own configuration, data, ports and database. Start it from the test's thread. */
public final class GallraServer implements AutoCloseable {

    public static final String PASSWORD = "En lång mening som lösenord 7";
    private static final String C1 = "-XX:TieredStopAtLevel=1";
    /** What others are copied from has verified every class that they load: a tenth of their start. */
    private static final String VERIFIED = C1 + " -XX:-BytecodeVerificationRemote";

    private static final Map<Kind, GallraServer> SHARED = new EnumMap<>(Kind.class);
    /** Stopped ones, which are copied. */
    private static final Map<Kind, GallraServer> BEGUN = new EnumMap<>(Kind.class);

    /** Where the servers of this JVM write, by their ports. */
    private static final Map<Integer, Path> LOGS = new ConcurrentHashMap<>();

    private final Kind kind;
    private final Path folder;
    private final Map<String, String> ports = new java.util.LinkedHashMap<>();
    private String databaseUrl;
    private UnaryOperator<String> way = UnaryOperator.identity();
    private final List<String> options = new ArrayList<>();
    private final String javaOptions;
    private Process process;
    /** What is answered to everybody once it runs; 0 if that depends on who asks. */
    private int always;

    private Duration startTime = Duration.ZERO;

    private GallraServer(Kind kind, String name, List<String> options, String javaOptions, String databaseUrl)
            throws IOException {
        this(
                kind,
                Distribution.TARGET
                        .resolve("it")
                        .resolve(name + "-" + kind.name().toLowerCase(java.util.Locale.ROOT)),
                options,
                javaOptions,
                databaseUrl);
    }

    private GallraServer(Kind kind, Path folder, List<String> options, String javaOptions, String databaseUrl)
            throws IOException {
        this.kind = kind;
        this.javaOptions = javaOptions;
        this.folder = folder;
        this.databaseUrl = databaseUrl;
        this.options.addAll(options);
        choosePorts();
    }

    private void empty() throws IOException {
        Folders.delete(folder);
        for (String part : List.of("data/log", "data/tmp", "deploy")) {
            Files.createDirectories(folder.resolve(part));
        }
    }

    /**
     * Starts an instance of its own; close it. Its first start and first logins lie behind it: it begins with a copy of an
     * instance that had them. It does without the second compiler, which pays in hours only.
     */
    public static GallraServer start(Kind kind, String name, String... options)
            throws IOException, InterruptedException {
        return running(begun(kind).copy(name, List.of(options), VERIFIED));
    }

    /** Starts the same with both compilers, for what takes minutes; close it. */
    public static GallraServer startForLong(Kind kind, String name) throws IOException, InterruptedException {
        return running(begun(kind).copy(name, List.of(), "-XX:TieredStopAtLevel=4 -XX:-BytecodeVerificationRemote"));
    }

    /**
     * Starts an instance with a file of its configuration replaced, whose port answers everybody with the same status when it is
     * there; close it.
     */
    public static GallraServer startConfigured(Kind kind, String name, String file, String content, int answer)
            throws IOException, InterruptedException {
        GallraServer server = begun(kind).copy(name, List.of(), VERIFIED);
        Files.writeString(server.folder.resolve("etc").resolve(file), content);
        server.always = answer;
        return running(server);
    }

    /**
     * Returns the stopped instance which others copy. That on Derby is the only one whose first start unpacks all bundles, and
     * the processes of a build share it; that on PostgreSQL begins with a copy of its bundles.
     */
    private static synchronized GallraServer begun(Kind kind) throws IOException, InterruptedException {
        GallraServer begun = BEGUN.get(kind);
        if (begun == null) {
            begun = kind == Kind.DERBY ? begunDerby() : begunPostgres();
            BEGUN.put(kind, begun);
        }
        return begun;
    }

    private static GallraServer begunDerby() throws IOException, InterruptedException {
        String archive = Distribution.stamp();
        Path etc = Distribution.home().resolve("etc"); // which takes a turn of its own
        Path place = Distribution.SHARED.resolve("begun-derby");
        try (Distribution.Turn turn = Distribution.turn()) {
            Path stamp = place.resolve("begun.properties");
            if (Files.exists(stamp)) {
                Properties known = new Properties();
                try (Reader reader = Files.newBufferedReader(stamp)) {
                    known.load(reader);
                }
                if (archive.equals(known.remove("archive"))) {
                    GallraServer begun = new GallraServer(Kind.DERBY, place, List.of(), C1, "");
                    known.stringPropertyNames().forEach(name -> begun.ports.put(name, known.getProperty(name)));
                    return begun;
                }
            }
            GallraServer begun = new GallraServer(Kind.DERBY, place, List.of(), C1, "");
            begun.empty();
            Folders.copy(etc, begun.folder.resolve("etc"));
            started(begun).stop();
            Properties now = new Properties();
            now.putAll(begun.ports);
            now.put("archive", archive);
            try (Writer writer = Files.newBufferedWriter(stamp)) {
                now.store(writer, null);
            }
            return begun;
        }
    }

    private static GallraServer begunPostgres() throws IOException, InterruptedException {
        GallraServer begun =
                unpacked("begun", Kind.POSTGRESQL, Postgres.shared().createDatabase());
        begun.usePostgres();
        started(begun).stop();
        Path folder = begun.folder;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                System.err.println("left behind: " + folder);
            }
        }));
        return begun;
    }

    /** Returns an instance which has unpacked its bundles and knows nothing else yet: its next start is its first. */
    private static GallraServer unpacked(String name, Kind kind, String database)
            throws IOException, InterruptedException {
        GallraServer begun = begun(Kind.DERBY);
        GallraServer copy = new GallraServer(kind, name, List.of(), C1, database);
        copy.empty();
        Folders.copy(Distribution.home().resolve("etc"), copy.folder.resolve("etc"));
        Folders.copy(begun.folder.resolve("data/cache"), copy.folder.resolve("data/cache"));
        begun.moved(copy);
        for (Path file : Folders.files(copy.folder.resolve("data/cache"))) {
            if (file.toString().endsWith(".config") && Files.readString(file).contains("org.ops4j.datasource")) {
                Files.delete(file); // it is read again, whatever database it names now
            }
        }
        return copy;
    }

    /** Returns an instance with everything that this stopped one has, in a place of its own. */
    private GallraServer copy(String name, List<String> options, String javaOptions) throws IOException {
        String database = kind == Kind.POSTGRESQL ? Postgres.shared().copyDatabase(databaseUrl) : "";
        GallraServer copy = new GallraServer(kind, name, options, javaOptions, database);
        copy.empty();
        Folders.copy(folder, copy.folder);
        Files.delete(copy.folder.resolve("karaf.out"));
        Folders.delete(copy.folder.resolve("data/log"));
        Files.createDirectories(copy.folder.resolve("data/log"));
        moved(copy);
        if (kind == Kind.POSTGRESQL) {
            copy.usePostgres();
        }
        return copy;
    }

    /** Tells what was copied where it is now: Karaf keeps the files in etc that it read, and the ports. */
    private void moved(GallraServer copy) throws IOException {
        for (Path file : Folders.files(copy.folder.resolve("data/cache"))) {
            if (file.toString().endsWith(".config")) {
                String text = Files.readString(file);
                String moved = text.replace(folder + "/", copy.folder + "/");
                for (Map.Entry<String, String> port : ports.entrySet()) {
                    moved = moved.replace(port.getValue(), copy.ports.get(port.getKey()));
                }
                if (!moved.equals(text)) {
                    Files.writeString(file, moved); // else the services behind it would start twice
                }
            }
        }
    }

    /** Starts a second node on the database of another one, with its ledger and keys; close it before the other. */
    public static GallraServer join(GallraServer first, String name) throws IOException, InterruptedException {
        GallraServer node = unpacked(name, first.kind, first.databaseUrl);
        node.usePostgres();
        node.share(first, "org.gallra.ledger.cfg", "directory", "ledger");
        node.share(first, "org.gallra.suppression.cfg", "key", "keys/suppression.key");
        node.share(first, "org.gallra.access.cfg", "key", "keys/access.key");
        try {
            node.start(); // the first login was at the other one
            return node;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            node.kill();
            throw e;
        }
    }

    private void share(GallraServer first, String file, String key, String path) throws IOException {
        Files.writeString(folder.resolve("etc").resolve(file), key + " = " + first.folder.resolve(path) + "\n");
    }

    /** Starts an instance whose Java has these options beside those that users have; close it. */
    public static GallraServer startWithJava(Kind kind, String name, String javaOptions)
            throws IOException, InterruptedException {
        GallraServer server = new GallraServer(
                kind,
                name,
                List.of(),
                javaOptions,
                kind == Kind.POSTGRESQL ? Postgres.shared().createDatabase() : "");
        server.empty();
        Folders.copy(Distribution.home().resolve("etc"), server.folder.resolve("etc"));
        if (kind == Kind.POSTGRESQL) {
            server.usePostgres();
        }
        return started(server);
    }

    /** Starts an instance that reaches its PostgreSQL by another way than the tests, such as through a wire that can be cut; close it. */
    public static GallraServer startBy(UnaryOperator<String> way, String name)
            throws IOException, InterruptedException {
        GallraServer server = begun(Kind.POSTGRESQL).copy(name, List.of(), VERIFIED);
        server.way = way;
        server.usePostgres();
        return running(server);
    }

    /** Starts an instance whose embedded database is not encrypted, so that its files can be read; close it. */
    public static GallraServer startUnencrypted(String name) throws IOException, InterruptedException {
        GallraServer server = unpacked(name, Kind.DERBY, "");
        Path file = server.folder.resolve("etc/org.ops4j.datasource-gallra.cfg");
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("connectionAttributes"))
                        .toList());
        return started(server);
    }

    /** Starts an instance; what does not start is not left behind. */
    private static GallraServer running(GallraServer server) throws IOException, InterruptedException {
        try {
            server.start();
            return server;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            server.kill();
            throw e;
        }
    }

    private static GallraServer started(GallraServer server) throws IOException, InterruptedException {
        try {
            running(server).firstLogin();
            return server;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            server.kill();
            throw e;
        }
    }

    /** Returns the instance that tests share which neither stop nor reconfigure it; it ends with the JVM. */
    public static synchronized GallraServer shared(Kind kind) throws IOException, InterruptedException {
        GallraServer server = SHARED.get(kind);
        if (server == null) {
            GallraServer fresh = start(kind, "shared");
            Runtime.getRuntime().addShutdownHook(new Thread(fresh::kill));
            SHARED.put(kind, fresh);
            return fresh;
        }
        return server;
    }

    /** As shipped, but for the address and for who the tests' server knows. */
    private void usePostgres() throws IOException {
        List<String> lines = new ArrayList<>();
        int query = databaseUrl.indexOf('?');
        for (String line : Files.readAllLines(folder.resolve("etc/org.ops4j.datasource-gallra.cfg.postgresql"))) {
            if (line.startsWith("url ")) {
                String shipped = line.substring(line.indexOf('?'));
                lines.add("url = " + way.apply(databaseUrl.substring(0, query) + shipped));
            } else if (!line.startsWith("user ") && !line.startsWith("password ")) {
                lines.add(line);
            }
        }
        for (String login : databaseUrl.substring(query + 1).split("&")) {
            if (login.startsWith("user=") || login.startsWith("password=")) {
                lines.add(login);
            }
        }
        Files.write(folder.resolve("etc/org.ops4j.datasource-gallra.cfg"), lines);
    }

    /** Below the ports that the system gives to whoever connects, and other ones in each process of the tests. */
    private void choosePorts() throws IOException {
        int fork = Integer.getInteger("surefire.forkNumber", 1) % 4;
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (String name : List.of("GALLRA_PORT", "GALLRA_ADMIN_PORT", "GALLRA_SSH_PORT")) {
                ServerSocket socket = free(fork);
                sockets.add(socket);
                ports.put(name, Integer.toString(socket.getLocalPort()));
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static ServerSocket free(int fork) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = 20_000 + 4 * ThreadLocalRandom.current().nextInt(3_000) + fork;
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    /** Starts what was stopped or killed, on the same data. */
    public void start() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            command.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
        }
        command.addAll(List.of("sh", Distribution.home().resolve("bin/karaf").toString(), "daemon"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("karaf.out").toFile()));
        Map<String, String> env = builder.environment();
        env.putAll(ports);
        env.put("KARAF_BASE", folder.toString());
        env.put("KARAF_ETC", folder.resolve("etc").toString());
        env.put("KARAF_DATA", folder.resolve("data").toString());
        env.put("KARAF_LOG", folder.resolve("data/log").toString());
        env.put("KARAF_OPTS", "-Dkaraf.instances=instances " + String.join(" ", options));
        // setenv adds what users have
        env.put("EXTRA_JAVA_OPTS", javaOptions);
        process = builder.start();
        LOGS.put(Integer.parseInt(ports.get("GALLRA_PORT")), folder.resolve("data/log/karaf.log"));
        await();
        if (always == 0 && !Files.exists(secretFile())) {
            awaitContacts(admin());
        }
        startTime = Duration.between(begin, Instant.now());
    }

    /** Bundles start one after the other: waits for each of those that tests ask. */
    private static void awaitContacts(Api api) {
        List<String> paths = new ArrayList<>(List.of(
                "contacts",
                "companies",
                "activities",
                "meetings",
                "opportunities",
                "sales",
                "imports",
                "personal-data",
                "anonymizations/categories"));
        Awaitility.await("resources").atMost(Duration.ofMinutes(2)).until(() -> {
            paths.removeIf(path -> api.get(path).status() == 200);
            return paths.isEmpty();
        });
    }

    /** A start is done when login, pages and, once somebody can log in, contacts answer. */
    private void await() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        Instant end = Instant.now().plus(Duration.ofMinutes(3));
        int session = always == 0 ? 401 : always;
        int page = always == 0 ? 200 : always;
        while (!answers(http, "/api/v1/session", session) || (hasUi() && !answers(http, "/ui/login", page))) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end)) {
                throw new IOException((process.isAlive() ? "No answer from " : "Ended: ") + folder + "\n"
                        + tail(folder.resolve("karaf.out")) + "\n" + tail(folder.resolve("data/log/karaf.log")));
            }
        }
    }

    private static boolean hasUi() throws IOException, InterruptedException {
        return Files.exists(Distribution.home().resolve("system/org/gallra/org.gallra.ui"));
    }

    private boolean answers(HttpClient http, String path, int status) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == status;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the newest warnings and errors of the server at an address, on a line; empty if no server of this JVM has it. */
    static String complaints(URI address) throws IOException {
        Path log = LOGS.get(address.getPort());
        if (log == null) {
            return "";
        }
        List<String> lines = Folders.read(log)
                .lines()
                .filter(line -> line.contains("| WARN ") || line.contains("| ERROR |"))
                .toList();
        return "; its log: " + String.join(" // ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Folders.read(log).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private void firstLogin() throws IOException {
        String secret = Files.readString(secretFile()).strip();
        Api first = Api.login(url(), "admin", secret);
        first.put("users/self/password", Map.of("password", PASSWORD)).is(204);
        Api admin = admin();
        awaitContacts(admin);
        user(admin, "anna", "USER", List.of());
        user(admin, "dag", "USER", List.of("DELETE"));
        user(admin, "rut", "READER", List.of());
    }

    private static void user(Api admin, String name, String role, List<String> granted) {
        admin.post("users", Map.of("userName", name, "role", role, "granted", granted, "password", PASSWORD))
                .is(201);
        Api.login(admin.url(), name, PASSWORD)
                .put("users/self/password", Map.of("current", PASSWORD, "password", PASSWORD + name))
                .is(204);
    }

    /** Returns the login of the system administrator. */
    public Api admin() {
        return Api.login(url(), "admin", PASSWORD);
    }

    /** Returns a login: anna (user), dag (user who may delete) or rut (reader). */
    public Api as(String name) {
        return Api.login(url(), name, password(name));
    }

    /** Returns the password of a user whom this class made. */
    public String password(String name) {
        return name.equals("admin") ? PASSWORD : PASSWORD + name;
    }

    public String url() {
        return "http://127.0.0.1:" + ports.get("GALLRA_PORT");
    }

    public String adminUrl() {
        return "http://127.0.0.1:" + ports.get("GALLRA_ADMIN_PORT");
    }

    public Kind kind() {
        return kind;
    }

    public Path folder() {
        return folder;
    }

    public Path deploy() {
        return folder.resolve("deploy");
    }

    public Path secretFile() {
        return folder.resolve("data/first-start-secret.txt");
    }

    /** Returns how long the last start took, from the command to the first answer. */
    public Duration startTime() {
        return startTime;
    }

    /** Opens the database beside the server; only PostgreSQL can. */
    public Connection database() throws SQLException {
        return DriverManager.getConnection(databaseUrl);
    }

    /** Runs a command in the shell as a user does who has no terminal; returns what it printed, errors included. */
    public String shell(String user, String password, String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        Distribution.home().resolve("bin/client").toString(),
                        "-h",
                        "127.0.0.1",
                        "-a",
                        ports.get("GALLRA_SSH_PORT"),
                        "-u",
                        user,
                        "-p",
                        password,
                        command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> env = builder.environment();
        env.put("KARAF_BASE", folder.toString());
        env.put("KARAF_ETC", folder.resolve("etc").toString());
        env.put("KARAF_DATA", folder.resolve("data").toString());
        env.put("KARAF_LOG", folder.resolve("data/log").toString());
        Process client = builder.start();
        // its input stays open: the client ends when that does, whatever the command has still to say
        String printed = new String(client.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        client.waitFor();
        return printed;
    }

    /** Copies the database away as a backup does; the server must be stopped. Returns what {@link #restore} takes. */
    public String backup() throws IOException {
        if (kind == Kind.POSTGRESQL) {
            return Postgres.shared().copyDatabase(databaseUrl);
        }
        Path copy = folder.resolve("backup");
        Folders.copy(folder.resolve("data/derby"), copy);
        return copy.toString();
    }

    /** Puts a copy in the place of the database; the server must be stopped. */
    public void restore(String backup) throws IOException {
        if (kind == Kind.POSTGRESQL) {
            Postgres.shared().dropDatabase(databaseUrl);
            databaseUrl = backup;
            usePostgres();
        } else {
            Folders.delete(folder.resolve("data/derby"));
            Folders.copy(Path.of(backup), folder.resolve("data/derby"));
        }
    }

    /** Restores a backup that the product made, by the program of the distribution; the server must be stopped. Returns what it said. */
    public String restoreBackup(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("sh", Distribution.home().resolve("bin/gallra-restore").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> env = builder.environment();
        env.put("KARAF_BASE", folder.toString());
        env.put("KARAF_ETC", folder.resolve("etc").toString());
        env.put("KARAF_DATA", folder.resolve("data").toString());
        Process restore = builder.start();
        restore.getOutputStream().close();
        String said = new String(restore.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        restore.waitFor();
        return said;
    }

    /** Opens the embedded database; the server must be stopped, and {@link EmbeddedDerby#close()} called before it starts. */
    public EmbeddedDerby stoppedDerby() throws IOException {
        return new EmbeddedDerby(
                folder.resolve("data/derby/gallra"),
                Files.readString(folder.resolve("etc/derby.secret")).strip());
    }

    /** Returns everything that was written to a log file since the start. */
    public String logs() throws IOException {
        StringBuilder all = new StringBuilder(Folders.read(folder.resolve("karaf.out")));
        for (Path file : Folders.files(folder.resolve("data/log"))) {
            all.append(Folders.read(file));
        }
        return all.toString();
    }

    /**
     * Returns the lines of level ERROR since the start. Left out is what HK2's locator says of a bundle that was replaced before it heard of it: it looks
     * into the old one, which holds nothing any more, and goes on.
     */
    public List<String> errors() throws IOException {
        return logs().lines()
                .filter(line -> line.contains("| ERROR |") && !line.contains("org.glassfish.hk2.osgi-resource-locator"))
                .toList();
    }

    /** Returns the process id of its Java. */
    public long pid() {
        return process.pid();
    }

    /** Stops the server as an operator does; returns its exit code. */
    public int stop() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            // its threads say in karaf.out what they wait for
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.waitFor(2, TimeUnit.SECONDS);
            kill();
            throw new IOException("The server did not stop within 30 s\n" + Folders.read(folder.resolve("karaf.out")));
        }
        return process.exitValue();
    }

    /** Ends the server at once, as a power failure does. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() throws IOException {
        kill(); // what a stop does is looked at by those who stop
        Path kept = Distribution.TARGET.resolve("it-logs").resolve(folder.getFileName());
        Files.createDirectories(kept);
        for (Path log : List.of(folder.resolve("karaf.out"), folder.resolve("data/log/karaf.log"))) {
            if (Files.exists(log)) {
                Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Folders.delete(folder);
        if (kind == Kind.POSTGRESQL) {
            Postgres.shared().dropDatabase(databaseUrl);
        }
    }
}
