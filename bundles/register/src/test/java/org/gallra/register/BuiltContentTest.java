package org.gallra.register;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gallra.api.GallraException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody uploads as a bundle. */
class BuiltContentTest {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String DECLARATION = "META-INF/gallra/personal-data.json";

    @Test
    void whatUnpacksToMoreThanAnybodyNeedsIsRefusedInWords(@TempDir Path folder) throws IOException {
        Path manifest = folder.resolve("manifest.jar");
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(manifest))) {
            bomb(jar, MANIFEST);
        }
        assertThatThrownBy(() -> BuiltContent.of(manifest))
                .isInstanceOf(GallraException.class)
                .hasMessageContaining(MANIFEST);
        Path declaration = folder.resolve("declaration.jar");
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(declaration))) {
            jar.putNextEntry(new ZipEntry(MANIFEST));
            jar.write("Manifest-Version: 1.0\r\nBundle-SymbolicName: org.example.scan\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            bomb(jar, DECLARATION);
        }
        BuiltContent content = Objects.requireNonNull(BuiltContent.of(declaration));
        assertThatThrownBy(() -> DeclarationReader.read(content))
                .isInstanceOf(GallraException.class)
                .hasMessageContaining(DECLARATION);
    }

    private static void bomb(ZipOutputStream jar, String path) throws IOException {
        jar.putNextEntry(new ZipEntry(path));
        write(jar, new byte[1024 * 1024], 9);
    }

    private static void write(OutputStream out, byte[] block, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            out.write(block);
        }
    }
}
