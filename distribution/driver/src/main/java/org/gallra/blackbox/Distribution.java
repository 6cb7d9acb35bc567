package org.gallra.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The archive that users get, unpacked once per build. */
public final class Distribution {

    public static final Path TARGET =
            Path.of(System.getProperty("gallra.target", "target")).toAbsolutePath();

    private Distribution() {}

    /** Returns the unpacked distribution; nothing writes into it. */
    public static synchronized Path home() throws IOException, InterruptedException {
        Path archive =
                Path.of(System.getProperty("gallra.archive")).toAbsolutePath().normalize();
        if (!Files.exists(archive)) {
            throw new IOException(archive + " is missing: build it with ./mvnw -pl distribution/assembly -am verify");
        }
        Path home = TARGET.resolve("distribution");
        Path stamp = home.resolve(".unpacked");
        String now = Files.getLastModifiedTime(archive).toString();
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(now)) {
            Folders.delete(home);
            Files.createDirectories(home);
            Process tar = new ProcessBuilder(
                            List.of("tar", "xzf", archive.toString(), "-C", home.toString(), "--strip-components=1"))
                    .inheritIO()
                    .start();
            if (!tar.waitFor(2, TimeUnit.MINUTES) || tar.exitValue() != 0) {
                throw new IOException("tar could not unpack " + archive);
            }
            Files.writeString(stamp, now);
        }
        return home;
    }
}
