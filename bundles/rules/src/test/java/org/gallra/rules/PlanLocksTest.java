package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.junit.jupiter.api.Test;

/** Whoever looks at a plan while it runs. */
class PlanLocksTest {

    /** Derby let one of the two lose, whoever looked or the run: the one kept the row and waited for the parts, the other one had them and wanted the row. */
    @Test
    void whoeverLooksAtAPlanKeepsNothingFromItsRun() {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            ErasureEngine engine = fixture.local.engine();
            ErasurePlan plan = engine.plan(ErasureRequest.anonymize(List.of(fixture.contact(1)), Set.of()));
            CompletableFuture<ErasurePlan> seen = fixture.database.inNewTransaction(connection -> {
                execute(connection, "UPDATE erasure_plan_part SET part = part");
                CompletableFuture<ErasurePlan> looking = CompletableFuture.supplyAsync(() -> engine.get(plan.id()));
                awaitWaiting(connection);
                execute(connection, "UPDATE erasure_plan SET batches_done = 0");
                return looking;
            });
            assertThat(seen.join().digest()).isEqualTo(plan.digest());
        }
    }

    private static void awaitWaiting(Connection connection) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (waiting(connection) == 0) {
            assertThat(System.nanoTime()).as("somebody waits for the parts").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static long waiting(Connection connection) throws SQLException {
        return Rows.number(
                connection, SqlFragment.of("SELECT COUNT(*) FROM SYSCS_DIAG.LOCK_TABLE WHERE state = 'WAIT'"));
    }

    private static void execute(Connection connection, String change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(change);
        }
    }
}
