package org.gallra.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a database holds. */
final class Tables {

    private static final String CHANGELOG = "databasechangelog";

    private Tables() {}

    /** Counts the rows of all tables in the connection's schema, by lower case names. */
    static Map<String, Long> count(Connection connection) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : names(connection)) {
            rows.put(
                    table.toLowerCase(Locale.ROOT),
                    number(connection, "SELECT COUNT(*) FROM \"" + table.replace("\"", "\"\"") + "\""));
        }
        return rows;
    }

    /** Returns the tables in the connection's schema, as the catalogue writes them. */
    static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "PARTITIONED TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Says which changes of the schema have run, by Liquibase's own notes. */
    static Manifest.Changelog changelog(Connection connection) throws SQLException {
        MessageDigest digest = Trees.digest();
        long sets = 0;
        if (names(connection).stream().anyMatch(CHANGELOG::equalsIgnoreCase)) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT id, author, filename, md5sum FROM " + CHANGELOG
                            + " ORDER BY id, author, filename")) {
                while (row.next()) {
                    sets++;
                    for (int i = 1; i <= 4; i++) {
                        digest.update((row.getString(i) + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return new Manifest.Changelog(sets, HexFormat.of().formatHex(digest.digest()));
    }

    /** Puts two counts of the same tables together. */
    static Map<String, Manifest.Count> between(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Manifest.Count> counts = new TreeMap<>();
        after.forEach((table, rows) -> {
            long then = before.getOrDefault(table, 0L);
            counts.put(table, new Manifest.Count(Math.min(then, rows), Math.max(then, rows)));
        });
        return counts;
    }

    /** Returns the tables whose rows are not as many as they should be, ordered; tables that nobody expects among them. */
    static List<String> differences(Map<String, Manifest.Count> expected, Map<String, Long> found) {
        List<String> differences = new ArrayList<>();
        expected.forEach((table, count) -> {
            Long rows = found.get(table);
            if (rows == null || !count.fits(rows)) {
                differences.add(table);
            }
        });
        found.keySet().stream().filter(t -> !expected.containsKey(t)).forEach(differences::add);
        return differences.stream().sorted().toList();
    }
}
