package org.gallra.extract.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gallra.api.sheet.Sheet;
import org.gallra.testing.NastyStrings;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class XlsxSheetsTest {

    private static byte[] book(Sheet... sheets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new XlsxSheets().write(List.of(sheets), out);
        return out.toByteArray();
    }

    private static Sheet sheet(String... cells) {
        return new Sheet(
                "x", "Blad", List.of("Rubrik"), Stream.of(cells).map(List::of).toList());
    }

    /** Reads as spreadsheets do, by the directory at the end. */
    private static Map<String, String> unzip(byte[] book) throws IOException {
        Path file = Files.write(Files.createTempFile("book", ".xlsx"), book);
        Map<String, String> parts = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
        return parts;
    }

    /** The texts of all sheets in their order. */
    private static List<String> cells(byte[] book) throws Exception {
        Map<String, String> parts = unzip(book);
        List<String> cells = new ArrayList<>();
        for (int sheet = 1; parts.containsKey("xl/worksheets/sheet" + sheet + ".xml"); sheet++) {
            NodeList texts = xml(Objects.requireNonNull(parts.get("xl/worksheets/sheet" + sheet + ".xml")))
                    .getElementsByTagName("t");
            IntStream.range(0, texts.getLength())
                    .mapToObj(i -> texts.item(i).getTextContent())
                    .forEach(cells::add);
        }
        return cells;
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void textComesOutAsItWentInAndNoneIsAFormula() throws Exception {
        byte[] book = book(sheet("=cmd()", "  @x", "'a", " å <b> & ]]> \"\r\n😀 ", "_x0041_", "vanligt"));
        assertThat(cells(book))
                .contains("'=cmd()", "'  @x", "''a", " å <b> & ]]> \"\r\n😀 ", "_x005F_x0041_", "vanligt");
        assertThat(unzip(book).get("xl/worksheets/sheet1.xml")).doesNotContain("<f>");
    }

    /** As they come from the words of an extract, which have made legible what no file can hold. */
    @Test
    void nastyStringsComeOutAsTheyWentIn() throws Exception {
        List<String> texts = NastyStrings.ALL.stream()
                .filter(text -> text.chars().noneMatch(c -> c < 0x20 && "\t\n\r".indexOf(c) < 0))
                .filter(text ->
                        text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff || c == 0xfffe || c == 0xffff))
                .toList();
        assertThat(texts).hasSizeGreaterThan(400);
        List<String> cells = cells(book(sheet(texts.toArray(String[]::new))));
        assertThat(cells.subList(1, cells.size()))
                .isEqualTo(texts.stream()
                        .map(Sheet::safe)
                        .map(text -> text.replaceAll("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_"))
                        .toList());
    }

    @Test
    void whatIsTooLongForACellGoesOnBelow() throws Exception {
        String text = "a".repeat(XlsxSheets.LONGEST - 1) + "😀" + "b".repeat(XlsxSheets.LONGEST);
        byte[] book = book(sheet(text, "sist"));
        List<String> cells = cells(book);
        assertThat(String.join("", cells.subList(1, cells.size() - 1))).isEqualTo(text);
        assertThat(cells).allSatisfy(c -> assertThat(c.length()).isLessThanOrEqualTo(XlsxSheets.LONGEST));
        assertThat(cells.get(cells.size() - 1)).isEqualTo("sist");
    }

    @Test
    void manyRowsAndSheetsAreWholeXml() throws Exception {
        Sheet many = new Sheet("many", "Många", List.of("A", "B"), () -> IntStream.range(0, 3_000)
                .mapToObj(i -> List.of("rad " + i, "värde " + i))
                .iterator());
        byte[] book = book(sheet("x"), many, sheet("y"));
        Map<String, String> parts = unzip(book);
        assertThat(cells(book)).contains("rad 0", "värde 2999");
        assertThat(parts.keySet())
                .filteredOn(n -> n.startsWith("xl/worksheets/"))
                .hasSize(3);
        for (var part : parts.entrySet()) {
            xml(part.getValue());
        }
    }

    /** Writes a workbook of as many rows as the first argument says, whose texts are all different. */
    static final class Many {

        private Many() {}

        /** Says how many bytes it had. */
        public static void main(String[] args) throws IOException {
            int rows = Integer.parseInt(args[0]);
            Sheet sheet = new Sheet("long", "Lång", List.of("Nr", "Text"), () -> IntStream.range(0, rows)
                    .mapToObj(i -> List.of(
                            Integer.toString(i),
                            "Text " + Integer.toString(i, 36).repeat(80)))
                    .iterator());
            long[] bytes = {0};
            new XlsxSheets().write(List.of(sheet), new OutputStream() {
                @Override
                public void write(int one) {
                    bytes[0]++;
                }

                @Override
                public void write(byte[] some, int from, int length) {
                    bytes[0] += length;
                }
            });
            System.out.println("bytes=" + bytes[0]);
        }
    }

    /** PERFORMANCE.md 3b; in a process of its own, whose heap is too small for the texts. */
    @Test
    void aHundredThousandRowsAreNotKeptInMemory() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Objects.requireNonNullElse(
                                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path")),
                        Many.class.getName(),
                        "100000")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("bytes=[1-9][0-9]{6,8}");
    }
}
