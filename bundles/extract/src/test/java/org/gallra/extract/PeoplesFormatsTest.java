package org.gallra.extract;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.sheet.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

class PeoplesFormatsTest {

    private static Map<String, List<CsvRecord>> csv(RegisterExtract extract) throws Exception {
        byte[] bytes = Samples.write(new CsvFormat(new WordedSheets(), new CsvSheets()), extract);
        Map<String, List<CsvRecord>> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).startsWith("\ufeff\"");
                try (var reader = CsvReader.builder()
                        .fieldSeparator(';')
                        .allowExtraFields(false)
                        .allowMissingFields(false)
                        .ofCsvRecord(text.substring(1))) {
                    files.put(entry.getName(), reader.stream().toList());
                }
            }
        }
        return files;
    }

    @Test
    void csvIsOneFilePerKindThatAStrictReaderTakes() throws Exception {
        Map<String, List<CsvRecord>> files = csv(Samples.extract(Samples.NASTY, Samples.SWEDISH));
        assertThat(files.keySet())
                .containsExactly("00-extract.csv", "01-bundles.csv", "02-fields.csv", "acme.note.csv");
        List<CsvRecord> notes = Objects.requireNonNull(files.get("acme.note.csv"));
        assertThat(notes).hasSize(Samples.NASTY.size() + 2);
        assertThat(notes.get(0).getFields())
                .startsWith("acme.note.text sv", "acme.note.code sv")
                .doesNotContain("acme.note.secret sv");
        for (int i = 0; i < Samples.NASTY.size(); i++) {
            String text = Samples.NASTY.get(i);
            assertThat(notes.get(i + 1).getField(0)).isEqualTo(Sheet.safe(Legible.text(text)));
            assertThat(notes.get(i + 1).getFields()).contains("Samtal", "Ja", "2026-01-02 04:04 (Europe/Stockholm)");
        }
        assertThat(Objects.toString(files.get("00-extract.csv")))
                .contains("acme.broken sv", "acme.notes sv (borttagen", "Bolaget AB", "2026-014", "E-legitimation");
        assertThat(Objects.toString(files.get("02-fields.csv"))).contains("ändamål", "acme.note.secret", "skäl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\nx", "  =1+1", "\u00a0=1", "'=1", "'"})
    void whatLooksLikeAFormulaIsText(String text) {
        assertThat(Sheet.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Kundvård", "1+1", "a=b", " Kundvård", "info@example.se"})
    void otherTextStaysAsItIs(String text) {
        assertThat(Sheet.safe(text)).isEqualTo(text);
    }

    @Test
    void thePageIsXmlAndNamesEveryBundleBeforeTheSections() throws Exception {
        for (Locale language : List.of(Samples.SWEDISH, Locale.ENGLISH)) {
            byte[] page = Samples.write(new HtmlFormat(), Samples.extract(Samples.NASTY, language));
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.newDocumentBuilder().parse(new ByteArrayInputStream(page));
            String text = new String(page, StandardCharsets.UTF_8);
            String first = text.substring(0, text.indexOf("<section id=\"s1\""));
            assertThat(first).contains("acme.notes", "acme.broken", "acme.nothing", "Bolaget AB", "2026-014");
            assertThat(text).contains("(GDPR ", "imy@imy.se");
        }
    }

    @Test
    void thePageHoldsEveryTextAsItWentIn() throws Exception {
        byte[] page = Samples.write(new HtmlFormat(), Samples.extract(Samples.NASTY, Samples.SWEDISH));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        NodeList rows = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(page))
                .getElementsByTagName("tr");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows.getLength(); i++) {
            NodeList cells = rows.item(i).getChildNodes();
            if (cells.getLength() == 2 && cells.item(0).getTextContent().equals("acme.note.text sv")) {
                texts.add(cells.item(1).getTextContent());
            }
        }
        assertThat(texts).isEqualTo(Samples.NASTY.stream().map(Legible::text).toList());
    }
}
