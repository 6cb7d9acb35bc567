package org.gallra.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** docs/reference/annotations.md says what the sources say. */
class ReferenceTest {

    @Test
    void theReferenceIsUpToDate() throws Exception {
        Path root = Path.of("../..").toRealPath();
        Process check = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Dgallra.root=" + root,
                        root.resolve("distribution/launcher/Reference.java").toString(),
                        "--check"))
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(check.exitValue()).as(output).isZero();
    }
}
