package org.gallra.blackbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The archive that users get, unpacked once per build. */
public final class Distribution {

    public static final Path TARGET =
            Path.of(System.getProperty("gallra.target", "target")).toAbsolutePath();

    /** What the processes of one build share. */
    static final Path SHARED =
            Path.of(System.getProperty("gallra.shared", TARGET.toString())).toAbsolutePath();

    private Distribution() {}

    /** One process at a time works on what they share, until it is closed. */
    record Turn(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Waits for this process's turn; one thread at a time. */
    static Turn turn() throws IOException {
        Files.createDirectories(SHARED);
        FileChannel channel =
                FileChannel.open(SHARED.resolve("turn.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return new Turn(channel);
    }

    /** Returns what tells one archive from another. */
    static String stamp() throws IOException {
        return Files.getLastModifiedTime(archive()).toString();
    }

    private static Path archive() throws IOException {
        Path archive =
                Path.of(System.getProperty("gallra.archive")).toAbsolutePath().normalize();
        if (!Files.exists(archive)) {
            throw new IOException(archive + " is missing: build it with ./mvnw -pl distribution/assembly -am verify");
        }
        return archive;
    }

    private static Path home;

    /** Returns the unpacked distribution; nothing writes into it. */
    public static synchronized Path home() throws IOException, InterruptedException {
        if (home == null) {
            try (Turn turn = turn()) {
                home = unpacked();
            }
        }
        return home;
    }

    private static Path unpacked() throws IOException, InterruptedException {
        Path home = SHARED.resolve("distribution");
        Path stamp = home.resolve(".unpacked");
        String now = stamp();
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(now)) {
            Folders.delete(home);
            Files.createDirectories(home);
            Process tar = new ProcessBuilder(
                            List.of("tar", "xzf", archive().toString(), "-C", home.toString(), "--strip-components=1"))
                    .inheritIO()
                    .start();
            if (!tar.waitFor(2, TimeUnit.MINUTES) || tar.exitValue() != 0) {
                throw new IOException("tar could not unpack " + archive());
            }
            Files.writeString(stamp, now);
        }
        return home;
    }
}
