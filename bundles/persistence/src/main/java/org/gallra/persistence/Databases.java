package org.gallra.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.NoSuchElementException;
import javax.sql.DataSource;
import javax.transaction.xa.XAException;
import org.gallra.api.persistence.Database;
import org.jspecify.annotations.Nullable;

/** What both databases are asked in the same way. */
final class Databases {

    /** The connection failed. */
    private static final String AWAY = "08006";

    private Databases() {}

    static Database.Kind kind(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "Apache Derby" -> Database.Kind.DERBY;
                case "PostgreSQL" -> Database.Kind.POSTGRESQL;
                default ->
                    throw new IllegalStateException("Gallra runs on Apache Derby and PostgreSQL, not on " + product);
            };
        }
    }

    /**
     * Lets the server be silent for as long as it likes on a connection, as migrations and maintenance take what they take; the answer
     * is what was allowed before, for {@link #hurried}. Embedded Derby is never silent.
     */
    static int unhurried(Connection connection, Database.Kind kind) throws SQLException {
        if (kind == Database.Kind.DERBY) {
            return 0;
        }
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        return before;
    }

    /** Allows again what was allowed before. */
    static void hurried(Connection connection, Database.Kind kind, int milliseconds) throws SQLException {
        if (kind == Database.Kind.POSTGRESQL && !connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, milliseconds);
        }
    }

    /** Returns a table's name as the database's catalogue writes it. */
    static String stored(Connection connection, String table) throws SQLException {
        return connection.getMetaData().storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
    }

    /** Finds the SQL state in an exception or its causes; drivers and pools wrap them. */
    static @Nullable String sqlState(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
            if (t instanceof SQLException && t.getCause() instanceof NoSuchElementException) {
                return AWAY; // the pool's word for: all connections are in use, and none was given back in time
            }
            if (t instanceof XAException xa && xa.errorCode == XAException.XAER_RMFAIL) {
                return AWAY;
            }
        }
        return null;
    }
}
