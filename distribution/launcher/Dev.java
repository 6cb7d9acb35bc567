import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * {@code ./gallra dev}: starts the server if none runs, looks at the sources of all bundles, builds what changes and swaps it
 * in the running server. Maven runs inside this process, so that it is warm after its first call. A single file that
 * {@code java} compiles at each start, so it uses the JDK only.
 */
final class Dev {

    private static final Path ROOT = Path.of(System.getProperty("gallra.root"));
    private static final Path MAVEN = Path.of(System.getProperty("maven.home"));
    private static final Path HELPER = ROOT.resolve("bundles/dev");
    private static final Duration LOOK = Duration.ofMillis(200);

    private final List<String> options = new ArrayList<>();
    private final List<Path> outside = new ArrayList<>();
    private final Map<Path, String> seen = new TreeMap<>();
    private final ClassLoader maven = maven();
    private int port = 8181;
    private Path data = ROOT.resolve("data");
    private Process server;

    public static void main(String[] args) throws Exception {
        try {
            Dev dev = new Dev();
            dev.read(args);
            System.exit(dev.work());
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
            String value = i + 1 < args.length ? args[i + 1] : "";
            switch (args[i]) {
                case "--bundle" -> {
                    Path project = Path.of(value).toAbsolutePath().normalize();
                    if (value.isBlank() || !Files.exists(project.resolve("pom.xml"))) {
                        throw new Refusal("--bundle takes the folder of a Maven project; there is no " + project.resolve("pom.xml"));
                    }
                    outside.add(project);
                    i++;
                }
                case "--port" -> {
                    if (!value.matches("[0-9]{1,5}")) {
                        throw new Refusal("--port takes a number from 1 to 65533");
                    }
                    port = Integer.parseInt(value);
                    options.addAll(List.of(args[i++], value));
                }
                case "--data" -> {
                    data = Path.of(value).toAbsolutePath().normalize();
                    options.addAll(List.of(args[i++], value));
                }
                // everything else is for run, which says what it does not know
                default -> options.add(args[i]);
            }
        }
    }

    private int work() throws Exception {
        Path installed = data.resolve("deploy/org.gallra.dev.jar");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(installed)));
        if (!answers()) {
            run();
        }
        Build build = build(HELPER, List.of("-pl", "bundles/dev", "-am"));
        if (!build.done()) {
            throw new Refusal("bundles/dev does not build:\n" + build.output());
        }
        install(build.jar(), installed);
        // nothing to build, but from now on the builder is warm
        build(ROOT.resolve("bundles/sample.events"), List.of("-pl", "bundles/sample.events", "-am"));
        for (Path project : outside) {
            change(List.of(project), project);
        }
        List<Path> modules = new ArrayList<>(outside);
        try (Stream<Path> all = Files.list(ROOT.resolve("bundles"))) {
            all.filter(m -> Files.exists(m.resolve("pom.xml")) && !m.equals(HELPER)).sorted().forEach(modules::add);
        }
        modules.forEach(m -> seen.putIfAbsent(m, print(m)));
        say("looking at " + modules.size() + " modules; save a file, and the running server has it. Ctrl-C ends");
        while (server == null ? answers() : server.isAlive()) {
            pause();
            List<Path> changed = modules.stream().filter(m -> !print(m).equals(seen.get(m))).toList();
            if (!changed.isEmpty()) {
                settle(changed);
                changed.stream().filter(outside::contains).forEach(m -> change(List.of(m), m));
                List<Path> ours = changed.stream().filter(m -> !outside.contains(m)).toList();
                if (!ours.isEmpty()) {
                    change(ours, ROOT);
                }
            }
        }
        say("the server has ended");
        return server == null ? 0 : server.exitValue();
    }

    /** Starts the server as {@code ./gallra run} does and waits until it answers. */
    private void run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Dgallra.root=" + ROOT, ROOT.resolve("distribution/launcher/Run.java").toString()));
        command.addAll(options);
        server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        CountDownLatch told = new CountDownLatch(1);
        Thread reader = new Thread(() -> server.inputReader().lines().forEach(line -> {
            System.out.println(line);
            if (line.startsWith("gallra: running at")) {
                told.countDown();
            }
        }));
        reader.setDaemon(true);
        reader.start();
        while (!told.await(200, TimeUnit.MILLISECONDS)) {
            if (!server.isAlive()) {
                throw new Refusal("there is no server to work with; why stands above");
            }
        }
    }

    private void install(Path helper, Path installed) throws IOException, InterruptedException {
        Path ready = data.resolve("dev/ready");
        Files.deleteIfExists(ready);
        if (!Files.isDirectory(installed.getParent())) {
            throw new Refusal("the server at port " + port + " does not use " + data + ": name its data directory with --data");
        }
        lay(helper, installed);
        Instant end = Instant.now().plusSeconds(90);
        while (!Files.exists(ready)) {
            if (Instant.now().isAfter(end)) {
                throw new Refusal("the server at port " + port + " did not take " + installed + ": is " + data + " its data directory?");
            }
            pause();
        }
    }

    /** Builds modules and swaps their bundles; says what went wrong. What is watched next is what is there now. */
    private void change(List<Path> modules, Path project) {
        modules.forEach(m -> seen.put(m, print(m)));
        Instant begin = Instant.now();
        String names = String.join(", ", modules.stream().map(m -> m.getFileName().toString()).toList());
        try {
            List<String> which = project.equals(ROOT)
                    ? List.of("-pl", String.join(",", modules.stream().map(m -> "bundles/" + m.getFileName()).toList()), "-am")
                    : List.of();
            Build build = build(project, which);
            if (!build.done()) {
                System.err.println(build.output());
                say(names + " does not build; the server still runs what it had");
                return;
            }
            Duration built = Duration.between(begin, Instant.now());
            for (Path module : modules) {
                Optional<Path> jar = jar(module);
                if (jar.isEmpty()) {
                    say(module.getFileName() + " is built; it is no bundle, so nothing is swapped");
                } else {
                    swap(jar.get(), begin, built);
                }
            }
        } catch (IOException | Refusal e) {
            say(names + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void swap(Path jar, Instant begin, Duration built) throws IOException, InterruptedException {
        Path laid = data.resolve("dev").resolve(jar.getFileName());
        Path answer = laid.resolveSibling(laid.getFileName() + ".answer");
        Files.deleteIfExists(answer);
        lay(jar, laid);
        Instant end = Instant.now().plusSeconds(90);
        while (!Files.exists(answer)) {
            if (Instant.now().isAfter(end) || server != null && !server.isAlive()) {
                throw new Refusal("the server does not answer; see " + data.resolve("log/karaf.log"));
            }
            pause();
        }
        String text = Files.readString(answer);
        Files.delete(answer);
        if (text.startsWith("ok ")) {
            say("%s in %.1f s (build %.1f s)".formatted(
                    text.substring(3), Duration.between(begin, Instant.now()).toMillis() / 1000.0, built.toMillis() / 1000.0));
        } else {
            say("not started: " + text.replaceFirst("^failed ", "") + "\n  mend it and save; more stands in " + data.resolve("log/karaf.log"));
        }
    }

    /** What came of a build; the jar is that of the project, the output is that of the compiler if it failed. */
    private record Build(boolean done, String output, Path jar) {}

    private Build build(Path project, List<String> which) throws IOException {
        Path folder = which.isEmpty() ? project : ROOT;
        List<String> arguments = new ArrayList<>(List.of("-q", "-B", "-ntp", "-Dmaven.test.skip"));
        String more = System.getenv("MAVEN_ARGS");
        if (more != null && !more.isBlank()) {
            arguments.addAll(Arrays.asList(more.strip().split("\\s+")));
        }
        if (folder.equals(ROOT)) {
            // what everybody needs is there since the server was built; checks come with ./gallra test
            arguments.addAll(List.of("-o", "-Dspotless.check.skip", "-Dgallra.checks=-g"));
        }
        arguments.addAll(which);
        arguments.add("package");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code;
        try (PrintStream output = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setProperty("maven.multiModuleProjectDirectory", folder.toString());
            Thread.currentThread().setContextClassLoader(maven);
            Class<?> type = maven.loadClass("org.apache.maven.cli.MavenCli");
            code = (int) type.getMethod("doMain", String[].class, String.class, PrintStream.class, PrintStream.class)
                    .invoke(type.getConstructor().newInstance(), arguments.toArray(new String[0]), folder.toString(), output, output);
        } catch (ReflectiveOperationException e) {
            throw new IOException("Maven in " + MAVEN + " cannot be called", e);
        }
        return new Build(code == 0, code == 0 ? "" : faults(bytes.toString(StandardCharsets.UTF_8)), code == 0 ? jar(project).orElse(null) : null);
    }

    /** Leaves of Maven's output what the compiler said, each fault once; all of it if there is nothing such. */
    private static String faults(String output) {
        List<String> faults = new ArrayList<>();
        boolean in = false;
        for (String line : output.lines().toList()) {
            String text = line.replaceFirst("^\\[ERROR] ?", "");
            boolean begins = text.matches("/.*\\.[a-z]+:\\[[0-9]+,[0-9]+] .*");
            in = begins ? !faults.contains(text) : in && text.startsWith(" ");
            if (in) {
                faults.add(text);
            }
        }
        return faults.isEmpty() ? output.strip() : String.join("\n", faults);
    }

    private static Optional<Path> jar(Path module) throws IOException {
        Path target = module.resolve("target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(f -> f.toString().endsWith(".jar")
                            && !f.toString().matches(".*-(sources|javadoc|tests)\\.jar") && isBundle(f))
                    .max(Comparator.comparing(f -> f.toFile().lastModified()));
        }
    }

    private static boolean isBundle(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest() != null && file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName") != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns what tells one state of a module's sources from another: names, times and sizes. */
    private static String print(Path module) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String part : List.of("src/main", "pom.xml", "bnd.bnd")) {
            Path from = module.resolve(part);
            if (Files.exists(from)) {
                try (Stream<Path> all = Files.find(from, 30, (file, is) -> is.isRegularFile())) {
                    for (Path file : all.sorted().toList()) {
                        String name = file.getFileName().toString();
                        // what editors lay beside a file for a moment
                        if (!name.startsWith(".") && !name.endsWith("~") && !name.startsWith("#")) {
                            files.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
                        }
                    }
                } catch (NoSuchFileException | java.io.UncheckedIOException e) {
                    return "changing " + System.nanoTime();
                } catch (IOException e) {
                    throw new Refusal("cannot look at " + from + ": " + e.getMessage());
                }
            }
        }
        return files.toString();
    }

    /** Waits until nobody writes any more. */
    private static void settle(List<Path> modules) throws InterruptedException {
        String before = "";
        for (String now = prints(modules); !now.equals(before); now = prints(modules)) {
            before = now;
            pause();
        }
    }

    private static String prints(List<Path> modules) {
        return String.join("", modules.stream().map(Dev::print).toList());
    }

    private final HttpClient http = HttpClient.newHttpClient();

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/session"))
                    .timeout(Duration.ofSeconds(10)).build();
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 || status == 401;
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets go of the server: what this process started stops, what only dev installed goes. */
    private void end(Path installed) {
        try {
            if (server != null) {
                server.destroy();
                server.waitFor();
            }
            Files.deleteIfExists(installed);
        } catch (IOException e) {
            System.err.println("gallra: remove " + installed + " by hand");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ClassLoader maven() {
        List<URL> jars = new ArrayList<>();
        try {
            jars.add(MAVEN.resolve("conf/logging").toUri().toURL());
            for (String part : List.of("boot", "lib")) {
                try (Stream<Path> all = Files.list(MAVEN.resolve(part))) {
                    for (Path jar : all.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                        jars.add(jar.toUri().toURL());
                    }
                }
            }
        } catch (IOException e) {
            throw new Refusal("there is no Maven in " + MAVEN);
        }
        return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Copies a file so that nobody sees half of it. */
    private void lay(Path from, Path to) throws IOException {
        Path part = Files.createDirectories(data.resolve("dev")).resolve(to.getFileName() + ".part");
        Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(LOOK.toMillis());
    }

    private static void say(String text) {
        System.out.println("gallra: " + text);
    }
}
