package org.gallra.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What the core does at run time, at build time: the declaration covers the tables and has its texts. */
class DeclarationTest {

    private static InputStream resource(String path) {
        return Objects.requireNonNull(RequestEntity.class.getResourceAsStream("/" + path), path);
    }

    private static String json() throws IOException {
        try (InputStream in = resource("META-INF/gallra/personal-data.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static TreeSet<String> all(String regex, String text) {
        TreeSet<String> found = new TreeSet<>();
        Pattern.compile(regex).matcher(text).results().forEach(m -> found.add(m.group(1)));
        return found;
    }

    @Test
    void namesEveryColumn() throws IOException {
        TreeSet<String> declared = all("\"(?:column|key|version)\"\\s*:\\s*\"([a-z_]+)\"", json());
        try (TestDatabase database = TestDatabase.create(Kind.DERBY)) {
            database.migrate("db/contact/changelog.xml");
            database.migrate("db/requests/changelog.xml");
            TreeSet<String> real = database.read(connection -> {
                TreeSet<String> columns = new TreeSet<>();
                for (String table : new String[] {"DATA_REQUEST", "EXTRACT_MADE"}) {
                    try (var rows = connection.getMetaData().getColumns(null, null, table, null)) {
                        while (rows.next()) {
                            columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                        }
                    }
                }
                return columns;
            });
            assertThat(real).hasSizeGreaterThan(10).isEqualTo(declared);
        }
    }

    @Test
    void hasEveryText() throws IOException {
        TreeSet<String> keys = all("\"%([A-Za-z.]+)\"", json());
        keys.add("bundle");
        assertThat(keys).hasSizeGreaterThan(10);
        for (String language : new String[] {"sv", "en"}) {
            Properties texts = new Properties();
            try (var in = new InputStreamReader(
                    resource("OSGI-INF/l10n/bundle_" + language + ".properties"), StandardCharsets.UTF_8)) {
                texts.load(in);
            }
            assertThat(texts.stringPropertyNames()).as(language).containsExactlyInAnyOrderElementsOf(keys);
        }
    }
}
