package org.gallra.api.persistence;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Runs a fragment and reads its rows. */
@ProviderType
public final class Rows {

    private Rows() {}

    /**
     * Reads one row.
     *
     * @param <T> what becomes of it
     */
    @FunctionalInterface
    @ConsumerType
    public interface Reader<T> {
        /** Reads the row at which the result set stands. */
        T read(ResultSet row) throws SQLException;
    }

    /** Returns all rows in their order. */
    public static <T> List<T> list(Connection connection, SqlFragment query, Reader<T> reader) throws SQLException {
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

    /** Returns the one number that the query selects. */
    public static long number(Connection connection, SqlFragment query) throws SQLException {
        return list(connection, query, row -> row.getLong(1)).get(0);
    }

    /** Binds the values in order; an instant as a UTC timestamp. */
    public static void bind(PreparedStatement statement, List<@Nullable Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object value = parameters.get(i);
            statement.setObject(i + 1, value instanceof Instant instant ? Timestamp.from(instant) : value);
        }
    }

    /** Returns the instant in a column, or null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    /** Returns the day in a column, or null. */
    public static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Date value = row.getDate(column);
        return value == null ? null : value.toLocalDate();
    }

    /** Returns the number in a column, or null. */
    public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
