package org.gallra.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFileTest {

    private static final String CANARY = "Kanarie-8d1f";

    private static Row row(int i, String text) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("text", text);
        values.put("none", null);
        values.put("number", (long) i);
        values.put("decimal", new BigDecimal("-1E+3").add(BigDecimal.valueOf(i, 4)));
        values.put("yes", i % 2 == 0);
        values.put("day", LocalDate.of(1900, 1, 1).plusDays(i));
        values.put("time", LocalTime.MAX);
        values.put("at", Instant.parse("0001-01-01T00:00:00.000000001Z").plusSeconds(i));
        values.put("id", new UUID(i, -i));
        values.put("words", new Text("å", "a"));
        return new Row(values, i % 3 == 0 ? null : (long) i, List.of(1L, (long) i));
    }

    @Test
    void rowsComeBackAsTheyWereInTheirOrder() {
        KeptRows kept = new KeptRows();
        List<Row> wanted = new ArrayList<>();
        for (int i = 0; i < 3 * KeptRows.IN_MEMORY; i++) {
            Row row = row(i, Samples.NASTY.get(i % Samples.NASTY.size()));
            wanted.add(row);
            kept.keep(row);
        }
        List<Row> rows = kept.rows();
        assertThat(rows).hasSameSizeAs(wanted);
        assertThat(new ArrayList<>(rows)).isEqualTo(wanted);
        assertThat(new ArrayList<>(rows)).as("as often as one likes").isEqualTo(wanted);
        assertThat(new ArrayList<>(rows.subList(400, 700))).isEqualTo(wanted.subList(400, 700));
        Iterator<Row> one = rows.iterator();
        Iterator<Row> other = rows.iterator();
        for (int i = 0; i < 1_000; i++) {
            one.next();
        }
        assertThat(other.next()).as("two readers do not disturb each other").isEqualTo(wanted.get(0));
        assertThat(one.next()).isEqualTo(wanted.get(1_000));
    }

    @Test
    void bytesAndForeignValuesAreKeptToo() {
        KeptRows kept = new KeptRows();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("bytes", new byte[] {0, -1, 2});
        values.put("foreign", new StringBuilder("something else"));
        for (int i = 0; i <= KeptRows.IN_MEMORY; i++) {
            kept.keep(new Row(values, null, List.of()));
        }
        Row last = kept.rows().get(KeptRows.IN_MEMORY);
        assertThat((byte[]) last.values().get("bytes")).containsExactly(0, -1, 2);
        assertThat(last.values().get("foreign")).isEqualTo("something else");
    }

    @Test
    void fewRowsTouchNoDisk() {
        KeptRows kept = new KeptRows();
        kept.keep(row(1, "x"));
        assertThat(kept.rows()).isUnmodifiable().hasSize(1);
    }

    /** The system shows what is open, also when it has no name any more. */
    private static List<Path> open() throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path one : all.toList()) {
                if (Files.isSymbolicLink(one)
                        && Files.readSymbolicLink(one).toString().matches(".*/gallra-[^/]*\\.rows \\(deleted\\)")) {
                    open.add(one);
                }
            }
        }
        return open;
    }

    @Test
    void theFileHasNoNameAndNobodyCanReadIt() throws IOException {
        List<Path> before = open();
        RowFile file = new RowFile();
        for (int i = 0; i < 2_000; i++) {
            file.write(row(i, CANARY));
        }
        file.finish();
        List<Path> files = open();
        files.removeAll(before);
        assertThat(files).hasSize(1);
        byte[] content = Files.readAllBytes(files.get(0));
        assertThat(content).hasSizeGreaterThan(2_000 * 2 * CANARY.length());
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertThat(new String(content, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(CANARY.getBytes(charset), StandardCharsets.ISO_8859_1));
        }
        assertThat(file.rows().next().values()).containsEntry("text", CANARY);
    }
}
