package org.gallra.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.resource.ZipResourceAccessor;
import org.gallra.register.BuiltContent;
import org.gallra.register.Clauses;
import org.jspecify.annotations.Nullable;

/** The content of a bundle that is built but not installed: a directory of classes, or a jar. */
final class BundleFiles extends BuiltContent {

    private BundleFiles(Path place, Attributes headers) {
        super(place, headers);
    }

    /** Reads the manifest. */
    static BundleFiles at(Path place) {
        try {
            Attributes headers = manifest(place);
            if (headers == null) {
                throw new IllegalStateException("There is no bundle at " + place
                        + ": META-INF/MANIFEST.MF is missing, or has no Bundle-SymbolicName. Build it with the"
                        + " bnd-maven-plugin before the tests run, or override bundle()");
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

    /** Returns the path of the changelog, or null if the bundle has none. */
    @Nullable
    String changelog() {
        String header = header("Gallra-Changelog");
        return header == null ? null : header.split(";", 2)[0].strip();
    }

    /** Returns a way for Liquibase to read the content. */
    ResourceAccessor resources() throws IOException {
        return Files.isDirectory(place()) ? new DirectoryResourceAccessor(place()) : new ZipResourceAccessor(place());
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
}
