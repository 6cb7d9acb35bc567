package org.gallra.extract;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The extract for machines: all values with what is known about each field. {@code register-extract.schema.json} describes it.
 * Texts come out as they went in, whatever they hold.
 */
@Component(service = ExtractFormat.class, property = ExtractFormat.FORMAT + "=json")
public final class JsonFormat implements ExtractFormat {

    private final JsonFactory factory = new JsonFactory();

    @Override
    public String id() {
        return "json";
    }

    @Override
    public Text label() {
        return Text.same("JSON");
    }

    @Override
    public String mediaType() {
        return "application/json;charset=utf-8";
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public void write(RegisterExtract extract, OutputStream out) throws IOException {
        Wording wording = new Wording(extract);
        Locale language = extract.language();
        try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("$schema", Schemas.PATH + Schemas.JSON);
            json.writeStringField("id", extract.id().toString());
            json.writeStringField("contact", extract.contact().toString());
            string(json, "name", extract.name());
            json.writeArrayFieldStart("cards");
            for (RegisterExtract.Card card : extract.cards()) {
                json.writeStartObject();
                json.writeStringField("contact", card.contact().toString());
                string(json, "name", card.name());
                string(json, "company", card.company());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("language", language.getLanguage());
            json.writeStringField("madeAt", extract.madeAt().toString());
            string(json, "madeBy", extract.madeBy());
            json.writeStringField("request", extract.request());
            json.writeStringField("identityCheck", extract.order().identity().name());
            json.writeStringField(
                    "identityCheckLabel", extract.order().identity().label().in(language));
            json.writeBooleanField("processed", !extract.sections().isEmpty());
            json.writeStringField("confirmation", wording.confirmation());
            json.writeBooleanField("anonymized", extract.anonymized());
            json.writeBooleanField("complete", extract.complete());
            json.writeStringField("digest", extract.digest());
            json.writeStringField("digestRecipe", Wording.RECIPE.in(language));
            json.writeBooleanField("othersShown", extract.order().othersShown());
            string(json, "othersShownReason", extract.order().reason());
            json.writeNumberField("othersMasked", extract.masked());
            json.writeArrayFieldStart("leftOut");
            for (RegisterExtract.Part part : extract.leftOut()) {
                json.writeStartObject();
                json.writeStringField("record", part.record());
                json.writeStringField("label", part.label().in(language));
                json.writeEndObject();
            }
            json.writeEndArray();
            bundles(json, extract, wording);
            json.writeObjectFieldStart("controller");
            for (Fact fact : wording.controller()) {
                string(json, fact.id(), fact.value());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("rights");
            for (Wording.Right right : Wording.rights()) {
                json.writeStartObject();
                json.writeStringField("right", right.id());
                json.writeStringField("text", right.text().in(language));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("authority", Wording.AUTHORITY.in(language));
            json.writeStringField("automatedDecisions", Wording.AUTOMATED.in(language));
            sections(json, extract, language);
            grounded(json, "withheld", wording.withheld(), language);
            grounded(json, "kept", wording.kept(), language);
            json.writeEndObject();
        }
    }

    private static void grounded(JsonGenerator json, String name, List<Wording.Grounded> all, Locale language)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Wording.Grounded one : all) {
            json.writeStartObject();
            json.writeStringField("field", one.field().id());
            json.writeStringField("label", one.field().label().in(language));
            json.writeStringField("section", one.section().label().in(language));
            json.writeStringField("ground", one.ground());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void bundles(JsonGenerator json, RegisterExtract extract, Wording wording) throws IOException {
        json.writeArrayFieldStart("bundles");
        for (RegisterExtract.BundleAnswer answer : extract.bundles()) {
            json.writeStartObject();
            json.writeStringField("bundle", answer.bundle());
            json.writeStringField("version", answer.version());
            json.writeStringField("name", wording.say(answer.name()));
            json.writeStringField("presence", answer.presence().name());
            json.writeStringField("presenceLabel", wording.presence(answer.presence()));
            json.writeStringField("state", answer.outcome().name());
            json.writeStringField("stateLabel", wording.outcome(answer.outcome()));
            json.writeNumberField("rows", answer.rows());
            texts(json, "reasons", answer.reasons(), extract.language());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void sections(JsonGenerator json, RegisterExtract extract, Locale language) throws IOException {
        json.writeArrayFieldStart("sections");
        for (RegisterExtract.Section section : extract.sections()) {
            json.writeStartObject();
            json.writeStringField("record", section.record());
            json.writeStringField("label", section.label().in(language));
            json.writeStringField("bundle", section.bundle());
            json.writeArrayFieldStart("fields");
            for (FieldDeclaration field : section.fields()) {
                field(json, field, language);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rows");
            for (RegisterExtract.Row row : section.rows()) {
                row(json, row, language);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void field(JsonGenerator json, FieldDeclaration field, Locale language) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", field.id());
        json.writeStringField("label", field.label().in(language));
        json.writeStringField("category", field.category().name());
        json.writeStringField("categoryLabel", field.category().label().in(language));
        json.writeBooleanField("specialCategory", field.category().special());
        json.writeBooleanField("article20", field.provided());
        json.writeStringField("type", field.type().name());
        json.writeBooleanField("withheld", field.extract() == ExtractPolicy.WITHHOLD);
        text(json, "ground", field.ground(), language);
        text(json, "purpose", field.purpose(), language);
        text(json, "legalBasis", field.legalBasis(), language);
        text(json, "source", field.source(), language);
        text(json, "retention", field.retention(), language);
        text(json, "recipients", field.recipients(), language);
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, RegisterExtract.Row row, Locale language) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("values");
        for (var value : row.values().entrySet()) {
            json.writeFieldName(value.getKey());
            value(json, value.getValue() instanceof Text words ? words.in(language) : value.getValue());
        }
        json.writeEndObject();
        string(json, "company", row.company());
        json.writeNumberField("sharedWith", row.shared());
        json.writeArrayFieldStart("others");
        for (String other : row.others()) {
            string(json, other);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (value instanceof Boolean yes) {
            json.writeBoolean(yes);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else {
            string(json, value.toString());
        }
    }

    private static void string(JsonGenerator json, String name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        if (text == null) {
            json.writeNull();
        } else {
            string(json, text);
        }
    }

    /** JSON can hold half a pair, if it is escaped; the generator refuses it. */
    private static void string(JsonGenerator json, String text) throws IOException {
        if (Legible.isWhole(text)) {
            json.writeString(text);
            return;
        }
        StringBuilder escaped = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < 0x20 || c == '"' || c == '\\' || c > 0x7E) {
                escaped.append(String.format("\\u%04X", c));
            } else {
                escaped.append((char) c);
            }
        });
        json.writeRawValue(escaped.append('"').toString());
    }

    private static void text(JsonGenerator json, String name, @Nullable Text text, Locale language) throws IOException {
        json.writeStringField(name, text == null ? null : text.in(language));
    }

    private static void texts(JsonGenerator json, String name, List<Text> texts, Locale language) throws IOException {
        json.writeArrayFieldStart(name);
        for (Text text : texts) {
            json.writeString(text.in(language));
        }
        json.writeEndArray();
    }
}
