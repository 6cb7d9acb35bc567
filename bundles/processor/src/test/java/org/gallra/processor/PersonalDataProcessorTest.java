package org.gallra.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiles entities with the processor, as a vendor's build does. */
class PersonalDataProcessorTest {

    private static final String IMPORTS = "import java.time.*; import java.util.*; import javax.persistence.*;"
            + " import org.gallra.api.personaldata.*;\n";
    private static final String RECORD =
            "@Entity @Table(name = \"acme_seat\") @PersonalRecord(id = \"acme.seat\", label = \"%seat\", contact = \"contact\")"
                    + " public class Seat { @Id Long id; @Version long version; @Column(name = \"contact_id\") Long contact;\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path classes;

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///" + name(text) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        private static String name(String text) {
            Matcher type = Pattern.compile("public (?:abstract )?class (\\w+)").matcher(text);
            assertThat(type.find()).isTrue();
            return type.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return IMPORTS + text;
        }
    }

    /** Returns the errors of the compiler. */
    private List<String> compile(String... classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<Source> sources = new ArrayList<>();
        for (String one : classes) {
            sources.add(new Source(one));
        }
        var task = compiler.getTask(
                new StringWriter(),
                null,
                found,
                List.of("-d", this.classes.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                sources);
        task.setProcessors(List.of(new PersonalDataProcessor()));
        boolean success = task.call();
        List<String> errors = found.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> d.getMessage(Locale.ENGLISH))
                .toList();
        assertThat(success).isEqualTo(errors.isEmpty());
        return errors;
    }

    private JsonNode written() throws IOException {
        return new ObjectMapper().readTree(Files.readString(classes.resolve("META-INF/gallra/personal-data.json")));
    }

    @Test
    void anAttributeThatNobodyClassifiedDoesNotCompile() {
        List<String> errors = compile(RECORD + "String shoeSize; }");
        assertThat(errors)
                .singleElement()
                .asString()
                .contains("Seat.shoeSize is not classified", "@PersonalField(label", "@NotPersonal(\"why");
        assertThat(classes.resolve("META-INF/gallra/personal-data.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            String x;                                                            | is not classified
            @Lob byte[] x;                                                       | is not classified
            @Enumerated(EnumType.STRING) Thread.State x;                         | is not classified
            @Embedded Place x; @Embeddable static class Place { String city; }   | is not classified
            @ElementCollection List<String> x;                                   | is not classified
            @ManyToOne Seat x;                                                   | is not classified
            @NotPersonal("") String x;                                           | without a reason
            @NotPersonal(" ") String x;                                          | without a reason
            @PersonalField(label = "%x", anonymize = Strategy.CLEAR) @NotPersonal("y") String x; | both @PersonalField and @NotPersonal
            @PersonalField(label = "X", anonymize = Strategy.CLEAR) String x;    | is no key
            @PersonalField(label = "%x", anonymize = Strategy.KEEP) String x;    | kept without a ground
            @PersonalField(label = "%x", anonymize = Strategy.KEEP, ground = "%g", mandatory = true) String x; | mandatory and kept
            @PersonalField(label = "%x", anonymize = Strategy.LABEL) String x;   | replacement
            @PersonalField(label = "%x", anonymize = Strategy.LABEL, replacement = "y") long x; | needs a text
            @PersonalField(label = "%x", anonymize = Strategy.TOKEN) long x;     | needs a text or a UUID
            @PersonalField(label = "%x", anonymize = Strategy.BUCKET, bucket = 0) long x; | bucket of 1 or more
            @PersonalField(label = "%x", anonymize = Strategy.MONTH) String x;   | needs a LocalDate or an Instant
            @PersonalField(label = "%x", anonymize = Strategy.UNLINK) Long x;    | is no link
            @PersonalField(label = "%x", anonymize = Strategy.CLEAR, keepsRow = true) String x; | keeps its row but not its value
            @PersonalField(label = "%x", anonymize = Strategy.CLEAR, extract = ExtractPolicy.WITHHOLD) String x; | withheld without a ground
            @PersonalField(label = "%x", anonymize = Strategy.CLEAR, kind = FieldKind.SECRET) String x; | would be shown in extracts
            @PersonalField(label = "%x", anonymize = Strategy.CLEAR) Object x;   | cannot read
            @PersonalField(label = "%x", anonymize = Strategy.CLEAR, recognition = Recognition.PHONE) Long x; | needs a text
            @ContactMoment @NotPersonal("y") String x;                           | no time
            @SinglesOut(label = "%x", measure = Strategy.MONTH) @NotPersonal("y") long x; | which does not fit
            @SinglesOut(label = "%x", measure = Strategy.CLEAR) @NotPersonal("y") long x; | which does not fit
            @SinglesOut(label = "%x", measure = Strategy.UNLINK) @NotPersonal("y") Long x; | which does not fit
            @SinglesOut(label = "%x") @PersonalField(label = "%x", anonymize = Strategy.MONTH) Instant x; | has a strategy of its own
            @SinglesOut(label = "X") @NotPersonal("y") Instant x;                | is no key
            """)
    void everyFaultIsNamedWithWhatToWrite(String attribute, String message) {
        List<String> errors = compile(RECORD + attribute + " }");
        assertThat(errors).anySatisfy(e -> assertThat(e).contains("Seat.x", message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @PersonalField(label = "%x", anonymize = Strategy.CLEAR) String x;
            @PersonalField(label = "%x", anonymize = Strategy.MONTH) Instant x;
            @PersonalField(label = "%x", anonymize = Strategy.BUCKET, bucket = 10) int x;
            @PersonalField(label = "%x", anonymize = Strategy.LABEL, replacement = "y") String x;
            @PersonalField(label = "%x", anonymize = Strategy.CLEAR, recognition = Recognition.EMAIL) String x;
            @NotPersonal("a number of the hall") long x;
            @SinglesOut(label = "%x", measure = Strategy.BUCKET) @NotPersonal("a sum") long x;
            @SinglesOut(label = "%x") @PersonalField(label = "%x", anonymize = Strategy.KEEP, ground = "%g") Instant x;
            static String x;
            transient String x;
            @Transient String x;
            @OneToMany(mappedBy = "contact") List<Seat> x;
            """)
    void everyClassificationCompiles(String attribute) {
        assertThat(compile(RECORD + attribute + " }")).isEmpty();
    }

    @Test
    void aRowThatIsKeptHasToBeAbleToLetGoOfItsPerson() {
        String kept =
                "@PersonalField(label = \"%x\", anonymize = Strategy.KEEP, ground = \"%g\", keepsRow = true) String ";
        assertThat(compile(RECORD + kept + "x; }")).isEmpty();
        assertThat(compile(RECORD + kept + "x; " + kept + "y; }"))
                .singleElement()
                .asString()
                .contains("Seat.y is the second attribute");
        String strict = RECORD.replace("name = \"contact_id\"", "name = \"contact_id\", nullable = false");
        assertThat(compile(strict + kept + "x; }"))
                .singleElement()
                .asString()
                .contains("Seat.x keeps its row, which cannot let go of its person");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @Statistic(name = "By", label = "%s")                                          | needs a name of its own
            @Statistic(name = "a", label = "%s") @Statistic(name = "a", label = "%s")      | needs a name of its own
            @Statistic(name = "a", label = "S")                                            | is no key
            @Statistic(name = "a", label = "%s", by = @By("nothing"))                      | is no persistent attribute; there are
            @Statistic(name = "a", label = "%s", by = @By(value = "row", each = Granularity.MONTH)) | Seat.row is grouped by MONTH
            @Statistic(name = "a", label = "%s", sum = "held")                             | Seat.held is added up
            @Statistic(name = "a", label = "%s", by = @By("note"))                         | Seat.note names people (FREE_TEXT)
            """)
    void aStatisticReadsWhatThereIs(String statistics, String message) {
        String seat =
                "@NotPersonal(\"a\") int row; @NotPersonal(\"b\") LocalDate held; @PersonalField(label = \"%n\", kind ="
                        + " FieldKind.FREE_TEXT, anonymize = Strategy.CLEAR) String note; }";
        assertThat(compile(RECORD.replace("@Entity", statistics + " @Entity") + seat))
                .anySatisfy(e -> assertThat(e).contains(message));
    }

    @Test
    void statisticsAndWhatSinglesOutStandInTheDeclaration() throws IOException {
        assertThat(compile(RECORD.replace(
                                "@Entity",
                                "@Statistic(name = \"by-month\", label = \"%s\", by = {@By(\"contact\"), @By(value = \"heldOn\","
                                        + " each = Granularity.MONTH)}, sum = \"fee\") @Entity")
                        + "@SinglesOut(label = \"%h\", measure = Strategy.YEAR) @NotPersonal(\"when\") @Column(name = \"held_on\")"
                        + " LocalDate heldOn; @NotPersonal(\"what\") java.math.BigDecimal fee; }"))
                .isEmpty();
        JsonNode seat = written().get("records").get(0);
        assertThat(seat.get("statistics").toString())
                .isEqualTo(
                        "[{\"id\":\"acme.seat.by-month\",\"label\":\"%s\",\"by\":[{\"column\":\"contact_id\",\"each\":\"VALUE\"},"
                                + "{\"column\":\"held_on\",\"each\":\"MONTH\"}],\"sum\":\"fee\"}]");
        assertThat(seat.get("quasi").toString())
                .isEqualTo(
                        "[{\"id\":\"acme.seat.heldOn\",\"label\":\"%h\",\"column\":\"held_on\",\"type\":\"DATE\",\"nullable\":true,"
                                + "\"measure\":\"YEAR\",\"bucket\":1000}]");
    }

    @Test
    void whatSeveralPeopleHaveInCommonRecognizesNobody() {
        String shared = RECORD.replace("contact = \"contact\"", "contact = {\"contact\", \"other\"}")
                + "Long other; @PersonalField(label = \"%x\", anonymize = Strategy.CLEAR, recognition = Recognition.EMAIL)"
                + " String x; }";
        assertThat(compile(shared)).singleElement().asString().contains("Seat.x has recognition = EMAIL");
    }

    @Test
    void anEntityThatIsNoRecordMayHoldNothingUnclassified() {
        assertThat(compile("@Entity public class Hall { @Id Long id; String name; }"))
                .singleElement()
                .asString()
                .contains("Hall.name is not classified", "@PersonalRecord");
        assertThat(compile("@Entity public class Hall { @Id Long id; @ElementCollection Set<String> guests; }"))
                .singleElement()
                .asString()
                .contains("Hall.guests is not classified");
        assertThat(compile("@Entity public class Hall { @Id Long id;"
                        + " @PersonalField(label = \"%n\", anonymize = Strategy.CLEAR) String name; }"))
                .singleElement()
                .asString()
                .contains("the class is no record", "@PersonalRecord(id");
        assertThat(compile("@Entity public class Hall { @Id Long id; @NotPersonal(\"a place\") String name; }"))
                .isEmpty();
    }

    @Test
    void whatIsInheritedIsClassifiedToo() {
        String base = "@MappedSuperclass public abstract class Base { @Id Long id; String secret; }";
        assertThat(compile(
                        base,
                        "@Entity @PersonalRecord(id = \"acme.seat\", label = \"%s\", contact = \"contact\")"
                                + " public class Seat extends Base { Long contact; }"))
                .anySatisfy(e -> assertThat(e).contains("Seat.secret is not classified"));
    }

    @Test
    void propertiesAreReadWhereTheIdIsOne() throws IOException {
        String seat =
                "@Entity @PersonalRecord(id = \"acme.seat\", label = \"%s\", contact = \"contact\") public class Seat {"
                        + " private Long id; private Long contact; private String diet;"
                        + " @Id public Long getId() { return id; } public void setId(Long v) { id = v; }"
                        + " @Column(name = \"person\") public Long getContact() { return contact; } public void setContact(Long v) { contact = v; }"
                        + " %s public String getDiet() { return diet; } public void setDiet(String v) { diet = v; } }";
        assertThat(compile(seat.replace("%s public", " public")))
                .anySatisfy(e -> assertThat(e).contains("Seat.diet is not classified"));
        assertThat(compile(
                        seat.replace("%s public", "@PersonalField(label = \"%d\", anonymize = Strategy.CLEAR) public")))
                .isEmpty();
        JsonNode record = written().get("records").get(0);
        assertThat(record.get("links").get(0).get("column").asText()).isEqualTo("person");
        assertThat(record.get("fields").get(0).get("column").asText()).isEqualTo("diet");
    }

    @Test
    void aRecordMustReachItsPerson() {
        assertThat(
                        compile(
                                "@Entity @PersonalRecord(id = \"acme.seat\", label = \"%s\") public class Seat { @Id Long id; }"))
                .anySatisfy(e -> assertThat(e).contains("has no way to its person"));
        assertThat(compile("@Entity @PersonalRecord(id = \"acme.seat\", label = \"%s\", contact = \"nobody\")"
                        + " public class Seat { @Id Long id; Long contact; }"))
                .anySatisfy(e -> assertThat(e).contains("names no persistent attribute", "[id, contact]"));
        assertThat(compile("@Entity @PersonalRecord(id = \"Seat\", label = \"%s\", contact = \"contact\")"
                        + " public class Seat { @Id Long id; Long contact; }"))
                .anySatisfy(e -> assertThat(e).contains("<owner>.<name>"));
    }

    @Test
    void twoRecordsOfOneIdAreRefused() {
        String other = RECORD.replace("class Seat", "class Chair");
        assertThat(compile(RECORD + "}", other + "}"))
                .anySatisfy(e -> assertThat(e).contains("is used twice"));
    }

    @Test
    void theDeclarationSaysWhatWasWritten() throws IOException {
        assertThat(
                        compile(
                                RECORD
                                        + "@ContactMoment @PersonalField(label = \"%booked\", category = DataCategory.BEHAVIOUR, kind ="
                                        + " FieldKind.QUASI_IDENTIFIER, anonymize = Strategy.MONTH, provided = true, source = \"%web\")"
                                        + " @Column(name = \"BOOKED_AT\", nullable = false) Instant booked;"
                                        + "@PersonalField(label = \"%diet\", anonymize = Strategy.CLEAR, mandatory = true) String diet;"
                                        + "@NotPersonal(\"number of the row\") int row; }",
                                "@Entity @Table(name = \"HALL\") public class Hall { @Id Long id; @NotPersonal(\"a place\") String name; }"))
                .isEmpty();
        JsonNode file = written();
        assertThat(file.get("format").asInt()).isEqualTo(1);
        JsonNode seat = file.get("records").get(0);
        assertThat(seat.get("id").asText()).isEqualTo("acme.seat");
        assertThat(seat.get("table").asText()).isEqualTo("acme_seat");
        assertThat(seat.get("key").asText()).isEqualTo("id");
        assertThat(seat.get("keyType").asText()).isEqualTo("INTEGER");
        assertThat(seat.get("version").asText()).isEqualTo("version");
        assertThat(seat.get("subject").asText()).isEqualTo("CONTACT");
        assertThat(seat.get("links").toString())
                .isEqualTo(
                        "[{\"kind\":\"CONTACT\",\"column\":\"contact_id\",\"table\":null,\"row\":null,\"parent\":null}]");
        assertThat(seat.get("moments").toString()).isEqualTo("[\"booked_at\"]");
        assertThat(seat.get("others").toString()).isEqualTo("[{\"column\":\"row\",\"reason\":\"number of the row\"}]");
        JsonNode booked = seat.get("fields").get(0);
        assertThat(booked.get("id").asText()).isEqualTo("acme.seat.booked");
        assertThat(booked.get("column").asText()).isEqualTo("booked_at");
        assertThat(booked.get("type").asText()).isEqualTo("INSTANT");
        assertThat(booked.get("nullable").asBoolean()).isFalse();
        assertThat(booked.get("strategy").asText()).isEqualTo("MONTH");
        assertThat(booked.get("category").asText()).isEqualTo("BEHAVIOUR");
        assertThat(booked.get("provided").asBoolean()).isTrue();
        assertThat(booked.get("source").asText()).isEqualTo("%web");
        JsonNode diet = seat.get("fields").get(1);
        assertThat(diet.get("nullable").asBoolean()).isTrue();
        assertThat(diet.get("mandatory").asBoolean()).isTrue();
        assertThat(file.get("tables").toString())
                .isEqualTo(
                        "[{\"table\":\"hall\",\"keys\":[\"id\"],\"others\":[{\"column\":\"name\",\"reason\":\"a place\"}]}]");
    }
}
