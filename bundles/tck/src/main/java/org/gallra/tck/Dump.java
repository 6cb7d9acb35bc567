package org.gallra.tck;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Everything that stands in the database, read by JDBC alone. */
final class Dump {

    private final Map<String, Map<String, List<String>>> tables = new TreeMap<>();
    private final Set<String> books;

    private Dump(Set<String> books) {
        this.books = books;
    }

    /** A row that is not what it was. */
    record Difference(String table, String row, List<String> columns) {

        @Override
        public String toString() {
            return table + " " + row + (columns.isEmpty() ? "" : " " + columns);
        }
    }

    /**
     * Reads all tables.
     *
     * @param keys the declared keys, by table; the rows of other tables are told apart by their primary keys
     * @param books tables in which the core keeps its books: what changes there is no difference
     */
    static Dump of(TestDatabase database, Schema schema, Map<String, String> keys, Set<String> books) {
        Dump dump = new Dump(books);
        schema.tables().keySet().forEach(schema::key);
        return database.read(connection -> {
            for (String table : schema.tables().keySet()) {
                String key = keys.get(table);
                List<String> columns = key == null ? schema.key(table) : List.of(key);
                dump.tables.put(table, rows(connection, schema, table, columns));
            }
            return dump;
        });
    }

    private static Map<String, List<String>> rows(Connection connection, Schema schema, String table, List<String> key)
            throws SQLException {
        List<String> columns = List.copyOf(schema.columns(table).keySet());
        Map<String, List<String>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + String.join(", ", columns) + " FROM " + table)) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    cells.add(Canonical.of(row, i));
                }
                StringBuilder id = new StringBuilder();
                for (String column : key.isEmpty() ? columns : key) {
                    id.append(id.isEmpty() ? "" : "|").append(cells.get(columns.indexOf(column)));
                }
                rows.put(id.toString(), cells);
            }
        }
        return rows;
    }

    /** Returns where any of these stands, as {@code table.column}. */
    Set<String> places(List<String> searches, Schema schema) {
        Set<String> places = new TreeSet<>();
        tables.forEach((table, rows) -> {
            List<String> columns = List.copyOf(schema.columns(table).keySet());
            for (List<String> cells : rows.values()) {
                for (int i = 0; i < cells.size(); i++) {
                    String cell = cells.get(i);
                    if (searches.stream().anyMatch(s -> cell.contains(s) || cell.contains(hex(s)))) {
                        places.add(table + "." + columns.get(i));
                    }
                }
            }
        });
        return places;
    }

    /** Returns the cell of a row, or null if the row is not there. */
    @Nullable
    String cell(Schema schema, String table, Object key, String column) {
        List<String> cells = rows(table).get(Canonical.of(key));
        int at = List.copyOf(schema.columns(table).keySet()).indexOf(column);
        return cells == null || at < 0 ? null : cells.get(at);
    }

    /** Tells whether a row is there. */
    boolean holds(String table, Object key) {
        return rows(table).containsKey(Canonical.of(key));
    }

    /** Returns the rows of a table by their keys. */
    Map<String, List<String>> rows(String table) {
        return tables.getOrDefault(table, Map.of());
    }

    /** Returns the rows that changed, came or went since, those of the core's own books left out. */
    List<Difference> since(Dump before, Schema schema) {
        List<Difference> differences = new ArrayList<>();
        tables.forEach((table, rows) -> {
            if (!books.contains(table)) {
                Map<String, List<String>> old = before.rows(table);
                Set<String> keys = new TreeSet<>(old.keySet());
                keys.addAll(rows.keySet());
                List<String> columns = List.copyOf(schema.columns(table).keySet());
                for (String key : keys) {
                    if (!Objects.equals(old.get(key), rows.get(key))) {
                        differences.add(new Difference(table, key, changed(columns, old.get(key), rows.get(key))));
                    }
                }
            }
        });
        return differences;
    }

    private static List<String> changed(
            List<String> columns, @Nullable List<String> before, @Nullable List<String> after) {
        if (before == null || after == null) {
            return List.of();
        }
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                changed.add(columns.get(i));
            }
        }
        return changed;
    }

    private static String hex(String text) {
        return Canonical.of(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
