package org.gallra.extract.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.extract.RegisterExtract.BundleAnswer;
import org.gallra.api.extract.RegisterExtract.Outcome;
import org.gallra.api.extract.RegisterExtract.Row;
import org.gallra.api.extract.RegisterExtract.Section;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.Contributor.Presence;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.Strategy;
import org.gallra.extract.HtmlFormat;
import org.gallra.extract.JsonFormat;
import org.gallra.testing.NastyStrings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

class PdfFormatTest {

    private static final List<String> NASTY = List.of(
            "=cmd()",
            "nul \u0000 bel \u0007 halv \ud83d",
            "emoji 😀 中文",
            "\u202Eomvänd\u202C עברית العربية \ufffe",
            "]]> <b>&amp; \" '",
            "rad\r\nrad\trad\rrad\n",
            "å ä ö Å Ä Ö é ß € – ” …",
            "ord".repeat(400),
            "Ett långt stycke. ".repeat(300));

    @BeforeAll
    static void initialize() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private static FieldDeclaration field(String id, String name) {
        return new FieldDeclaration(
                "activity.activity." + id,
                new Text(name, name),
                "c",
                ColumnType.TEXT,
                true,
                DataCategory.COMMUNICATION,
                FieldKind.FREE_TEXT,
                Strategy.KEEP,
                false,
                null,
                0,
                ExtractPolicy.INCLUDE,
                false,
                new Text("Behövs för statistiken", "Needed for statistics"),
                new Text("Kundvård", "Care of customers"),
                new Text("Berättigat intresse", "Legitimate interest"),
                new Text("Inmatad av en användare", "Entered by a user"),
                null,
                null,
                false,
                Recognition.NONE);
    }

    private static RegisterExtract extract(List<String> texts, Locale language) {
        List<FieldDeclaration> fields = List.of(field("subject", "Ämne"), field("notes", "Anteckningar"));
        List<Row> rows = new ArrayList<>();
        for (String text : texts) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("activity.activity.subject", "Samtal");
            values.put("activity.activity.notes", text);
            rows.add(new Row(values, "Bolaget AB", 1, List.of()));
        }
        List<BundleAnswer> bundles = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            bundles.add(new BundleAnswer(
                    "org.acme.part" + i,
                    "1.0." + i,
                    new Text("Tillägget " + i, "The part " + i),
                    Presence.values()[i % 3],
                    Outcome.values()[i % 7],
                    i,
                    i % 6 > 2 ? List.of(new Text("Den gick sönder", "It broke")) : List.of()));
        }
        return new RegisterExtract(
                UUID.fromString("11111111-2222-3333-4444-555555555555"),
                new ContactId(UUID.fromString("66666666-2222-3333-4444-555555555555")),
                "Åsa Öst",
                List.of(new RegisterExtract.Card(
                        new ContactId(UUID.fromString("66666666-2222-3333-4444-555555555555")),
                        "Åsa Öst",
                        "Bolaget AB")),
                Instant.parse("2026-11-28T22:00:00Z"),
                "anna",
                ExtractOrder.in(language),
                false,
                null,
                false,
                bundles,
                List.of(
                        new Section(
                                "activity.activity",
                                new Text("Aktiviteter", "Activities"),
                                "org.gallra.activity",
                                fields,
                                rows),
                        new Section("sale.sale", new Text("Försäljning", "Sales"), "org.gallra.sale", fields, rows)),
                3,
                "0".repeat(64),
                List.of());
    }

    private static byte[] pdf(RegisterExtract extract) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PdfFormat(new HtmlFormat(), new JsonFormat()).write(extract, out);
        return out.toByteArray();
    }

    private static List<String> faults(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (var parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            var faults = new TreeSet<String>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                faults.add(assertion.getRuleId().getClause() + " " + assertion.getMessage());
            }
            assertThat(result.isCompliant()).isEqualTo(faults.isEmpty());
            return List.copyOf(faults);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sv", "en"})
    void itIsArchivableAndAccessible(String language) throws Exception {
        byte[] pdf = pdf(extract(NASTY, Locale.forLanguageTag(language)));
        assertThat(faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        assertThat(faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language);
            assertThat(document.getDocumentInformation().getTitle())
                    .isEqualTo(language.equals("sv") ? "Registerutdrag" : "Register extract");
            assertThat(Objects.requireNonNull(document.getDocumentCatalog().getDocumentOutline())
                            .children())
                    .extracting(o -> o.getTitle())
                    .contains(language.equals("sv") ? "Aktiviteter (9)" : "Activities (9)");
        }
    }

    @Test
    void theFirstPageNamesEveryBundleAndTheRestHoldsEveryText() throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf(extract(NASTY, Locale.forLanguageTag("sv"))))) {
            PDFTextStripper first = new PDFTextStripper();
            first.setEndPage(1);
            String page = first.getText(document).replaceAll("\\s+", " ");
            for (int i = 0; i < 25; i++) {
                assertThat(page).contains("Tillägget " + i);
            }
            assertThat(page)
                    .contains("inte fullständigt", "Kunde inte läsas", "Sida 1 av " + document.getNumberOfPages());
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains(
                            "=cmd()",
                            "\\u0000",
                            "\\uD83D",
                            "\\u4E2D\\u6587",
                            "\\u202E",
                            "]]> <b>&amp; \" '",
                            "å ä ö Å Ä Ö é ß € – ” …");
        }
    }

    /** What other readers make of the document's characters: PDFBox's own takes shapes apart. */
    @Test
    void lettersStayLetters() throws Exception {
        StringBuilder raw = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(
                pdf(extract(List.of("Steffen Affär offert fil flöde afflux"), Locale.forLanguageTag("sv"))))) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    raw.append(text.getUnicode());
                }
            }.getText(document);
        }
        assertThat(raw.toString().replace(" ", "")).contains("SteffenAffäroffertfilflödeafflux");
    }

    /** What a typeface has no shape for stands as its code; blanks are as wide as the paper makes them. Nothing else may differ. */
    @Test
    void whatTripsOthersComesOutAsItWentIn() throws Exception {
        List<String> marked = new ArrayList<>();
        for (int i = 0; i < NastyStrings.ALL.size(); i++) {
            marked.add("{{text" + i + ":" + NastyStrings.ALL.get(i) + ":end" + i + "}}");
        }
        RegisterExtract extract = extract(marked, Locale.ENGLISH);
        byte[] pdf = pdf(with(extract, extract.sections().subList(0, 1)));
        assertThat(faults(pdf, PDFAFlavour.PDFA_3_A)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper()
                    .getText(document)
                    .replaceAll("Register extract \\S+\\s+Page \\d+ of \\d+", "");
            String read = withoutBlanks(text);
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < marked.size(); i++) {
                String written = withoutBlanks(marked.get(i));
                int begin = read.indexOf("{{text" + i + ":");
                int end = read.indexOf(":end" + i + "}}", begin);
                assertThat(begin).as("text %d is there", i).isNotNegative();
                assertThat(end).as("text %d is whole", i).isNotNegative();
                String came = withoutBlanks(unescaped(read.substring(begin, end)));
                String went = withoutBlanks(written.substring(0, written.lastIndexOf(":end" + i)));
                if (!came.equals(went) && !shapeless(came).equals(shapeless(drawn(went)))) {
                    wrong.add(went + " came out as " + came);
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\u([0-9A-F]{4})")
                .matcher(text)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    }

    /** A number after a word that is read from the right stands to its left. */
    private static String drawn(String text) {
        return text.replaceAll("([\\u0600-\\u06ff]+)([0-9]+)", "$2$1");
    }

    /** Whoever reads text out of a PDF gets the letters of a ligature or of a shape, not the shape. */
    private static String shapeless(String text) {
        return Pattern.compile("[\ufb00-\ufdff\ufe70-\ufeff]")
                .matcher(text)
                .replaceAll(shape -> Normalizer.normalize(shape.group(), Normalizer.Form.NFKC));
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("[\\s\\h\\v]", "");
    }

    @Test
    void theJsonFileIsAttached() throws Exception {
        RegisterExtract extract = extract(NASTY, Locale.ENGLISH);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new JsonFormat().write(extract, json);
        try (PDDocument document = Loader.loadPDF(pdf(extract))) {
            var file = Objects.requireNonNull(document.getDocumentCatalog().getNames())
                    .getEmbeddedFiles()
                    .getNames()
                    .get("registerutdrag.json");
            assertThat(Objects.requireNonNull(file).getEmbeddedFile().toByteArray())
                    .isEqualTo(json.toByteArray());
            assertThat(file.getEmbeddedFile().getSubtype()).isEqualTo("application/json");
            assertThat(new String(json.toByteArray(), StandardCharsets.UTF_8)).contains("\\uD83D");
        }
    }

    @Test
    void ofVeryManyRowsSomeStandInTheAttachedPageOnly() throws Exception {
        RegisterExtract extract =
                extract(IntStream.range(0, 60).mapToObj(i -> "rad" + i + ".").toList(), Locale.ENGLISH);
        Cut cut = Cut.of(extract, 50);
        assertThat(cut.missing()).isEqualTo(70);
        assertThat(cut.missing(0)).isEqualTo(35);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        new HtmlFormat().write(cut.extract(), page);
        String text = Pages.of(page.toByteArray(), cut).getDocumentElement().getTextContent();
        assertThat(text)
                .contains("70 rows stand in the attached files", "35 rows stand in", "Activities (60)", "rad24.")
                .doesNotContain("rad25.");
        assertThat(Cut.of(extract, Cut.MOST).any()).isFalse();
    }

    @Test
    void smallSectionsKeepAllTheirRows() {
        RegisterExtract one = extract(List.of("a", "b"), Locale.ENGLISH);
        RegisterExtract many =
                extract(IntStream.range(0, 300).mapToObj(Integer::toString).toList(), Locale.ENGLISH);
        List<Section> sections = new ArrayList<>(one.sections());
        sections.add(many.sections().get(0));
        Cut cut = Cut.of(with(many, sections), 100);
        assertThat(cut.missing(0)).isZero();
        assertThat(cut.missing(1)).isZero();
        assertThat(cut.missing(2)).isEqualTo(204);
    }

    private static RegisterExtract with(RegisterExtract extract, List<Section> sections) {
        return new RegisterExtract(
                extract.id(),
                extract.contact(),
                extract.name(),
                extract.cards(),
                extract.madeAt(),
                extract.madeBy(),
                extract.order(),
                extract.anonymized(),
                extract.controller(),
                extract.complete(),
                extract.bundles(),
                sections,
                extract.masked(),
                extract.digest(),
                extract.leftOut());
    }
}
