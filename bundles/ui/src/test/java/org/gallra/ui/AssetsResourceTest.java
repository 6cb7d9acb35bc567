package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssetsResourceTest {

    private static final Path ASSETS = Path.of("src/main/resources/assets");

    @Test
    void theStyleSheetHoldsEachOfItsParts() throws IOException {
        try (Stream<Path> parts = Files.list(ASSETS.resolve("theme"))) {
            assertThat(AssetsResource.THEME)
                    .containsExactlyInAnyOrderElementsOf(
                            parts.map(part -> "theme/" + part.getFileName()).toList());
        }
        String sheet = new String(AssetsResource.joined(AssetsResource.THEME), StandardCharsets.UTF_8);
        for (String part : AssetsResource.THEME) {
            assertThat(sheet).contains(Files.readString(ASSETS.resolve(part)));
        }
    }
}
