package org.gallra.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.RegisterExtract;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class MachineFormatsTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

    private static JsonNode json(RegisterExtract extract) throws Exception {
        return JSON.readTree(Samples.write(new JsonFormat(), extract));
    }

    private static Document xml(RegisterExtract extract) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(Samples.write(new XmlFormat(), extract)));
    }

    /** As the documentation says, by somebody who knows nothing else. */
    private static String digest(JsonNode extract) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (JsonNode section : extract.get("sections")) {
            add(sha, "section", section.get("record").asText());
            for (JsonNode row : section.get("rows")) {
                add(sha, "row", row.get("sharedWith").asText());
                for (var value : row.get("values").properties()) {
                    if (!value.getValue().isNull()) {
                        add(sha, value.getKey(), value.getValue().asText());
                    }
                }
                if (!row.get("company").isNull()) {
                    add(sha, "company", row.get("company").asText());
                }
                for (JsonNode other : row.get("others")) {
                    add(sha, "other", other.asText());
                }
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void add(MessageDigest sha, String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update((name + "=" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sha.update(bytes);
        sha.update((byte) '\n');
    }

    private static String digest(Document extract) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (Element section : elements(extract.getDocumentElement(), "section")) {
            add(sha, "section", section.getAttribute("record"));
            for (Element row : elements(section, "row")) {
                add(sha, "row", row.getAttribute("sharedWith"));
                for (Element value : elements(row, "*")) {
                    String name =
                            value.getLocalName().equals("value") ? value.getAttribute("field") : value.getLocalName();
                    add(sha, name, unescape(value.getTextContent()));
                }
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static List<Element> elements(Element in, String name) {
        List<Element> all = new ArrayList<>();
        NodeList nodes = in.getElementsByTagNameNS("*", name);
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }

    private static String unescape(String text) {
        Matcher matcher = ESCAPE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            char c = (char) Integer.parseInt(matcher.group(1), 16);
            matcher.appendReplacement(result, Matcher.quoteReplacement(Character.toString(c)));
        }
        return matcher.appendTail(result).toString();
    }

    @Test
    void jsonFitsItsSchemaAndHoldsEveryTextAsItWentIn() throws Exception {
        JsonNode extract = json(Samples.extract(Samples.NASTY, Samples.SWEDISH));
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new String(Schemas.read(Schemas.JSON), StandardCharsets.UTF_8));
        assertThat(schema.validate(extract)).isEmpty();
        List<String> texts = new ArrayList<>();
        extract.at("/sections/0/rows").forEach(row -> {
            JsonNode text = row.at("/values/acme.note.text");
            if (!text.isNull()) {
                texts.add(text.asText());
            }
        });
        assertThat(texts).isEqualTo(Samples.NASTY);
        assertThat(extract.at("/sections/0/rows/0/values/acme.note.code").asText())
                .isEqualTo("Samtal");
        assertThat(extract.at("/sections/0/fields/0/article20").asBoolean()).isTrue();
        assertThat(extract.at("/withheld/0/field").asText()).isEqualTo("acme.note.secret");
        assertThat(extract.at("/controller/officer").asText()).isEqualTo("Disa");
        assertThat(extract.toString()).doesNotContain("null sv");
    }

    @Test
    void xmlFitsItsSchemaAndHoldsEveryText() throws Exception {
        RegisterExtract extract = Samples.extract(Samples.NASTY, Locale.ENGLISH);
        var schema = SchemaFactory.newDefaultInstance()
                .newSchema(new StreamSource(new ByteArrayInputStream(Schemas.read(Schemas.XSD))));
        schema.newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(Samples.write(new XmlFormat(), extract))));
        List<String> texts = elements(xml(extract).getDocumentElement(), "value").stream()
                .filter(v -> v.getAttribute("field").equals("acme.note.text"))
                .map(v -> unescape(v.getTextContent()))
                .toList();
        assertThat(texts).isEqualTo(Samples.NASTY);
    }

    @Test
    void theDigestCanBeMadeAgainFromBothFiles() throws Exception {
        List<String> texts = Samples.NASTY;
        for (Locale language : List.of(Samples.SWEDISH, Locale.ENGLISH)) {
            RegisterExtract extract = Samples.extract(texts, language);
            assertThat(digest(json(extract))).isEqualTo(extract.digest());
            assertThat(digest(xml(extract))).isEqualTo(extract.digest());
        }
        assertThat(Samples.extract(List.of("a"), Samples.SWEDISH).digest())
                .isNotEqualTo(Samples.extract(List.of("b"), Samples.SWEDISH).digest());
    }

    @Test
    void theyNameWhatIsMissingAndWhy() throws Exception {
        var order = new ExtractOrder(
                Samples.SWEDISH, null, ExtractOrder.IdentityCheck.NOT_STATED, true, "Domstolens beslut", true);
        RegisterExtract extract = Samples.extract(List.of("x"), order);
        JsonNode json = json(extract);
        assertThat(json.get("complete").asBoolean()).isFalse();
        assertThat(json.get("bundles").toString())
                .contains("acme.broken", "FAILED", "gick sönder", "DEPARTED", "STOPPED");
        assertThat(json.get("othersShownReason").asText()).isEqualTo("Domstolens beslut");
        assertThat(json.get("request").asText()).isEqualTo(extract.id().toString());
        assertThat(new String(Samples.write(new XmlFormat(), extract), StandardCharsets.UTF_8))
                .contains("code=\"FAILED\"", "gick sönder", "Domstolens beslut");
    }

    @Test
    void theySayWhatWasLeftOutByChoice() throws Exception {
        RegisterExtract extract = Samples.extract(
                List.of("x"),
                new ExtractOrder(
                        Samples.SWEDISH,
                        null,
                        ExtractOrder.IdentityCheck.NOT_STATED,
                        false,
                        null,
                        true,
                        Set.of("acme.call", "acme.mail")));
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new String(Schemas.read(Schemas.JSON), StandardCharsets.UTF_8));
        assertThat(schema.validate(json(extract))).isEmpty();
        assertThat(json(extract).get("leftOut").findValuesAsText("record"))
                .containsExactlyInAnyOrder("acme.call", "acme.mail");
        byte[] xml = Samples.write(new XmlFormat(), extract);
        SchemaFactory.newDefaultInstance()
                .newSchema(new StreamSource(new ByteArrayInputStream(Schemas.read(Schemas.XSD))))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(xml)));
        assertThat(new String(xml, StandardCharsets.UTF_8)).contains("<part record=\"acme.call\">Del acme.call</part>");
        assertThat(new String(Samples.write(new HtmlFormat(), extract), StandardCharsets.UTF_8))
                .contains("Utelämnat på begäran", "Delar är utelämnade på begäran: ");
    }

    @Test
    void thePublishedSchemasAreThoseThatAreServed() throws Exception {
        for (String name : List.of(Schemas.JSON, Schemas.XSD)) {
            assertThat(Files.readAllBytes(Path.of("../../docs/reference", name)))
                    .isEqualTo(Schemas.read(name));
        }
    }
}
