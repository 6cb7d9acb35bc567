package org.gallra.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.access.Caller;
import org.gallra.api.persistence.Outage;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** The logins that are in force, in the database. */
final class LoginStore {

    /** So long a login lasts that nobody uses. */
    static final Duration IDLE = Duration.ofMinutes(30);
    /** So long a login lasts at the most. */
    static final Duration ABSOLUTE = Duration.ofHours(12);

    /**
     * So long after its last use, or its end, the row of a login goes: a day for a clock that is ahead, and the half hour during which the login
     * was in force, and as long again until somebody puts the clock right (ADR-0073).
     */
    private static final Duration SWEPT = Duration.ofDays(1).plus(IDLE).plus(IDLE);

    private static final Duration TOUCH = Duration.ofMinutes(1);
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
     * What a token of a login admits to.
     *
     * @param csrf its secret for forms
     * @param mustChange whether the password must be changed first
     * @param vouched whether an identity provider vouched for it
     * @param secondFactor whether the user has a second factor
     * @param firstLoginAt when the user logged in first (UTC)
     * @param lastUsed when it was used last, to the minute (UTC)
     * @param expiresAt when it ends at the latest (UTC)
     */
    record Found(
            String csrf,
            Caller caller,
            boolean mustChange,
            boolean vouched,
            boolean secondFactor,
            @Nullable Instant firstLoginAt,
            Instant lastUsed,
            Instant expiresAt) {

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Found";
        }
    }

    /** Returns the login of a token if it is in force, and notes that it was used. */
    static Optional<Found> find(Connection connection, String hash, Instant now) throws SQLException {
        Optional<Found> found = Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT l.csrf, l.last_used_at, l.expires_at, l.vouched,"
                                        + " u.user_name, u.user_role, u.granted, u.must_change, u.totp_since, u.first_login_at"
                                        + " FROM access_login l JOIN access_user u ON u.user_name = l.user_name WHERE l.token_hash = ?"
                                        + " AND u.active = TRUE AND l.expires_at > ? AND l.last_used_at > ?",
                                hash,
                                now,
                                now.minus(IDLE)),
                        LoginStore::found)
                .stream()
                .findFirst();
        if (found.isPresent()) {
            touch(connection, hash, found.get(), now);
        }
        return found;
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getString("csrf"),
                UserEntity.caller(row.getString("user_name"), row.getString("user_role"), row.getString("granted")),
                row.getBoolean("must_change"),
                row.getBoolean("vouched"),
                row.getTimestamp("totp_since") != null,
                Rows.instant(row, "first_login_at"),
                Objects.requireNonNull(Rows.instant(row, "last_used_at")),
                Objects.requireNonNull(Rows.instant(row, "expires_at")));
    }

    /**
     * Notes the use of a login. One that began on a clock that has been put back since lasts as long as others, counted from now.
     *
     * <p>A database that can only be read keeps nobody from reading: what cannot be noted now is noted at the next request.
     */
    private static void touch(Connection connection, String hash, Found found, Instant now) throws SQLException {
        boolean ahead = found.lastUsed().isAfter(now.plus(TOUCH));
        if (!ahead && !found.lastUsed().isBefore(now.minus(TOUCH))) {
            return;
        }
        Instant latest = now.plus(ABSOLUTE);
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE access_login SET last_used_at = ?, expires_at = ? WHERE token_hash = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setTimestamp(2, Timestamp.from(found.expiresAt().isAfter(latest) ? latest : found.expiresAt()));
            update.setString(3, hash);
            update.executeUpdate();
        } catch (SQLException e) {
            requireReadable(e);
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

    /**
     * Removes logins that ended a day ago, and not those that only seem to have ended while a clock is ahead; what tells from where the others
     * came is cleared once they have ended.
     */
    static void sweep(Connection connection, Instant now) throws SQLException {
        Instant gone = now.minus(SWEPT);
        execute(connection, "DELETE FROM access_login WHERE expires_at < ? OR last_used_at < ?", gone, gone);
        execute(
                connection,
                "UPDATE access_login SET device = NULL, place = NULL"
                        + " WHERE (expires_at < ? OR last_used_at < ?) AND (device IS NOT NULL OR place IS NOT NULL)",
                now,
                now.minus(IDLE));
    }

    private static void execute(Connection connection, String sql, Instant expired, Instant unused)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(expired));
            statement.setTimestamp(2, Timestamp.from(unused));
            statement.executeUpdate();
        }
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

    /** Passes over a write that was refused for want of room or leave; everything else is thrown on. */
    static void requireReadable(SQLException e) throws SQLException {
        Optional<Outage> outage = Outage.of(e);
        if (outage.isEmpty() || outage.get() == Outage.AWAY) {
            throw e;
        }
    }
}
