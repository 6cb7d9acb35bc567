package org.gallra.residue;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.gallra.api.residue.ResidueService.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embedded Derby: each table under a lock of its own, then the log.
 *
 * <p>Without the lock the compression and readers wait for each other until one of them fails. The file of the log that is in
 * use outlives checkpoints and restarts; more than its 1 MB of noise makes Derby begin the next.
 */
final class DerbySequence implements Sequence {

    private static final Logger LOG = LoggerFactory.getLogger(DerbySequence.class);
    private static final int TRIES = 3;
    private static final int NOISE_ROWS = 80; // 2.4 MB; 20 rows of this size were too few

    @Override
    public int steps(int tables) {
        return tables + 2;
    }

    @Override
    public boolean table(Connection connection, String table, Log log) throws SQLException {
        String name = Statements.quoted(connection, table);
        if (name == null) {
            return true; // its file went with it
        }
        for (int attempt = 1; ; attempt++) {
            try {
                compress(connection, name, table);
                log.add(new Done(Job.COMPRESS, table, Outcome.DONE, null));
                return true;
            } catch (SQLException e) {
                LOG.info("The table {} could not be written anew: SQL state {}", table, e.getSQLState());
                if (attempt == TRIES) {
                    log.add(new Done(Job.COMPRESS, table, Outcome.FAILED, null));
                    return false;
                }
            }
        }
    }

    private static void compress(Connection connection, String name, String table) throws SQLException {
        connection.setAutoCommit(false);
        try (CallableStatement call = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_COMPRESS_TABLE(?, ?, 1)")) {
            Statements.run(connection, "LOCK TABLE " + name + " IN EXCLUSIVE MODE");
            call.setString(1, connection.getSchema());
            call.setString(2, table.toUpperCase(Locale.ROOT));
            call.execute();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public boolean database(Connection connection, Log log) throws SQLException {
        Noise.write(connection, NOISE_ROWS);
        log.add(new Done(Job.LOG, null, Outcome.DONE, null));
        Statements.run(connection, "CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()");
        log.add(new Done(Job.CHECKPOINT, null, Outcome.DONE, null));
        return true;
    }
}
