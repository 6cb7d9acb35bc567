package org.gallra.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** Runs fragments. */
final class Sql {

    private Sql() {}

    /** Reads one row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> list(Connection connection, SqlFragment query, Reader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            bind(statement, query.parameters());
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    static long number(Connection connection, SqlFragment query) throws SQLException {
        return list(connection, query, row -> row.getLong(1)).get(0);
    }

    /** Returns the type of an array of keys on PostgreSQL. */
    static String type(List<?> keys) {
        return keys.get(0) instanceof Number ? "bigint" : keys.get(0) instanceof java.util.UUID ? "uuid" : "text";
    }

    static int update(Connection connection, SqlFragment change) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(change.sql())) {
            bind(statement, change.parameters());
            return statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, List<@Nullable Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            bind(statement, i + 1, parameters.get(i));
        }
    }

    static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setTimestamp(index, Timestamp.from(instant));
        } else {
            statement.setObject(index, value);
        }
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
