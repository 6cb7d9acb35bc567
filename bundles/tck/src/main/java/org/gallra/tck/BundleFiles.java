package org.gallra.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.resource.ZipResourceAccessor;
import org.gallra.register.BundleContent;
import org.jspecify.annotations.Nullable;

/** The content of a bundle that is built but not installed: a directory of classes, or a jar. */
final class BundleFiles implements BundleContent {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final Path place;
    private final Attributes headers;

    private BundleFiles(Path place, Attributes headers) {
        this.place = place;
        this.headers = headers;
    }

    /** Reads the manifest. */
    static BundleFiles at(Path place) {
        URL manifest = entry(place, MANIFEST);
        if (manifest == null) {
            throw new IllegalStateException("There is no bundle at " + place + ": " + MANIFEST
                    + " is missing. Build it with the bnd-maven-plugin before the tests run, or override bundle()");
        }
        try (InputStream in = manifest.openStream()) {
            Attributes headers = new Manifest(in).getMainAttributes();
            if (headers.getValue("Bundle-SymbolicName") == null) {
                throw new IllegalStateException(
                        "There is no bundle at " + place + ": " + MANIFEST + " has no Bundle-SymbolicName");
            }
            return new BundleFiles(place, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bundle that a class came from. */
    static BundleFiles of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return at(Path.of(Objects.requireNonNull(source).getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return required("Bundle-SymbolicName").split(";", 2)[0].strip();
    }

    @Override
    public String version() {
        return Objects.requireNonNullElse(header("Bundle-Version"), "0.0.0");
    }

    @Override
    public @Nullable String header(String header) {
        return headers.getValue(header);
    }

    @Override
    public String title() {
        String title = header("Bundle-Name");
        return title == null || title.isBlank() ? name() : title;
    }

    @Override
    public List<Map<String, Object>> capabilities(String namespace) {
        String provided = header("Provide-Capability");
        return provided == null
                ? List.of()
                : Clauses.of(provided).stream()
                        .filter(c -> c.name().equals(namespace))
                        .map(Clauses.Clause::attributes)
                        .toList();
    }

    @Override
    public @Nullable URL entry(String path) {
        return entry(place, path);
    }

    /** Returns the path of the changelog, or null if the bundle has none. */
    @Nullable
    String changelog() {
        String header = header("Gallra-Changelog");
        return header == null ? null : header.split(";", 2)[0].strip();
    }

    /** Returns a way for Liquibase to read the content. */
    ResourceAccessor resources() throws IOException {
        return Files.isDirectory(place) ? new DirectoryResourceAccessor(place) : new ZipResourceAccessor(place);
    }

    /** Returns where the descriptors of its components lie. */
    List<URL> components() {
        List<URL> found = new ArrayList<>();
        String names = header("Service-Component");
        if (names != null) {
            for (Clauses.Clause clause : Clauses.of(names)) {
                URL descriptor = entry(clause.name());
                if (descriptor != null) {
                    found.add(descriptor);
                }
            }
        }
        return found;
    }

    private String required(String header) {
        return Objects.requireNonNull(header(header), header);
    }

    private static @Nullable URL entry(Path place, String path) {
        try {
            if (Files.isDirectory(place)) {
                Path file = place.resolve(path);
                return Files.isRegularFile(file) ? file.toUri().toURL() : null;
            }
            URL url = URI.create("jar:" + place.toUri() + "!/" + path).toURL();
            var connection = url.openConnection();
            connection.setUseCaches(false);
            connection.getInputStream().close();
            return url;
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            return null;
        }
    }
}
