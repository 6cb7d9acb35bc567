package org.gallra.blackbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All rows of all tables, as text. */
final class Tables {

    private Tables() {}

    /** Returns every row, per table in lower case, sorted; closes the connection. */
    static Map<String, List<String>> dump(Connection connection) throws SQLException {
        try (connection) {
            Map<String, List<String>> all = new TreeMap<>();
            for (String table : names(connection)) {
                all.put(table, rows(connection, table));
            }
            return all;
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        boolean derby = connection.getMetaData().getDatabaseProductName().contains("Derby");
        try (ResultSet tables =
                connection.getMetaData().getTables(null, derby ? null : "public", null, new String[] {"TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> found = new ArrayList<>();
        each(connection, table, found::add);
        found.sort(null);
        return found;
    }

    /** Hands out each row of a table, in no order, and keeps none. */
    static void each(Connection connection, String table, Consumer<String> taker) throws SQLException {
        connection.setAutoCommit(false); // PostgreSQL sends all rows at once otherwise
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        row.append(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT))
                                .append('=')
                                .append(rows.getString(i))
                                .append('|');
                    }
                    taker.accept(row.toString());
                }
            }
        } finally {
            connection.rollback();
        }
    }
}
