package org.gallra.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gallra.api.GallraException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to use up memory or time: they are refused with a reason, or read, in bounded memory and time. */
class BombTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int LARGE = 10 * 1024 * 1024;

    private static Sheet read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return within(() -> Sheet.read(bytes));
    }

    private static Sheet within(Supplier<Sheet> work) {
        return assertTimeoutPreemptively(BOUND, work::get);
    }

    private static void refused(String text, String why) {
        assertThatExceptionOfType(GallraException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.text().en()
                                + (e.violations().isEmpty()
                                        ? ""
                                        : e.violations().get(0).text().en()))
                        .contains(why));
    }

    @Test
    void aRowOfMillionsOfCells() {
        refused("Förnamn;" + "a;".repeat(LARGE / 2) + "\n" + "b;".repeat(500) + "\n", "columns");
        assertThat(read("Förnamn;Efternamn\nAda;Ek" + ";".repeat(LARGE) + "\nBo;Ek\n")
                        .rows())
                .hasSize(2);
        refused(";".repeat(LARGE), "");
    }

    @Test
    void manyRowsOfManyShortCells() {
        String row = "a;".repeat(300) + "\n";
        refused("Namn;" + row.repeat(LARGE / row.length()), "values");
    }

    @Test
    void manyRows() {
        refused("Förnamn;Efternamn\n" + "a;b\n".repeat(LARGE / 4), "rows");
    }

    @Test
    void manyLinesWithNothingInThem() {
        refused("\r".repeat(Sheet.MAX_LINES + 1), "three million lines");
        refused("Förnamn;Efternamn\n" + "\n".repeat(LARGE) + "Ada;Ek\n", "three million lines");
        refused("BEGIN:VCARD\nVERSION:3.0\nFN:Ada Ek\n" + "\n".repeat(LARGE) + "END:VCARD\n", "three million lines");
        Sheet sheet = read("Förnamn;Efternamn\r\n" + "\r\n".repeat(1_000_000) + "Ada;Ek\r\n");
        assertThat(sheet.rows()).singleElement().satisfies(row -> assertThat(row.line())
                .isEqualTo(1_000_002));
    }

    @Test
    void quotesThatNothingCloses() {
        refused("Förnamn;Efternamn\n" + "\"a;b\n".repeat(LARGE / 5), "quotation marks");
    }

    @Test
    void aLineWithoutEnd() {
        Sheet sheet = read("Förnamn;Efternamn\nAda;" + "x".repeat(LARGE) + "\nBo;Ek\n");
        assertThat(sheet.rows()).hasSize(2);
        assertThat(sheet.rows().get(1).cell(0)).isEqualTo("Bo");
    }

    @Test
    void aCardWithAHundredThousandAddresses() {
        Sheet sheet = read("BEGIN:VCARD\nVERSION:3.0\nFN:Ada Ek\n" + "EMAIL:a@b.se\n".repeat(100_000) + "END:VCARD\n");
        assertThat(sheet.rows()).hasSize(1);
        assertThat(sheet.rows().get(0).notes())
                .anyMatch(note -> note.reason().en().contains("the rest is left out"));
        assertThat(sheet.columns().size()).isLessThan(Sheet.MAX_COLUMNS);
    }

    @Test
    void cardsInCardsInCards() {
        String nested = "AGENT:\nBEGIN:VCARD\n".repeat(200_000);
        Sheet sheet = read("BEGIN:VCARD\nVERSION:2.1\nFN:Ada Ek\n" + nested + "END:VCARD\n".repeat(200_001));
        assertThat(sheet.rows()).hasSize(1);
        refused("BEGIN:VCARD\n".repeat(200_000), "rows");
    }

    @Test
    void aFoldedLineWithoutEnd() {
        Sheet sheet = read("BEGIN:VCARD\nVERSION:3.0\nFN:Ada Ek\nNOTE:" + "x\n ".repeat(1_000_000)
                + "\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Bo Ek\nEND:VCARD\n");
        assertThat(sheet.rows()).hasSize(2);
    }

    @Test
    void whatUnpacksIsNotUnpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] block = new byte[1024 * 1024];
            for (int i = 0; i < 200; i++) {
                zip.write(block);
            }
        }
        assertThat(bytes.size()).isLessThan(400_000);
        assertThatExceptionOfType(GallraException.class)
                .isThrownBy(() -> within(() -> Sheet.read(bytes.toByteArray())))
                .satisfies(e -> assertThat(e.violations().get(0).text().en()).contains("Save it as CSV"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
                "{\"a\":[[[[[[",
                "%PDF-1.7"
            })
    void nothingElseIsParsed(String text) {
        refused(text, "neither CSV nor vCard");
    }
}
