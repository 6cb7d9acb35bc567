package org.gallra.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** The logins that are in force, in the database. */
final class LoginStore {

    private static final int MOST = 500;

    private LoginStore() {}

    /**
     * A login in force.
     *
     * @param id its public id
     * @param userName whose it is
     * @param csrf its secret for forms, by which a page knows its own login
     * @param door from where it came
     * @param since when it began (UTC)
     * @param lastUsed when it was used last, to the minute (UTC)
     */
    record Row(UUID id, String userName, String csrf, Door door, Instant since, Instant lastUsed) {

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Row";
        }
    }

    /**
     * Returns logins in force, those used last first; at most 500.
     *
     * @param userName whose, or null for everybody's
     */
    static List<Row> inForce(Connection connection, @Nullable String userName, Instant now, Instant usedAfter)
            throws SQLException {
        SqlFragment query = SqlFragment.of(
                "SELECT public_id, user_name, csrf, device, place, created_at, last_used_at FROM access_login"
                        + " WHERE expires_at > ? AND last_used_at > ? AND public_id IS NOT NULL",
                now,
                usedAfter);
        if (userName != null) {
            query = query.append(" AND user_name = ?", userName);
        }
        return Rows.list(
                connection,
                query.append(" ORDER BY last_used_at DESC FETCH FIRST " + MOST + " ROWS ONLY"),
                row -> new Row(
                        UUID.fromString(row.getString("public_id")),
                        row.getString("user_name"),
                        row.getString("csrf"),
                        new Door(
                                Objects.requireNonNullElse(row.getString("device"), ""),
                                Objects.requireNonNullElse(row.getString("place"), "")),
                        Objects.requireNonNull(Rows.instant(row, "created_at")),
                        Objects.requireNonNull(Rows.instant(row, "last_used_at"))));
    }

    /** Ends a login of a user; returns whether it was in force. */
    static boolean end(Connection connection, String userName, UUID id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM access_login WHERE user_name = ? AND public_id = ?")) {
            delete.setString(1, userName);
            delete.setString(2, id.toString());
            return delete.executeUpdate() > 0;
        }
    }

    /** Ends all logins of a user but one; returns how many. */
    static int endAll(Connection connection, String userName, @Nullable String keptHash) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM access_login WHERE user_name = ? AND token_hash <> ?")) {
            delete.setString(1, userName);
            delete.setString(2, keptHash == null ? "" : keptHash);
            return delete.executeUpdate();
        }
    }
}
