package org.gallra.extract;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** The same as the JSON file, for systems that take XML; {@code register-extract.xsd} describes it. */
@Component(service = ExtractFormat.class, property = ExtractFormat.FORMAT + "=xml")
public final class XmlFormat implements ExtractFormat {

    static final String NAMESPACE = "urn:gallra:register-extract:1";

    @Override
    public String id() {
        return "xml";
    }

    @Override
    public Text label() {
        return Text.same("XML");
    }

    @Override
    public String mediaType() {
        return "application/xml;charset=utf-8";
    }

    @Override
    public String extension() {
        return "xml";
    }

    @Override
    public void write(RegisterExtract extract, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new Document(writer, extract).write();
        writer.flush();
    }

    /** Writes one document. */
    private static final class Document {

        private final Writer out;
        private final RegisterExtract extract;
        private final Wording wording;
        private final Locale language;

        Document(Writer out, RegisterExtract extract) {
            this.out = out;
            this.extract = extract;
            this.wording = new Wording(extract);
            this.language = extract.language();
        }

        void write() throws IOException {
            out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            open("registerExtract", "xmlns", NAMESPACE, "xml:lang", language.getLanguage());
            element("id", extract.id().toString());
            element("contact", extract.contact().toString());
            element("name", extract.name());
            open("cards");
            for (RegisterExtract.Card card : extract.cards()) {
                open("card", "contact", card.contact().toString());
                element("name", card.name());
                element("company", card.company());
                close("card");
            }
            close("cards");
            element("madeAt", extract.madeAt().toString());
            element("madeBy", extract.madeBy());
            element("request", extract.request());
            var identity = extract.order().identity();
            element("identityCheck", identity.label().in(language), "code", identity.name());
            element("processed", Boolean.toString(!extract.sections().isEmpty()));
            element("confirmation", wording.confirmation());
            element("anonymized", Boolean.toString(extract.anonymized()));
            element("complete", Boolean.toString(extract.complete()));
            element("digest", extract.digest(), "recipe", Wording.RECIPE.in(language));
            open("otherPeople", "shown", Boolean.toString(extract.order().othersShown()));
            element("reason", extract.order().reason());
            element("masked", Long.toString(extract.masked()));
            close("otherPeople");
            open("leftOut");
            for (RegisterExtract.Part part : extract.leftOut()) {
                element("part", part.label().in(language), "record", part.record());
            }
            close("leftOut");
            bundles();
            open("controller");
            for (Fact fact : wording.controller()) {
                element(fact.id(), fact.value());
            }
            close("controller");
            open("rights");
            for (Wording.Right right : Wording.rights()) {
                element("right", right.text().in(language), "id", right.id());
            }
            close("rights");
            element("authority", Wording.AUTHORITY.in(language));
            element("automatedDecisions", Wording.AUTOMATED.in(language));
            open("sections");
            for (RegisterExtract.Section section : extract.sections()) {
                section(section);
            }
            close("sections");
            grounded("withheld", wording.withheld());
            grounded("kept", wording.kept());
            close("registerExtract");
        }

        private void bundles() throws IOException {
            open("bundles");
            for (RegisterExtract.BundleAnswer answer : extract.bundles()) {
                open("bundle", "id", answer.bundle(), "version", answer.version());
                element("name", answer.name().in(language));
                element(
                        "presence",
                        wording.presence(answer.presence()),
                        "code",
                        answer.presence().name());
                element(
                        "state",
                        wording.outcome(answer.outcome()),
                        "code",
                        answer.outcome().name());
                element("rows", Long.toString(answer.rows()));
                for (Text reason : answer.reasons()) {
                    element("reason", reason.in(language));
                }
                close("bundle");
            }
            close("bundles");
        }

        private void section(RegisterExtract.Section section) throws IOException {
            open(
                    "section",
                    "record",
                    section.record(),
                    "label",
                    section.label().in(language),
                    "bundle",
                    section.bundle());
            open("fields");
            for (FieldDeclaration field : section.fields()) {
                field(field);
            }
            close("fields");
            open("rows");
            for (RegisterExtract.Row row : section.rows()) {
                row(row);
            }
            close("rows");
            close("section");
        }

        private void field(FieldDeclaration field) throws IOException {
            open(
                    "field",
                    "id",
                    field.id(),
                    "label",
                    field.label().in(language),
                    "type",
                    field.type().name(),
                    "article20",
                    Boolean.toString(field.provided()),
                    "withheld",
                    Boolean.toString(field.extract() == ExtractPolicy.WITHHOLD));
            element(
                    "category",
                    field.category().label().in(language),
                    "code",
                    field.category().name(),
                    "special",
                    Boolean.toString(field.category().special()));
            text("ground", field.ground());
            text("purpose", field.purpose());
            text("legalBasis", field.legalBasis());
            text("source", field.source());
            text("retention", field.retention());
            text("recipients", field.recipients());
            close("field");
        }

        private void row(RegisterExtract.Row row) throws IOException {
            open("row", "sharedWith", Integer.toString(row.shared()));
            for (var value : row.values().entrySet()) {
                element("value", Digest.text(value.getValue(), language), "field", value.getKey());
            }
            element("company", row.company());
            for (String other : row.others()) {
                element("other", other);
            }
            close("row");
        }

        private void grounded(String name, List<Wording.Grounded> all) throws IOException {
            open(name);
            for (Wording.Grounded one : all) {
                element(
                        "item",
                        one.ground(),
                        "field",
                        one.field().id(),
                        "label",
                        one.field().label().in(language),
                        "section",
                        one.section().label().in(language));
            }
            close(name);
        }

        private void text(String name, @Nullable Text text) throws IOException {
            element(name, text == null ? null : text.in(language));
        }

        /** Writes an element; nothing if there is no text. */
        private void element(String name, @Nullable String text, String... attributes) throws IOException {
            if (text != null) {
                tag(name, attributes);
                Xml.text(out, text);
                close(name);
            }
        }

        private void open(String name, String... attributes) throws IOException {
            tag(name, attributes);
            out.write('\n');
        }

        private void tag(String name, String... attributes) throws IOException {
            out.write("<" + name);
            for (int i = 0; i < attributes.length; i += 2) {
                out.write(" " + attributes[i] + "=\"");
                Xml.text(out, attributes[i + 1]);
                out.write('"');
            }
            out.write(">");
        }

        private void close(String name) throws IOException {
            out.write("</" + name + ">\n");
        }
    }
}
