package org.gallra.residue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** Short statements. */
final class Statements {

    private Statements() {}

    /** Runs a statement that has no values. */
    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs one statement and returns how many rows it changed. */
    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, SqlFragment.of(sql, values).parameters());
            return statement.executeUpdate();
        }
    }

    /** Returns the one text that the query selects; empty if it selects none. */
    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            String text = row.next() ? row.getString(1) : null;
            return text == null ? "" : text;
        }
    }

    /** Returns the table's name as a statement takes it, or null if there is no such table. */
    static @Nullable String quoted(Connection connection, String table) throws SQLException {
        boolean upper = connection.getMetaData().storesUpperCaseIdentifiers();
        String name = upper ? table.toUpperCase(Locale.ROOT) : table;
        try (ResultSet row = connection.getMetaData().getTables(null, connection.getSchema(), name, null)) {
            while (row.next()) {
                if (row.getString("TABLE_NAME").equals(name)) {
                    return "\"" + name.replace("\"", "\"\"") + "\"";
                }
            }
        }
        return null;
    }
}
