package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.WaitingActs.Times;
import org.gallra.api.persistence.SqlFragment;

/** How long acts wait: one row. Every method runs in the caller's transaction. */
final class WaitingStore {

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
                .get(0);
    }

    static Duration of(Connection connection, boolean byRule) throws SQLException {
        Times times = read(connection);
        return Duration.ofHours(byRule ? times.byRuleHours() : times.byHandHours());
    }

    static void write(Connection connection, long version, int byHand, int byRule, String user, Instant now)
            throws SQLException {
        int changed = (int) Sql.update(
                connection,
                SqlFragment.of(
                        "UPDATE erasure_waiting SET by_hand_hours = ?, by_rule_hours = ?, changed_by = ?, changed_at = ?,"
                                + " version = version + 1 WHERE id = 1 AND version = ?",
                        byHand,
                        byRule,
                        user,
                        now,
                        version));
        if (changed == 0) {
            throw new GallraException(
                    GallraException.Code.STALE,
                    new Text(
                            "Någon annan har ändrat väntetiderna. Hämta dem igen och gör om ändringen.",
                            "Someone else has changed the waiting times. Fetch them again and repeat the change."));
        }
    }
}
