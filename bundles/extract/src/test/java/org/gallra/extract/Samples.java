package org.gallra.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractFormat;
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
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.testing.NastyStrings;
import org.jspecify.annotations.Nullable;

/** Extracts of nobody. */
final class Samples {

    static final Locale SWEDISH = Locale.forLanguageTag("sv");

    /** What trips those who write files: of control characters, pairs, markup, formulas and directions. */
    static final List<String> NASTY = NastyStrings.ALL;

    private Samples() {}

    static FieldDeclaration field(String id, ColumnType type, boolean withheld) {
        return new FieldDeclaration(
                id,
                new Text(id + " sv", id + " en"),
                "c",
                type,
                true,
                withheld ? DataCategory.HEALTH : DataCategory.COMMUNICATION,
                FieldKind.FREE_TEXT,
                withheld ? Strategy.CLEAR : Strategy.KEEP,
                false,
                null,
                0,
                withheld ? ExtractPolicy.WITHHOLD : ExtractPolicy.INCLUDE,
                !withheld,
                new Text("skäl", "ground"),
                new Text("ändamål", "purpose"),
                null,
                new Text("källa", "source"),
                null,
                null,
                false,
                Recognition.NONE);
    }

    static List<FieldDeclaration> fields() {
        return List.of(
                field("acme.note.text", ColumnType.TEXT, false),
                field("acme.note.code", ColumnType.TEXT, false),
                field("acme.note.amount", ColumnType.DECIMAL, false),
                field("acme.note.count", ColumnType.INTEGER, false),
                field("acme.note.yes", ColumnType.BOOLEAN, false),
                field("acme.note.day", ColumnType.DATE, false),
                field("acme.note.at", ColumnType.INSTANT, false),
                field("acme.note.bytes", ColumnType.BINARY, false),
                field("acme.note.secret", ColumnType.TEXT, true));
    }

    static Row row(@Nullable String text) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("acme.note.text", text);
        values.put("acme.note.code", new Text("Samtal", "Call"));
        values.put("acme.note.amount", new BigDecimal("1E+3"));
        values.put("acme.note.count", 7L);
        values.put("acme.note.yes", true);
        values.put("acme.note.day", LocalDate.of(2026, 1, 2));
        values.put("acme.note.at", Instant.parse("2026-01-02T03:04:05Z"));
        values.put("acme.note.bytes", new byte[] {1, 2, 3});
        return new Row(values, "Bolaget <AB>", 2, List.of());
    }

    static RegisterExtract extract(List<String> texts, Locale language) {
        return extract(
                texts, new ExtractOrder(language, "2026-014", ExtractOrder.IdentityCheck.E_ID, false, null, true));
    }

    static RegisterExtract extract(List<String> texts, ExtractOrder order) {
        List<Row> rows = new ArrayList<>();
        texts.forEach(text -> rows.add(row(text)));
        rows.add(row(null));
        List<Section> sections =
                List.of(new Section("acme.note", new Text("Anteckningar", "Notes"), "acme.notes", fields(), rows));
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
                order,
                false,
                controller(),
                false,
                List.of(
                        answer("acme.notes", Outcome.ANSWERED, Presence.DEPARTED),
                        answer("acme.broken", Outcome.FAILED, Presence.ACTIVE),
                        answer("acme.nothing", Outcome.HOLDS_NOTHING, Presence.STOPPED)),
                sections,
                3,
                Digest.of(sections, order.language()),
                order.leftOut().stream()
                        .map(id -> new RegisterExtract.Part(id, new Text("Del " + id, "Part " + id)))
                        .toList());
    }

    private static BundleAnswer answer(String bundle, Outcome outcome, Presence presence) {
        return new BundleAnswer(
                bundle,
                "1.0.0",
                new Text(bundle + " sv", bundle + " en"),
                presence,
                outcome,
                0,
                outcome == Outcome.FAILED ? List.of(new Text("gick sönder", "broke")) : List.of());
    }

    static ControllerDetails controller() {
        return new ControllerDetails(
                1,
                "Bolaget AB",
                "556677-8899",
                "Gatan 1",
                "info@example.se",
                null,
                null,
                null,
                "Disa",
                null,
                null,
                "Driftbolaget",
                null,
                null,
                new ProcessingDefaults("Kundvård", "Avtal", null, "Tre år"),
                ProcessingDefaults.NONE,
                null);
    }

    static byte[] write(ExtractFormat format, RegisterExtract extract) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            format.write(extract, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
