package org.gallra.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gallra.api.persistence.Database.Kind;

/** What a bundle declares of its personal data, beside its tables and texts: what the core compares at run time, for a test at build time. */
public final class Declaration {

    private final Class<?> inBundle;
    private final String json;

    private Declaration(Class<?> inBundle, String json) {
        this.inBundle = inBundle;
        this.json = json;
    }

    /** Reads the declaration that was made for the bundle of a class. */
    public static Declaration of(Class<?> inBundle) throws IOException {
        try (InputStream in = resource(inBundle, "META-INF/gallra/personal-data.json")) {
            return new Declaration(inBundle, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Returns the columns that are declared, in lower case. */
    public Set<String> columns() {
        return all("\"(?:column|key|version)\"\\s*:\\s*\"([a-z_]+)\"");
    }

    /**
     * Returns the columns that there are, in lower case.
     *
     * @param changelogs what makes the tables, in order
     * @param tables patterns of table names in upper case
     */
    public Set<String> columnsOf(List<String> changelogs, String... tables) throws IOException {
        try (TestDatabase database = TestDatabase.create(Kind.DERBY)) {
            changelogs.forEach(database::migrate);
            return database.read(connection -> {
                Set<String> columns = new TreeSet<>();
                for (String table : tables) {
                    columns.addAll(columns(connection, table));
                }
                return columns;
            });
        }
    }

    private static Set<String> columns(Connection connection, String table) throws SQLException {
        Set<String> columns = new TreeSet<>();
        try (var rows = connection.getMetaData().getColumns(null, null, table, null)) {
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    /** Returns the keys of the texts that it needs. */
    public Set<String> keys() {
        Set<String> keys = all("\"%([A-Za-z.]+)\"");
        keys.add("bundle");
        return keys;
    }

    /** Returns the keys of the texts that there are in a language. */
    public Set<String> keys(String language) throws IOException {
        Properties texts = new Properties();
        try (var in = new InputStreamReader(
                resource(inBundle, "OSGI-INF/l10n/bundle_" + language + ".properties"), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts.stringPropertyNames();
    }

    private Set<String> all(String regex) {
        Set<String> found = new TreeSet<>();
        Pattern.compile(regex).matcher(json).results().forEach(m -> found.add(m.group(1)));
        return found;
    }

    private static InputStream resource(Class<?> inBundle, String path) {
        return Objects.requireNonNull(inBundle.getResourceAsStream("/" + path), path);
    }
}
