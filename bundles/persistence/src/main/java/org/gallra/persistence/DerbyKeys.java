package org.gallra.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the next keys of all tables out of Derby's catalog, so that nobody has to while others compile statements (ADR-0062).
 *
 * <p>Derby hands out generated keys in ranges. It forgets the ranges whenever a table is changed or measured, and whoever takes
 * the next one at the moment at which somebody else reads the catalog is not kept waiting but refused, with his whole transaction.
 */
final class DerbyKeys {

    private static final Logger LOG = LoggerFactory.getLogger(DerbyKeys.class);

    /** Each table with generated keys, and a column that is none of them. */
    private static final String TABLES = "SELECT s.schemaname, t.tablename, MIN(o.columnname) FROM sys.systables t"
            + " JOIN sys.sysschemas s ON s.schemaid = t.schemaid"
            + " JOIN sys.syscolumns k ON k.referenceid = t.tableid AND k.autoincrementvalue IS NOT NULL"
            + " JOIN sys.syscolumns o ON o.referenceid = t.tableid AND o.autoincrementvalue IS NULL"
            + " WHERE t.tabletype = 'T' GROUP BY s.schemaname, t.tablename";

    private DerbyKeys() {}

    /** Takes a range of each table, by a row that is never there: most tables refuse it, and what they don't is rolled back. */
    static void take(Connection connection) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String insert : inserts(statement)) {
                try {
                    statement.executeUpdate(insert);
                } catch (SQLException e) {
                    LOG.trace("A table without a row like that, as it should be: {}", e.getSQLState());
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(before);
        }
    }

    private static List<String> inserts(Statement statement) throws SQLException {
        List<String> inserts = new ArrayList<>();
        try (ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                inserts.add("INSERT INTO " + quoted(tables.getString(1)) + "." + quoted(tables.getString(2)) + " ("
                        + quoted(tables.getString(3)) + ") VALUES (DEFAULT)");
            }
        }
        return inserts;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
