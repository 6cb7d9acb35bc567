package org.gallra.register;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gallra.api.persistence.Database;

/** The tables as they really are. Read anew at each look at the register: bundles change them. */
final class Tables {

    private static final String[] STORED = {"TABLE", "PARTITIONED TABLE", "MATERIALIZED VIEW"};

    /**
     * A column.
     *
     * @param nullable whether it allows null
     * @param size how many characters it holds
     * @param sqlType its type of {@link Types}
     * @param typeName the database's own name of the type
     */
    record Column(boolean nullable, int size, int sqlType, String typeName) {

        boolean number() {
            return sqlType == Types.BIGINT
                    || sqlType == Types.INTEGER
                    || sqlType == Types.SMALLINT
                    || sqlType == Types.NUMERIC
                    || sqlType == Types.DECIMAL;
        }

        boolean floating() {
            return sqlType == Types.DOUBLE || sqlType == Types.FLOAT || sqlType == Types.REAL;
        }

        boolean text() {
            return sqlType == Types.VARCHAR
                    || sqlType == Types.CHAR
                    || sqlType == Types.LONGVARCHAR
                    || sqlType == Types.CLOB;
        }

        boolean time() {
            return sqlType == Types.DATE || sqlType == Types.TIMESTAMP || sqlType == Types.TIMESTAMP_WITH_TIMEZONE;
        }

        boolean uuid() {
            return typeName.equals("uuid");
        }

        boolean large() {
            return sqlType == Types.CLOB || sqlType == Types.BLOB;
        }
    }

    private final Map<String, Map<String, Column>> columns = new HashMap<>();
    private final Map<String, Set<String>> people = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Set<String>> indexed;

    private Tables(Map<String, Set<String>> indexed) {
        this.indexed = indexed;
    }

    /** Reads all tables of the connection's schema in a few calls. */
    static Tables read(Connection connection, Database.Kind kind) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String schema = connection.getSchema();
        Tables tables = new Tables(Indexes.leading(connection, kind, schema));
        try (ResultSet row = data.getTables(null, schema, "%", STORED)) {
            while (row.next()) {
                tables.names.add(lower(row.getString("TABLE_NAME")));
            }
        }
        try (ResultSet row = data.getColumns(null, schema, "%", "%")) {
            while (row.next()) {
                tables.columns
                        .computeIfAbsent(lower(row.getString("TABLE_NAME")), t -> new LinkedHashMap<>())
                        .put(
                                lower(row.getString("COLUMN_NAME")),
                                new Column(
                                        row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                                        row.getInt("COLUMN_SIZE"),
                                        row.getInt("DATA_TYPE"),
                                        lower(row.getString("TYPE_NAME"))));
            }
        }
        for (String person : new String[] {"contact", "company"}) {
            String name = kind == Database.Kind.DERBY ? person.toUpperCase(Locale.ROOT) : person;
            try (ResultSet row = data.getExportedKeys(null, schema, name)) {
                while (row.next()) {
                    tables.people
                            .computeIfAbsent(lower(row.getString("FKTABLE_NAME")), t -> new HashSet<>())
                            .add(lower(row.getString("FKCOLUMN_NAME")));
                }
            }
        }
        return tables;
    }

    /** Returns the names of everything that stores rows; views are left out. */
    Set<String> names() {
        return names;
    }

    /** Tells whether an index begins with the column, so that rows are found by it. */
    boolean indexed(String table, String column) {
        return indexed.getOrDefault(table, Set.of()).contains(column);
    }

    /** Returns the columns of a table in their order; empty if there is no such table. */
    Map<String, Column> columns(String table) {
        return columns.getOrDefault(table, Map.of());
    }

    /** Tells whether a column leads to a contact or a company: by a foreign key, or by its name. */
    boolean leadsToPeople(String table, String column) {
        return people.getOrDefault(table, Set.of()).contains(column)
                || column.matches("(.*_)?(contact|company)(_id|_key)");
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
