package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.WaitingActs.Times;
import org.gallra.api.persistence.SqlFragment;

/** How long acts wait: one row, and none before somebody changes it. Every method runs in the caller's transaction. */
final class WaitingStore {

    /** As long as nobody has said anything else. */
    private static final Times AT_ONCE = new Times(0, 0, 0, null, null);

    private WaitingStore() {}

    static Times read(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        SqlFragment.of("SELECT * FROM erasure_waiting WHERE id = 1"),
                        row -> new Times(
                                row.getLong("version"),
                                row.getInt("by_hand_hours"),
                                row.getInt("by_rule_hours"),
                                row.getString("changed_by"),
                                Sql.instant(row, "changed_at")))
                .stream()
                .findFirst()
                .orElse(AT_ONCE);
    }

    static Duration of(Connection connection, boolean byRule) throws SQLException {
        Times times = read(connection);
        return Duration.ofHours(byRule ? times.byRuleHours() : times.byHandHours());
    }

    static void write(Connection connection, long version, int byHand, int byRule, String user, Instant now)
            throws SQLException {
        boolean first = version == AT_ONCE.version() && read(connection).version() == AT_ONCE.version();
        SqlFragment change = first
                ? SqlFragment.of(
                        "INSERT INTO erasure_waiting (by_hand_hours, by_rule_hours, changed_by, changed_at, id, version)"
                                + " VALUES (?, ?, ?, ?, 1, 1)",
                        byHand,
                        byRule,
                        user,
                        now)
                : SqlFragment.of(
                        "UPDATE erasure_waiting SET by_hand_hours = ?, by_rule_hours = ?, changed_by = ?, changed_at = ?,"
                                + " version = version + 1 WHERE id = 1 AND version = ?",
                        byHand,
                        byRule,
                        user,
                        now,
                        version);
        try {
            if (Sql.update(connection, change) == 0) {
                throw stale();
            }
        } catch (SQLException e) {
            if (first && e.getSQLState() != null && e.getSQLState().startsWith("23")) {
                throw stale(); // somebody else was the first
            }
            throw e;
        }
    }

    private static GallraException stale() {
        return new GallraException(
                GallraException.Code.STALE,
                new Text(
                        "Någon annan har ändrat väntetiderna. Hämta dem igen och gör om ändringen.",
                        "Someone else has changed the waiting times. Fetch them again and repeat the change."));
    }
}
