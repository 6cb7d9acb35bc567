package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;

/**
 * Which node works on which plan, and until when others believe that it does: a node that dies gives no notice. That nothing is done
 * twice does not hang on it: each batch locks its plan and begins where the last one ended. Whoever was relieved finds that out under
 * the same lock and leaves the plan to the other, its state too.
 */
final class Leases {

    /** How long a node is believed to work on a plan after its last batch. */
    static final Duration LIFE = Duration.ofSeconds(30);

    /** A lease that ends later than this is of a clock that has jumped back since: clocks of nodes differ by less. */
    private static final Duration FURTHEST = LIFE.multipliedBy(4);

    private final Database database;
    private final String node;
    private final Clock clock;

    /**
     * Takes who this is.
     *
     * @param node the id of this node, the same after a restart
     */
    Leases(Database database, String node, Clock clock) {
        this.database = database;
        this.node = node;
        this.clock = clock;
    }

    /** Takes a plan that is being executed; false if it is not, or if another node is at it. */
    boolean take(long plan) {
        Instant now = clock.instant();
        return database.inNewTransaction(connection -> Sql.update(
                        connection,
                        SqlFragment.of(
                                "UPDATE erasure_plan SET node = ?, lease_until = ? WHERE id = ? AND state = 'RUNNING'"
                                        + " AND (node IS NULL OR node = ? OR lease_until IS NULL OR lease_until < ?"
                                        + " OR lease_until > ?)",
                                node,
                                now.plus(LIFE),
                                plan,
                                node,
                                now,
                                now.plus(FURTHEST))))
                == 1;
    }

    /** Tells whether this node was the last that took a plan; one that slept for longer than its lease may have been relieved. */
    boolean mine(StoredPlan plan) {
        return node.equals(plan.node());
    }

    /** Returns the plans that this node was at when it ended, and those that nobody is at any more; oldest first. */
    List<StoredPlan> left(Connection connection) throws SQLException {
        return PlanStore.running(
                connection,
                SqlFragment.of("(node = ? OR ", node)
                        .append(orphaned(clock.instant()))
                        .append(")"));
    }

    /** Returns the plans whose node died; oldest first. */
    List<StoredPlan> orphans(Connection connection) throws SQLException {
        return PlanStore.running(connection, orphaned(clock.instant()));
    }

    private static SqlFragment orphaned(Instant now) {
        return SqlFragment.of(
                "(lease_until < ? OR lease_until > ? OR lease_until IS NULL"
                        + " AND (started_at IS NULL OR started_at < ? OR started_at > ?))",
                now,
                now.plus(FURTHEST),
                now.minus(LIFE),
                now.plus(FURTHEST));
    }
}
