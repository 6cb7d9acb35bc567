package org.gallra.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the next keys of all tables in use out of Derby's catalog, so that nobody has to while others compile statements (ADR-0062).
 *
 * <p>Derby hands out generated keys in ranges. It forgets the ranges whenever a table is changed or measured, and whoever takes
 * the next one at the moment at which somebody else reads the catalog is not kept waiting but refused, with his whole transaction.
 */
final class DerbyKeys {

    private static final Logger LOG = LoggerFactory.getLogger(DerbyKeys.class);

    /** Each table with generated keys, the first of them, and a column that is no key. */
    private static final String TABLES = "SELECT s.schemaname, t.tablename, MIN(o.columnname), t.tableid,"
            + " MIN(k.autoincrementstart) FROM sys.systables t JOIN sys.sysschemas s ON s.schemaid = t.schemaid"
            + " JOIN sys.syscolumns k ON k.referenceid = t.tableid AND k.autoincrementstart IS NOT NULL"
            + " JOIN sys.syscolumns o ON o.referenceid = t.tableid AND o.autoincrementstart IS NULL"
            + " WHERE t.tabletype = 'T' GROUP BY s.schemaname, t.tablename, t.tableid";

    /** Without a lock: whoever reads these rows with one is whom others must not wait for. */
    private static final String RANGES = "SELECT sequencename, currentvalue FROM sys.syssequences WITH UR";

    /** To be closed behind what makes Derby forget them, whether that failed or not; its failure is told, and not that of the taking. */
    @FunctionalInterface
    interface Taking extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private DerbyKeys() {}

    /** Takes a range of each table in use, by a row that is never there: most tables refuse it, and what they don't is rolled back. */
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
        Map<String, Long> next = new HashMap<>();
        try (ResultSet ranges = statement.executeQuery(RANGES)) {
            while (ranges.next()) {
                next.put(ranges.getString(1), ranges.getLong(2));
            }
        }
        List<String> inserts = new ArrayList<>();
        try (ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                // as Derby names the range of a table; one that is named otherwise counts as used
                String range = "U" + tables.getString(4).replace('-', 'X');
                long first = tables.getLong(5);
                if (next.getOrDefault(range, Long.MAX_VALUE) != first) {
                    inserts.add("INSERT INTO " + quoted(tables.getString(1)) + "." + quoted(tables.getString(2)) + " ("
                            + quoted(tables.getString(3)) + ") VALUES (DEFAULT)");
                }
            }
        }
        return inserts;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
