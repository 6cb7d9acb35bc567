package org.gallra.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.RegisterExtract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An extract takes the same memory however much is held (PERFORMANCE.md 3b, ADR-0039). */
class MemoryTest {

    @Test
    void aHundredThousandRowsNeedNoMoreHeapThanAFewHundred(@TempDir Path folder) throws Exception {
        // the rows alone take some 120 MB
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        Objects.requireNonNullElse(
                                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path")),
                        Hoard.class.getName(),
                        "100000")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("rows=100000 masked=10000");
        for (String format : List.of("json", "xml", "html", "csv")) {
            assertThat(said).containsPattern(format + "=[1-9][0-9]{6,8}\\s");
        }
        assertThat(names(folder)).as("nothing is left").isEmpty();
    }

    private static List<Path> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void manyRowsAreMaskedExplainedAndCountedAsFewAre() {
        RegisterExtract many =
                Hoard.service(3 * KeptRows.IN_MEMORY).extract(Hoard.PERSON, ExtractOrder.in(Samples.SWEDISH));
        RegisterExtract few = Hoard.service(KeptRows.IN_MEMORY).extract(Hoard.PERSON, ExtractOrder.in(Samples.SWEDISH));
        assertThat(many.masked()).isEqualTo(3 * few.masked()).isPositive();
        assertThat(many.bundles().get(0).rows()).isEqualTo(3L * KeptRows.IN_MEMORY);
        List<RegisterExtract.Row> rows = many.sections().get(0).rows();
        assertThat(rows.subList(0, KeptRows.IN_MEMORY))
                .containsExactlyElementsOf(few.sections().get(0).rows());
        RegisterExtract.Row last = rows.get(rows.size() - 10);
        assertThat(String.valueOf(last.values().get("acme.note.text"))).contains("[annan person]");
        assertThat(last.values().get("acme.note.code")).isEqualTo(new Text("Samtal", "Call"));
        assertThat(Digest.of(many.sections(), many.language())).isEqualTo(many.digest());
        assertThat(many.masked()).as("counted once").isEqualTo(3 * few.masked());
    }
}
