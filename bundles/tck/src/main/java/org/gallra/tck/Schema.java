package org.gallra.tck;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** The tables as the database describes them, names in lower case. */
final class Schema {

    /**
     * A column.
     *
     * @param sqlType its type of {@link java.sql.Types}
     * @param typeName the database's own name of the type
     * @param size how many characters or digits it holds
     * @param decimals how many of the digits stand after the point
     * @param made whether the database makes its values
     */
    record Column(String name, int sqlType, String typeName, int size, int decimals, boolean nullable, boolean made) {}

    private final TestDatabase database;
    private final Map<String, Map<String, Column>> tables = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> references = new HashMap<>();
    private final Map<String, List<String>> keys = new HashMap<>();
    private final Map<String, List<String>> conditions = new HashMap<>();

    Schema(TestDatabase database) {
        this.database = database;
        database.read(this::readColumns);
    }

    private boolean readColumns(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        TreeSet<String> stored = new TreeSet<>();
        try (ResultSet row = data.getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (row.next()) {
                stored.add(lower(row.getString("TABLE_NAME")));
            }
        }
        try (ResultSet row = data.getColumns(null, connection.getSchema(), "%", "%")) {
            while (row.next()) {
                String table = lower(row.getString("TABLE_NAME"));
                String name = lower(row.getString("COLUMN_NAME"));
                if (stored.contains(table)) {
                    tables.computeIfAbsent(table, t -> new LinkedHashMap<>())
                            .put(
                                    name,
                                    new Column(
                                            name,
                                            row.getInt("DATA_TYPE"),
                                            lower(row.getString("TYPE_NAME")),
                                            row.getInt("COLUMN_SIZE"),
                                            row.getInt("DECIMAL_DIGITS"),
                                            row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                                            "YES".equals(row.getString("IS_AUTOINCREMENT"))
                                                    || "YES".equals(row.getString("IS_GENERATEDCOLUMN"))));
                }
            }
        }
        return true;
    }

    /** Returns all tables with their columns in their order. */
    Map<String, Map<String, Column>> tables() {
        return tables;
    }

    /** Returns the columns of a table in their order; empty if there is no such table. */
    Map<String, Column> columns(String table) {
        return tables.getOrDefault(table, Map.of());
    }

    /** Returns the columns of a table that point to others, with {@code table.column} of their target. */
    Map<String, String> references(String table) {
        return references.computeIfAbsent(
                table,
                t -> database.read(connection -> {
                    Map<String, String> found = new HashMap<>();
                    try (ResultSet row =
                            connection.getMetaData().getImportedKeys(null, connection.getSchema(), inDatabase(t))) {
                        while (row.next()) {
                            found.put(
                                    lower(row.getString("FKCOLUMN_NAME")),
                                    lower(row.getString("PKTABLE_NAME")) + "." + lower(row.getString("PKCOLUMN_NAME")));
                        }
                    }
                    return found;
                }));
    }

    /** Returns the columns of the primary key; empty if there is none. */
    List<String> key(String table) {
        return keys.computeIfAbsent(
                table,
                t -> database.read(connection -> {
                    List<String> found = new ArrayList<>();
                    try (ResultSet row =
                            connection.getMetaData().getPrimaryKeys(null, connection.getSchema(), inDatabase(t))) {
                        while (row.next()) {
                            found.add(lower(row.getString("COLUMN_NAME")));
                        }
                    }
                    return found;
                }));
    }

    /** Returns the text of a table's check constraints, as the database keeps it. */
    List<String> conditions(String table) {
        return conditions.computeIfAbsent(
                table,
                t -> database.read(connection -> {
                    List<String> found = new ArrayList<>();
                    try (var query = connection.prepareStatement(
                            database.kind() == Kind.DERBY
                                    ? "SELECT c.checkdefinition FROM sys.syschecks c JOIN sys.sysconstraints n ON n.constraintid ="
                                            + " c.constraintid JOIN sys.systables t ON t.tableid = n.tableid WHERE t.tablename = ?"
                                    : "SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class t ON t.oid ="
                                            + " c.conrelid WHERE c.contype = 'c' AND t.relname = ?")) {
                        query.setString(1, inDatabase(t));
                        try (ResultSet row = query.executeQuery()) {
                            while (row.next()) {
                                found.add(row.getString(1));
                            }
                        }
                    }
                    return found;
                }));
    }

    private String inDatabase(String table) {
        return database.kind() == Kind.DERBY ? table.toUpperCase(Locale.ROOT) : table;
    }

    /** Returns the column, or null if there is none. */
    @Nullable
    Column column(String table, String column) {
        return columns(table).get(column);
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
