package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A vendor's project, made as docs/vendors.md says: {@code ./gallra publish}, the archetype, {@code mvn package}. It lies
 * outside the repository's modules and has a local Maven repository of its own, which falls back on the user's.
 */
final class VendorProject {

    static final Path ROOT =
            Path.of(System.getProperty("gallra.root")).toAbsolutePath().normalize();
    private static final Path FOLDER = Distribution.TARGET.resolve("vendor");

    private static boolean published;

    private VendorProject() {}

    /** Makes a project of this name anew and builds it; returns its folder. */
    static synchronized Path make(String artifact) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        if (!published) {
            run(ROOT, ROOT.resolve("gallra").toString(), "publish");
            published = true;
        }
        Path project = FOLDER.resolve(artifact);
        Folders.delete(project);
        mvn(
                FOLDER,
                "org.apache.maven.plugins:maven-archetype-plugin:" + System.getProperty("gallra.archetype.plugin")
                        + ":generate",
                "-DarchetypeCatalog=local",
                "-DarchetypeGroupId=org.gallra",
                "-DarchetypeArtifactId=org.gallra.archetype",
                "-DarchetypeVersion=" + System.getProperty("gallra.version"),
                "-DgroupId=com.acme",
                "-DartifactId=" + artifact,
                "-Dvendor=acme",
                "-Drecord=Visit");
        mvn(project, "package");
        return project;
    }

    /** Returns the jar that the build made. */
    static Path jar(Path project) throws IOException {
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            List<Path> jars = files.filter(f -> f.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSize(1);
            return jars.get(0);
        }
    }

    /** Starts a command with the project's own Maven repository; its output goes into the file. */
    static Process start(Path folder, Path output, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .put(
                        "MAVEN_ARGS",
                        "-Dmaven.repo.local=" + FOLDER.resolve("m2") + " -Dmaven.repo.local.tail="
                                + System.getProperty("gallra.repository"));
        return builder.start();
    }

    private static void mvn(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("mvnw").toString(), "-B", "-ntp"));
        command.addAll(List.of(arguments));
        run(folder, command.toArray(String[]::new));
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = FOLDER.resolve("output.txt");
        Process process = start(folder, output, List.of(command));
        boolean ended = process.waitFor(8, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended && process.exitValue() == 0)
                .as(String.join(" ", command) + "\n" + Folders.read(output))
                .isTrue();
    }
}
