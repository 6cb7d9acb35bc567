package org.gallra.register;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** The content of a bundle that is built but not installed: a directory of classes, or a jar. It keeps no file open. */
public class BuiltContent implements BundleContent {

    private static final String NAME = "Bundle-SymbolicName";

    /** Bytes of a manifest, a declaration, texts or a changelog at most: a jar of a few kilobytes may unpack to what no memory holds. */
    private static final int LONGEST = 8 * 1024 * 1024;

    private final Path place;
    private final Attributes headers;

    /** Takes where it lies and the headers of its manifest. */
    protected BuiltContent(Path place, Attributes headers) {
        this.place = place;
        this.headers = headers;
    }

    /** Returns the bundle in a jar or a directory, or null if it is none. */
    static @Nullable BuiltContent of(Path place) throws IOException {
        Attributes headers = manifest(place);
        return headers == null ? null : new BuiltContent(place, headers);
    }

    /** Returns the headers of the bundle in a jar or a directory, or null if it is none. */
    protected static @Nullable Attributes manifest(Path place) throws IOException {
        byte[] manifest = bytes(place, JarFile.MANIFEST_NAME);
        if (manifest == null) {
            return null;
        }
        Attributes headers = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
        return headers.getValue(NAME) == null ? null : headers;
    }

    /** Returns where it lies. */
    protected final Path place() {
        return place;
    }

    @Override
    public final String name() {
        return Objects.requireNonNull(header(NAME)).split(";", 2)[0].strip();
    }

    @Override
    public final String version() {
        return Objects.requireNonNullElse(header("Bundle-Version"), "0.0.0");
    }

    @Override
    public final @Nullable String header(String header) {
        return headers.getValue(header);
    }

    @Override
    public final String title() {
        String title = header("Bundle-Name");
        return title == null || title.isBlank() ? name() : title;
    }

    @Override
    public final List<Map<String, Object>> capabilities(String namespace) {
        String provided = header("Provide-Capability");
        return provided == null
                ? List.of()
                : Clauses.of(provided).stream()
                        .filter(c -> c.name().equals(namespace))
                        .map(Clauses.Clause::attributes)
                        .toList();
    }

    @Override
    public final @Nullable URL entry(String path) {
        return entry(place, path);
    }

    private static @Nullable URL entry(Path place, String path) {
        try {
            if (Files.isDirectory(place)) {
                Path file = place.resolve(path);
                return Files.isRegularFile(file) ? file.toUri().toURL() : null;
            }
            byte[] content = bytes(place, path);
            return content == null ? null : new URL(null, "gallra-entry:" + path, new Bytes(content));
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte @Nullable [] bytes(Path place, String path) throws IOException {
        if (Files.isDirectory(place)) {
            Path file = place.resolve(path);
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        }
        try (JarFile jar = new JarFile(place.toFile(), false)) {
            ZipEntry entry = jar.getEntry(path);
            if (entry == null || entry.isDirectory()) {
                return null;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                byte[] content = in.readNBytes(LONGEST + 1);
                if (content.length > LONGEST) {
                    throw GallraException.invalid(
                            "file",
                            new Text(
                                    path + " i filen är större än 8 MB. Så stor är den i inget tillägg.",
                                    path + " in the file is larger than 8 MB. In no bundle is it as large as that."));
                }
                return content;
            }
        } catch (ZipException e) {
            return null; // it is no jar
        }
    }

    /** An entry that was read: the JDK's own addresses of entries keep the jar open. */
    private static final class Bytes extends URLStreamHandler {

        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL address) {
            return new URLConnection(address) {
                @Override
                public void connect() {
                    // it was read before
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
