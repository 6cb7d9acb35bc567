import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * {@code ./gallra run}: builds what is stale, starts the distribution on a data directory of its own and says where it answers.
 * A single file that {@code java} compiles at each start, so it uses the JDK only.
 */
final class Run {

    private static final Path ROOT = Path.of(System.getProperty("gallra.root"));
    private static final Path ASSEMBLY = ROOT.resolve("distribution/assembly/target/assembly");
    private static final Path SAMPLE = ROOT.resolve("bundles/sample.events");
    /** What must fit the assembly; everything else in etc stays as its owner wrote it. */
    private static final Set<String> BOUND = Set.of(
            "config.properties", "distribution.info", "jre.properties", "org.apache.karaf.features.cfg", "startup.properties");

    private boolean demo;
    private int port = 8181;
    private Path data = ROOT.resolve("data");
    private String pg = "";

    public static void main(String[] args) throws Exception {
        try {
            Run run = new Run();
            run.read(args);
            System.exit(run.start());
        } catch (Refusal e) {
            System.err.println("gallra: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Something that the user can mend. */
    private static final class Refusal extends RuntimeException {
        Refusal(String message) {
            super(message);
        }
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--demo" -> demo = true;
                case "--port" -> port = port(value(args, ++i));
                case "--data" -> data = Path.of(value(args, ++i)).toAbsolutePath().normalize();
                case "--pg" -> pg = value(args, ++i);
                default -> throw new Refusal("unknown option " + args[i] + "; see ./gallra help");
            }
        }
        if (!pg.isEmpty() && !pg.startsWith("jdbc:postgresql:")) {
            throw new Refusal("--pg takes a JDBC address such as jdbc:postgresql://localhost:5432/gallra");
        }
    }

    private static String value(String[] args, int i) {
        if (i >= args.length || args[i].isBlank()) {
            throw new Refusal(args[i - 1] + " needs a value; see ./gallra help");
        }
        return args[i];
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65533) {
            throw new Refusal("--port takes a number from 1 to 65533");
        }
        return Integer.parseInt(text);
    }

    private int start() throws Exception {
        Map<String, Integer> ports = port == 8181
                ? Map.of("GALLRA_PORT", 8181, "GALLRA_ADMIN_PORT", 8182, "GALLRA_SSH_PORT", 8101)
                : Map.of("GALLRA_PORT", port, "GALLRA_ADMIN_PORT", port + 1, "GALLRA_SSH_PORT", port + 2);
        ports.forEach(Run::checkFree);
        if (stale()) {
            build();
        }
        prepare();
        Process karaf = launch(ports);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(karaf)));
        String address = "http://127.0.0.1:" + port + "/";
        await(karaf, Duration.ofMinutes(5), () -> answers(address + "api/v1/session", 200, 401) && (!hasUi() || answers(address + "ui/login", 200)));
        Path users = data.resolve("demo-users.txt");
        if (demo) {
            System.out.println("gallra: making the demo data");
            await(karaf, Duration.ofMinutes(10), () -> Files.exists(data.resolve("demo-ready")));
        }
        tell(users, address);
        return karaf.waitFor();
    }

    private static void checkFree(String name, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new Refusal("port " + port + " is in use. Stop what runs there, or choose others with --port N.");
        }
    }

    private static boolean stale() throws IOException {
        Path archive = archive();
        if (archive == null || !Files.isDirectory(ASSEMBLY)) {
            return true;
        }
        var built = Files.getLastModifiedTime(archive);
        for (String part : List.of("pom.xml", "bundles", "features", "distribution/assembly")) {
            if (newer(ROOT.resolve(part), built)) {
                return true;
            }
        }
        return false;
    }

    /** Looks for something that was changed later; what is built and what tests consist of is passed over. */
    private static boolean newer(Path start, FileTime built) throws IOException {
        boolean[] found = {false};
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
                if (folder.endsWith("target") || folder.endsWith("src/test")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                // a bundle's own folder changes with each build; one below src only when a file comes or goes
                return look(is.lastModifiedTime().compareTo(built) > 0 && folder.toString().contains("/src/"));
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                return look(is.lastModifiedTime().compareTo(built) > 0);
            }

            private FileVisitResult look(boolean later) {
                found[0] |= later;
                return later ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        return found[0];
    }

    private static boolean hasUi() {
        return Files.exists(ASSEMBLY.resolve("system/org/gallra/org.gallra.ui"));
    }

    private static Path archive() throws IOException {
        Path target = ASSEMBLY.getParent();
        if (!Files.isDirectory(target)) {
            return null;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(f -> f.toString().endsWith(".tar.gz")).findFirst().orElse(null);
        }
    }

    private static void build() throws Exception {
        System.out.println("gallra: building (the first time takes some minutes and fetches libraries)");
        String modules = "distribution/assembly" + (Files.isDirectory(SAMPLE) ? ",bundles/sample.events" : "");
        int code = new ProcessBuilder("./mvnw", "-B", "-q", "-pl", modules, "-am", "verify", "-DskipTests", "-Dspotless.check.skip")
                .directory(ROOT.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new Refusal("the build failed; its messages stand above.");
        }
    }

    /** Brings the data directory up to the assembly. What its owner changed in etc stays. */
    private void prepare() throws IOException {
        Path etc = data.resolve("etc");
        Path shipped = data.resolve("etc-shipped");
        Path stamp = data.resolve("assembly.stamp");
        String now = ASSEMBLY + " " + Files.getLastModifiedTime(archive());
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(now)) {
            delete(data.resolve("cache"));
            try (Stream<Path> files = Files.walk(ASSEMBLY.resolve("etc"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path name = ASSEMBLY.resolve("etc").relativize(file);
                    Path mine = etc.resolve(name);
                    Path before = shipped.resolve(name);
                    boolean untouched = !Files.exists(mine) || Files.exists(before) && Files.mismatch(mine, before) < 0;
                    if (untouched || BOUND.contains(name.toString())) {
                        copy(file, mine);
                    }
                    copy(file, before);
                }
            }
            Files.writeString(stamp, now);
        }
        Files.createDirectories(data.resolve("deploy"));
        // what a ./gallra dev left behind that was killed
        Files.deleteIfExists(data.resolve("deploy/org.gallra.dev.jar"));
        Files.createDirectories(data.resolve("log"));
        if (!pg.isEmpty()) {
            usePostgres(etc);
        }
    }

    private void usePostgres(Path etc) throws IOException {
        String user = System.getenv().getOrDefault("GALLRA_DB_USER", "gallra");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(etc.resolve("org.ops4j.datasource-gallra.cfg.postgresql"))) {
            lines.add(line.startsWith("url ") ? "url = " + address(line) : line.startsWith("user ") ? "user = " + user : line);
        }
        Files.write(etc.resolve("org.ops4j.datasource-gallra.cfg"), lines);
    }

    /** Returns the address that was given, with the parameters of the shipped line that it does not set itself. */
    private String address(String shipped) {
        String url = pg;
        for (String parameter : shipped.substring(shipped.indexOf('?') + 1).split("&")) {
            if (!url.contains(parameter.substring(0, parameter.indexOf('=') + 1))) {
                url += (url.contains("?") ? "&" : "?") + parameter;
            }
        }
        return url;
    }

    private Process launch(Map<String, Integer> ports) throws IOException {
        List<String> command = new ArrayList<>();
        Path setpriv = Path.of("/usr/bin/setpriv");
        if (Files.isExecutable(setpriv)) {
            // the server does not outlive this process, however it ends
            command.addAll(List.of(setpriv.toString(), "--pdeathsig", "TERM"));
        }
        command.addAll(List.of("sh", ASSEMBLY.resolve("bin/karaf").toString(), "daemon"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log/karaf.out").toFile());
        Map<String, String> env = builder.environment();
        ports.forEach((name, value) -> env.put(name, value.toString()));
        env.put("KARAF_BASE", data.toString());
        env.put("KARAF_ETC", data.resolve("etc").toString());
        env.put("KARAF_DATA", data.toString());
        env.put("KARAF_LOG", data.resolve("log").toString());
        // a relative path: bin/karaf splits this value at blanks, and starts Java in KARAF_BASE
        env.put("KARAF_OPTS", "-Dkaraf.instances=instances" + (demo ? " -Dgallra.demo=true -Dgallra.totp.required=nobody" : ""));
        return builder.start();
    }

    private static void stop(Process karaf) {
        karaf.destroy();
        try {
            if (!karaf.waitFor(30, TimeUnit.SECONDS)) {
                karaf.destroyForcibly();
            }
        } catch (InterruptedException e) {
            karaf.destroyForcibly();
        }
    }

    private void await(Process karaf, Duration limit, BooleanSupplier done) throws Exception {
        Instant end = Instant.now().plus(limit);
        while (!done.getAsBoolean()) {
            // waiting for the process is the pause between two looks
            if (karaf.waitFor(200, TimeUnit.MILLISECONDS)) {
                tail();
                throw new Refusal("the server ended while starting; its log is " + data.resolve("log/karaf.log"));
            }
            if (Instant.now().isAfter(end)) {
                tail();
                throw new Refusal("no answer after " + limit.toMinutes() + " minutes; see " + data.resolve("log/karaf.log"));
            }
        }
    }

    private void tail() throws IOException {
        for (String name : List.of("log/karaf.out", "log/karaf.log")) {
            Path log = data.resolve(name);
            if (Files.exists(log)) {
                List<String> lines = Files.readAllLines(log);
                lines.subList(Math.max(0, lines.size() - 15), lines.size()).forEach(System.err::println);
            }
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    private boolean answers(String address, int... expected) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build();
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            for (int code : expected) {
                if (status == code) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new Refusal("interrupted");
        }
    }

    private void tell(Path users, String address) throws IOException {
        System.out.println("gallra: logs " + data.resolve("log") + ", plug-ins go into " + data.resolve("deploy") + ", Ctrl-C stops");
        if (Files.exists(users)) {
            System.out.println("gallra: demo users");
            Files.readAllLines(users).forEach(line -> System.out.println("  " + line));
        }
        Path secret = data.resolve("first-start-secret.txt");
        if (Files.exists(secret)) {
            System.out.println("gallra: first login as admin with the one-time password in " + secret);
        }
        System.out.println("gallra: running at " + address);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
