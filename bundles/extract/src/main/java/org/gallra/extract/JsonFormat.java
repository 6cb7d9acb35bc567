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

/** The extract for machines: all values with what is known about each field. */
@Component(service = ExtractFormat.class)
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
    public void write(RegisterExtract extract, Locale language, OutputStream out) throws IOException {
        try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("id", extract.id().toString());
            json.writeStringField("contact", extract.contact().toString());
            json.writeStringField("name", extract.name());
            json.writeStringField("language", language.getLanguage());
            json.writeStringField("madeAt", extract.madeAt().toString());
            json.writeStringField("madeBy", extract.madeBy());
            json.writeBooleanField("complete", extract.complete());
            json.writeStringField("digest", extract.digest());
            bundles(json, extract, language);
            sections(json, extract, language);
            json.writeEndObject();
        }
    }

    private static void bundles(JsonGenerator json, RegisterExtract extract, Locale language) throws IOException {
        json.writeArrayFieldStart("bundles");
        for (RegisterExtract.BundleAnswer answer : extract.bundles()) {
            json.writeStartObject();
            json.writeStringField("bundle", answer.bundle());
            json.writeStringField("version", answer.version());
            json.writeStringField("name", answer.name().in(language));
            json.writeStringField("presence", answer.presence().name());
            json.writeStringField("state", answer.outcome().name());
            json.writeNumberField("rows", answer.rows());
            texts(json, "reasons", answer.reasons(), language);
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
        json.writeBooleanField("providedBySubject", field.provided());
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
        json.writeStringField("company", row.company());
        json.writeNumberField("sharedWith", row.shared());
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean yes) {
            json.writeBoolean(yes);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else {
            json.writeString(value.toString());
        }
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
