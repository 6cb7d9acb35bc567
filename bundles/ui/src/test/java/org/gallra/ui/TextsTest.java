package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts and the templates that show them. */
class TextsTest {

    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path CODE = Path.of("src/main/java");
    private static final Pattern TEXT = Pattern.compile("\\b(?:s|shell)\\.t\\(\"([A-Za-z.]+[A-Za-z])\"");
    private static final Pattern COUNTED = Pattern.compile("\\bs\\.n\\(\"([A-Za-z.]+[A-Za-z])\"");

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        Properties swedish = texts("sv");
        Properties english = texts("en");
        assertThat(new TreeSet<>(english.stringPropertyNames()))
                .isEqualTo(new TreeSet<>(swedish.stringPropertyNames()));
        for (String key : swedish.stringPropertyNames()) {
            assertThat(swedish.getProperty(key)).as(key).isNotBlank();
            assertThat(places(english.getProperty(key))).as(key).isEqualTo(places(swedish.getProperty(key)));
        }
    }

    @Test
    void everyTextThatATemplateShowsIsThere() throws IOException {
        Set<String> known = texts("sv").stringPropertyNames();
        Set<String> used = new TreeSet<>();
        for (Path folder : new Path[] {TEMPLATES, CODE}) {
            for (Path file : files(folder)) {
                String content = Files.readString(file);
                TEXT.matcher(content).results().forEach(found -> used.add(found.group(1)));
                COUNTED.matcher(content).results().forEach(found -> {
                    used.add(found.group(1) + ".one");
                    used.add(found.group(1) + ".other");
                });
            }
        }
        assertThat(used).hasSizeGreaterThan(100);
        assertThat(known).containsAll(used);
    }

    @Test
    void noTemplateBreaksTheContentSecurityPolicy() throws IOException {
        for (Path file : files(TEMPLATES)) {
            String template = Files.readString(file);
            assertThat(template)
                    .as(file.toString())
                    .doesNotContain(" style=", "<style", "javascript:", "$unsafe")
                    .doesNotContainPattern("\\son[a-z]+=")
                    .doesNotContainPattern("<script(?! type=\"module\" src=\"/ui/a/)");
        }
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = Pattern.compile("\\{\\d}|#").matcher(text);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }

    private static Iterable<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        String file = "/texts/messages_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(TextsTest.class.getResourceAsStream(file))) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
