package org.gallra.extract.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static List<String> cells(byte[] book) throws Exception {
        NodeList texts = xml(Objects.requireNonNull(unzip(book).get("xl/sharedStrings.xml")))
                .getElementsByTagName("t");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
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
}
