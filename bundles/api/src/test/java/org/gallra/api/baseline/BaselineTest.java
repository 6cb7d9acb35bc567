package org.gallra.api.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What vendors have built against stays: a package of the API that changes says so by its version. */
class BaselineTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path PUBLISHED = Path.of("baseline/org.gallra.api.jar");
    private static final Path SOURCES = Path.of("src/main/java/org/gallra/api");
    private static final String REST_OF_CLAUSE = ";(?:[^,\"]|\"[^\"]*\")*";

    @TempDir
    Path folder;

    /** The API of this build, to be changed. */
    private Path newer;

    /** The API of this build as it would be published: the tests of changes do not depend on what was. */
    private Path older;

    @BeforeEach
    void copy() throws IOException {
        newer = folder.resolve("newer");
        older = folder.resolve("older.jar");
        Baseline.write(CLASSES, older);
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = newer.resolve(CLASSES.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** With {@code -Dgallra.renew=baseline} it first publishes what is there: {@code ./gallra renew baseline}. */
    @Test
    void theApiFitsWhatWasPublished() throws Exception {
        if ("baseline".equals(System.getProperty("gallra.renew"))) {
            Files.createDirectories(PUBLISHED.getParent());
            Baseline.write(CLASSES, PUBLISHED);
        }
        assertThat(Baseline.faults(PUBLISHED, CLASSES))
                .as(
                        "packages whose @Version in package-info.java must be raised. A new first digit breaks every vendor: "
                                + "undo the change, or say it in the changelog. A release ends with ./gallra renew baseline")
                .isEmpty();
        assertThat(Baseline.packages(PUBLISHED, CLASSES)).contains("org.gallra.api.personaldata", "org.gallra.api.ui");
    }

    @Test
    void aComponentMoreInARecordIsMajor() throws Exception {
        change("personaldata/RegisterSnapshot.java", "long generation,", "long generation, int more,");
        assertThat(Baseline.faults(older, newer))
                .singleElement()
                .asString()
                .contains("org.gallra.api.personaldata", "needed is 2.0.0", "RegisterSnapshot");
    }

    @Test
    void aDefaultMethodForConsumersIsMinor() throws Exception {
        change("ui/UiPanel.java", "Slot slot();", "Slot slot(); default int more() { return 0; }");
        assertThat(Baseline.faults(older, newer))
                .singleElement()
                .asString()
                .contains("org.gallra.api.ui", "needed is 1.1.0", "UiPanel", "more()");
        exports(header ->
                header.replaceFirst("(org\\.gallra\\.api\\.ui" + REST_OF_CLAUSE + "?version=\")1\\.0\\.0", "$11.1.0"));
        assertThat(Baseline.faults(older, newer)).isEmpty();
    }

    @Test
    void anAbstractMethodForConsumersIsMajor() throws Exception {
        change("ui/UiPanel.java", "Slot slot();", "Slot slot(); int more();");
        assertThat(Baseline.faults(older, newer)).singleElement().asString().contains("needed is 2.0.0", "more()");
    }

    @Test
    void aMethodOfWhatTheCoreProvidesIsMinor() throws Exception {
        change("extract/ExtractService.java", "RegisterExtract extract(", "int more(); RegisterExtract extract(");
        assertThat(Baseline.faults(older, newer)).singleElement().asString().contains("needed is 1.1.0", "more()");
    }

    @Test
    void anElementWithDefaultOfAnAnnotationIsMinor() throws Exception {
        change("personaldata/NotPersonal.java", "String value();", "String value(); int more() default 0;");
        assertThat(Baseline.faults(older, newer)).singleElement().asString().contains("needed is 1.1.0", "more()");
    }

    @Test
    void aPackageThatIsGoneIsAFault() throws Exception {
        try (Stream<Path> files = Files.list(newer.resolve("org/gallra/api/demo"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        exports(header -> header.replaceFirst("org\\.gallra\\.api\\.demo" + REST_OF_CLAUSE + ",", ""));
        assertThat(Baseline.faults(older, newer)).singleElement().asString().contains("org.gallra.api.demo");
    }

    @Test
    void whatIsPublishedIsReproducibleAndHoldsNoCode() throws Exception {
        Path again = folder.resolve("again.jar");
        Baseline.write(CLASSES, again);
        assertThat(again).hasSameBinaryContentAs(older);
        assertThat(Files.size(again)).isBetween(20_000L, 300_000L);
        assertThat(Baseline.faults(older, CLASSES)).isEmpty();
    }

    /** Changes one source and compiles it. */
    private void change(String source, String from, String to) throws IOException {
        String text = Files.readString(SOURCES.resolve(source));
        assertThat(text).containsOnlyOnce(from);
        Path file = folder.resolve(source);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace(from, to));
        List<String> options = List.of(
                "-proc:none",
                "-d",
                newer.toString(),
                "-cp",
                newer + File.pathSeparator + System.getProperty("java.class.path"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    /** Changes what the API of this build exports. */
    private void exports(UnaryOperator<String> change) throws IOException {
        Path file = newer.resolve("META-INF/MANIFEST.MF");
        Manifest manifest = new Manifest();
        try (InputStream in = Files.newInputStream(file)) {
            manifest.read(in);
        }
        String before = manifest.getMainAttributes().getValue("Export-Package");
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        manifest.getMainAttributes().putValue("Export-Package", after);
        try (OutputStream out = Files.newOutputStream(file)) {
            manifest.write(out);
        }
    }
}
