package org.gallra.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gallra.processing.Declared.bundle;
import static org.gallra.processing.Declared.field;
import static org.gallra.processing.Declared.register;
import static org.gallra.processing.Declared.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.Contributor.Presence;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.processing.ProcessingRecord;
import org.gallra.api.sheet.Sheet;
import org.gallra.api.sheet.SheetFormat;
import org.gallra.extract.CsvSheets;
import org.gallra.extract.xlsx.XlsxSheets;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class FormatsTest {

    private static final Locale SWEDISH = Locale.forLanguageTag("sv");

    private static ProcessingRecord record(String purpose) {
        return Recorder.record(
                register(
                        bundle(
                                "acme",
                                Accounting.COMPLETE,
                                Presence.DEPARTED,
                                List.of(),
                                Declared.record(
                                        "acme.booking",
                                        DataSubject.CONTACT,
                                        field("diet")
                                                .category(DataCategory.HEALTH)
                                                .purpose("Mat"),
                                        field("date").kept("Statistik"))),
                        bundle("silent", Accounting.NOT_ACCOUNTED_FOR, Presence.ACTIVE, List.of(text("Tyst")))),
                Declared.controller(
                        new ProcessingDefaults(purpose, null, "Personen;\n\"själv\"", null), ProcessingDefaults.NONE),
                Instant.parse("2026-11-05T23:30:00Z"));
    }

    private static List<Map<String, String>> rows(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\ufeff\"").contains("\r\n");
        List<CsvRecord> records;
        try (var reader = CsvReader.builder().fieldSeparator(';').ofCsvRecord(text.substring(1))) {
            records = reader.stream().toList();
        }
        List<String> headings = records.get(0).getFields();
        return records.stream()
                .skip(1)
                .map(r -> {
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < headings.size(); i++) {
                        row.put(headings.get(i), r.getField(i));
                    }
                    return row;
                })
                .toList();
    }

    @Test
    void csvHoldsOneRowForEachActivityAndBundle() throws IOException {
        byte[] bytes = csv(new Tables(record("=HYPERLINK(\"http://evil.example\")"), SWEDISH).whole());
        List<Map<String, String>> rows = rows(bytes);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .containsEntry("Behandling", "acme.booking sv")
                .containsEntry("Personuppgiftsansvarig", "Bolaget AB\ninfo@example.se")
                .containsEntry("Dataskyddsombud", "Disa")
                .containsEntry("Ändamål", "Mat sv: diet sv\n=HYPERLINK(\"http://evil.example\"): date sv [standard]")
                .containsEntry("Källa", "Personen;\n\"själv\" [standard]")
                .containsEntry("Lagringstid", "Inte angivet")
                .containsEntry("Särskilda kategorier (artikel 9)", "Hälsa (artikel 9): diet sv")
                .containsEntry("Anonymisering", "Tas bort: diet sv\nBehålls: date sv")
                .containsEntry("Registerutdrag", "Visas")
                .containsEntry("Skäl att behålla eller inte visa", "Statistik sv: date sv")
                .containsEntry("Saknas", "Rättslig grund\nLagringstid")
                .containsEntry("Läge", "Borttaget, uppgifterna finns kvar");
        assertThat(rows.get(1))
                .containsEntry("Behandling", "")
                .containsEntry("Symboliskt namn", "silent")
                .containsEntry("Redovisning", "Inte redovisat")
                .containsEntry("Skäl", "Tyst sv")
                .containsEntry("Säkerhetsåtgärder", "Kryptering");
    }

    @Test
    void noCellBeginsLikeAFormula() throws Exception {
        ProcessingRecord record = Recorder.record(
                register(bundle(
                        "=cmd",
                        Accounting.COMPLETE,
                        Presence.ACTIVE,
                        List.of(),
                        Declared.record(
                                "@acme", DataSubject.CONTACT, field("-a").purpose("+1")))),
                Declared.controller(ProcessingDefaults.NONE, ProcessingDefaults.NONE),
                Instant.EPOCH);
        for (Map<String, String> row : rows(csv(new Tables(record, Locale.ENGLISH).whole()))) {
            row.forEach((heading, value) -> assertThat(value).as(heading).doesNotMatch("(?s)\\s*[=+@-].*"));
            assertThat(row).containsEntry("Purpose", "'+1 en").containsEntry("Symbolic name", "'=cmd");
        }
        byte[] book = xlsx(List.of(new Tables(record, Locale.ENGLISH).whole()));
        assertThat(cells(book))
                .contains("'+1 en", "'=cmd", "'@acme en")
                .noneMatch(cell -> cell.matches("(?s)\\s*[=+@-].*"));
        assertThat(unzip(book).get("xl/worksheets/sheet1.xml")).doesNotContain("<f>");
    }

    @Test
    void theWorkbookHoldsEverySheet() throws Exception {
        Tables tables = new Tables(record("Kundvård & <service>"), Locale.ENGLISH);
        byte[] book =
                xlsx(List.of(tables.general("Controller"), tables.activities("Processing"), tables.parts("Bundles")));
        Map<String, String> parts = unzip(book);
        assertThat(parts.get("xl/workbook.xml"))
                .contains("name=\"Controller\"", "name=\"Processing\"", "name=\"Bundles\"");
        assertThat(cells(book))
                .contains(
                        "Bolaget AB\ninfo@example.se",
                        "Kryptering",
                        "No, there are bundles that do not account for their data",
                        "2026-11-06 00:30 Europe/Stockholm",
                        "Kundvård & <service>",
                        "Mat en: diet en\nKundvård & <service>: date en [default]",
                        "Removed, the data is still held",
                        "Not accounted for",
                        "Tyst en");
        for (var part : parts.entrySet()) {
            assertThat(part.getValue()).as(part.getKey()).startsWith("<?xml");
            xml(part.getValue());
        }
    }

    private static byte[] csv(Sheet sheet) throws IOException {
        return write(new CsvSheets(), List.of(sheet));
    }

    private static byte[] xlsx(List<Sheet> sheets) throws IOException {
        return write(new XlsxSheets(), sheets);
    }

    private static byte[] write(SheetFormat format, List<Sheet> sheets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(sheets, out);
        return out.toByteArray();
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

    /** Reads as spreadsheets do, by the directory at the end. */
    private static Map<String, String> unzip(byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile("book", ".xlsx"), bytes);
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
}
