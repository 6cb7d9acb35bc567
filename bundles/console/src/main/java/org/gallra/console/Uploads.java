package org.gallra.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.osgi.framework.BundleContext;

/** Files that were uploaded and wait for somebody's decision, an hour at most. Thread-safe. */
final class Uploads {

    private static final Duration KEPT = Duration.ofHours(1);
    /** No bundle is as large; the distribution is not. */
    private static final long MOST = 100L * 1024 * 1024;

    private final Path place;
    private final SecureRandom random = new SecureRandom();

    Uploads(Path place) {
        this.place = place;
    }

    static Uploads of(BundleContext context) {
        return new Uploads(context.getDataFile("uploads").toPath());
    }

    /**
     * Keeps a file.
     *
     * @return the key by which it is asked for
     * @throws GallraException {@code TOO_LARGE}
     */
    String keep(InputStream in) throws IOException {
        Files.createDirectories(place);
        forget();
        byte[] key = new byte[16];
        random.nextBytes(key);
        String name = HexFormat.of().formatHex(key);
        Path file = place.resolve(name + ".jar");
        try (var out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long total = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (total > MOST) {
                    throw new GallraException(
                            GallraException.Code.TOO_LARGE,
                            new Text("Ett tillägg är högst 100 MB.", "A bundle has at most 100 MB."));
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return name;
    }

    /**
     * Returns the file.
     *
     * @throws GallraException {@code GONE} if it waited too long, or never did
     */
    Path get(String key) {
        // before a path is made of it
        if (!key.matches("[0-9a-f]{32}") || !Files.isRegularFile(place.resolve(key + ".jar"))) {
            throw new GallraException(
                    GallraException.Code.GONE,
                    new Text(
                            "Filen finns inte kvar. Ladda upp den igen.",
                            "The file is not there any more. Upload it again."));
        }
        return place.resolve(key + ".jar");
    }

    /** Removes the file. */
    void drop(String key) {
        try {
            Files.deleteIfExists(get(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(place)) {
            files = all.toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(KEPT))) {
                Files.deleteIfExists(file);
            }
        }
    }
}
