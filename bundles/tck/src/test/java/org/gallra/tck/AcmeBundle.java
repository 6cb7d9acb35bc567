package org.gallra.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.gallra.processor.PersonalDataProcessor;

/** A vendor's bundle that a test makes on the spot, by the compiler and the annotation processor: a good one until broken. */
final class AcmeBundle {

    static final String NAME = "com.acme.seats";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "META-INF/gallra/personal-data.json";
    private static final String SEAT = """
            import javax.persistence.*; import org.gallra.api.personaldata.*;
            @Entity @Table(name = "acme_seat")
            @PersonalRecord(id = "acme.seat", label = "%seat", contact = "contactId", company = "companyId")
            public class Seat {
                @Id Long id;
                @Column(name = "contact_id") Long contactId;
                @Column(name = "company_id") Long companyId;
                @PersonalField(label = "%diet", category = DataCategory.HEALTH, anonymize = Strategy.CLEAR, mandatory = true)
                String diet;
                @PersonalField(label = "%note", kind = FieldKind.FREE_TEXT, anonymize = Strategy.CLEAR)
                String note;
                @PersonalField(label = "%code", kind = FieldKind.IDENTIFIER, anonymize = Strategy.TOKEN)
                String code;
                @PersonalField(label = "%fee", anonymize = Strategy.KEEP, ground = "%ground")
                java.math.BigDecimal fee;
                @NotPersonal("where it stands") @Column(name = "row_no") Long rowNo;
            }
            """;
    private static final String TABLE = """
            <createTable tableName="acme_seat">
              <column name="id" type="BIGINT" autoIncrement="true"><constraints primaryKey="true" primaryKeyName="acme_seat_pk"/></column>
              <column name="contact_id" type="BIGINT"><constraints nullable="false"/></column>
              <column name="company_id" type="BIGINT"/>
              <column name="diet" type="VARCHAR(200)"/>
              <column name="note" type="VARCHAR(2000)"/>
              <column name="code" type="VARCHAR(40)"><constraints nullable="false" unique="true" uniqueConstraintName="acme_seat_code_uq"/></column>
              <column name="fee" type="DECIMAL(14,2)"/>
              <column name="row_no" type="BIGINT"/>
            </createTable>
            <createIndex tableName="acme_seat" indexName="acme_seat_contact_ix"><column name="contact_id"/></createIndex>
            <createIndex tableName="acme_seat" indexName="acme_seat_company_ix"><column name="company_id"/></createIndex>
            """;

    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> entities = new TreeMap<>(Map.of("Seat", SEAT));
    private final Map<String, String> sv = texts("Platser", "Plats", "Kost", "Notering", "Kod", "Avgift", "Bokföring");
    private final Map<String, String> en = texts("Seats", "Seat", "Diet", "Note", "Code", "Fee", "Bookkeeping");
    private final List<Consumer<ObjectNode>> edits = new ArrayList<>();
    private String changes = TABLE;

    private static Map<String, String> texts(
            String bundle, String seat, String diet, String note, String code, String fee, String ground) {
        return new TreeMap<>(Map.of(
                "bundle", bundle, "seat", seat, "diet", diet, "note", note, "code", code, "fee", fee, "ground",
                ground));
    }

    /** Changes the entity of seats. */
    AcmeBundle seat(String old, String now) {
        assertThat(entities.get("Seat")).contains(old);
        entities.computeIfPresent("Seat", (name, text) -> text.replace(old, now));
        return this;
    }

    /** Adds an entity. */
    AcmeBundle entity(String name, String text) {
        entities.put(name, "import javax.persistence.*; import org.gallra.api.personaldata.*;\n" + text);
        return this;
    }

    /** Has no entity, and so no declaration. */
    AcmeBundle withoutDeclaration() {
        entities.clear();
        changes = "";
        return this;
    }

    /** Changes the table of seats. */
    AcmeBundle table(String old, String now) {
        assertThat(changes).contains(old);
        changes = changes.replace(old, now);
        return this;
    }

    /** Adds changes to the changelog. */
    AcmeBundle changes(String more) {
        changes += more;
        return this;
    }

    /** Adds a statement to the changelog, such as a trigger. */
    AcmeBundle sql(String statement) {
        return changes("<sql splitStatements=\"false\"><![CDATA[" + statement + "]]></sql>\n");
    }

    /** Adds a text in both languages. */
    AcmeBundle text(String key, String swedish, String english) {
        sv.put(key, swedish);
        en.put(key, english);
        return this;
    }

    /** Removes a text in Swedish. */
    AcmeBundle withoutSwedish(String key) {
        sv.remove(key);
        return this;
    }

    /** Changes the declaration after the processor wrote it, as somebody does by hand. */
    AcmeBundle edit(Consumer<ObjectNode> edit) {
        edits.add(edit);
        return this;
    }

    /** Declares a store. */
    AcmeBundle store(Class<?> type) {
        return text("badges", "Brickor", "Badges")
                .edit(file -> file.putArray("stores").add(read("""
                {"id": "acme.badges", "type": "%s", "label": "%%badges", "kind": "FILES", "mandatory": true, "fields": [
                 {"id": "acme.badges.text", "label": "%%badges", "type": "TEXT", "category": "OTHER", "kind": "BUSINESS", "provided": false}]}
                """.formatted(type.getName()))));
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a field of a record in the declaration. */
    static ObjectNode field(ObjectNode file, int record, String id) {
        for (JsonNode field : file.get("records").get(record).get("fields")) {
            if (field.get("id").asText().equals(id)) {
                return (ObjectNode) field;
            }
        }
        throw new IllegalArgumentException(id);
    }

    /** Writes the bundle into a directory. */
    Path write(Path place) throws IOException {
        if (!entities.isEmpty()) {
            compile(place);
            ObjectNode file = (ObjectNode) JSON.readTree(place.resolve(FILE).toFile());
            edits.forEach(e -> e.accept(file));
            JSON.writeValue(place.resolve(FILE).toFile(), file);
        }
        text(
                place,
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nBundle-SymbolicName: " + NAME + "\nBundle-Version: 1.0.0\nBundle-Name: Acme\n"
                        + "Import-Package: org.gallra.api.personaldata\n"
                        + (changes.isEmpty()
                                ? ""
                                : "Gallra-Changelog: db/acme/changelog.xml;after=org.gallra.contact\n"));
        if (!changes.isEmpty()) {
            text(place, "db/acme/changelog.xml", """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                       xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.33.xsd">
                    <changeSet id="acme-1" author="acme">
                    """ + changes + "</changeSet></databaseChangeLog>\n");
        }
        text(place, "OSGI-INF/l10n/bundle_sv.properties", properties(sv));
        text(place, "OSGI-INF/l10n/bundle_en.properties", properties(en));
        return place;
    }

    private static String properties(Map<String, String> texts) {
        StringBuilder lines = new StringBuilder();
        texts.forEach((key, text) -> lines.append(key).append('=').append(text).append('\n'));
        return lines.toString();
    }

    private static void text(Path place, String name, String text) throws IOException {
        Path file = place.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Compiles what was not compiled before. */
    private void compile(Path place) throws IOException {
        Map<String, byte[]> files = COMPILED.get(entities);
        if (files == null) {
            compile(place, entities);
            files = new TreeMap<>();
            try (Stream<Path> made = Files.walk(place)) {
                for (Path file : made.filter(Files::isRegularFile).toList()) {
                    files.put(place.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            COMPILED.put(Map.copyOf(entities), files);
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static void compile(Path place, Map<String, String> entities) {
        List<JavaFileObject> sources = new ArrayList<>();
        entities.forEach((name, text) -> sources.add(
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                }));
        StringWriter errors = new StringWriter();
        var task = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        errors,
                        null,
                        null,
                        List.of("-d", place.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        sources);
        task.setProcessors(List.of(new PersonalDataProcessor()));
        assertThat(task.call()).as(errors.toString()).isTrue();
    }
}
