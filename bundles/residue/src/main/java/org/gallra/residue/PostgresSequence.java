package org.gallra.residue;

import java.sql.Connection;
import java.sql.SQLException;
import org.gallra.api.residue.ResidueService.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL: statistics and tables as their owner, the rest as far as the user of the database may; what it may not is left to
 * an operator with the command.
 */
final class PostgresSequence implements Sequence {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSequence.class);
    private static final int TRIES = 3;
    private static final int ROUNDS = 4;
    private static final int NOISE_ROWS = 4;

    private static final String MAY_SWITCH =
            "SELECT has_function_privilege(current_user, 'pg_switch_wal()', 'EXECUTE')::text";
    private static final String SUPERUSER = "SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user";
    private static final String MAY_CHECKPOINT = "SELECT (rolsuper OR COALESCE((SELECT pg_has_role(current_user, oid,"
            + " 'USAGE') FROM pg_roles WHERE rolname = 'pg_checkpoint'), FALSE))::text FROM pg_roles"
            + " WHERE rolname = current_user";

    private final String lockTimeout;

    PostgresSequence() {
        this("5s");
    }

    /** Waits for a table at most so long, in PostgreSQL's words. */
    PostgresSequence(String lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    @Override
    public int steps(int tables) {
        return 2 * tables + 3;
    }

    @Override
    public boolean table(Connection connection, String table, Log log) throws SQLException {
        String name = Statements.quoted(connection, table);
        if (name == null) {
            return true; // its file went with it
        }
        Statements.run(connection, "ANALYZE " + name);
        log.add(new Done(Job.ANALYZE, table, Outcome.DONE, null));
        boolean done = rewrite(connection, name, table);
        log.add(new Done(Job.REWRITE, table, done ? Outcome.DONE : Outcome.FAILED, null));
        return done;
    }

    /** Gives up soon when others hold the table: whoever comes after would wait behind this. */
    private boolean rewrite(Connection connection, String name, String table) throws SQLException {
        Statements.run(connection, "SET lock_timeout = '" + lockTimeout + "'");
        try {
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                try {
                    Statements.run(connection, "VACUUM (FULL, ANALYZE) " + name);
                    return true;
                } catch (SQLException e) {
                    LOG.info("The table {} could not be written anew: SQL state {}", table, e.getSQLState());
                }
            }
            return false;
        } finally {
            Statements.run(connection, "RESET lock_timeout");
        }
    }

    @Override
    public boolean database(Connection connection, Log log) throws SQLException {
        String database = Statements.text(connection, "SELECT current_database()");
        boolean superuser = may(connection, SUPERUSER);
        if (superuser) {
            Statements.run(connection, "VACUUM FULL pg_catalog.pg_statistic");
            Statements.run(connection, "VACUUM FULL pg_catalog.pg_statistic_ext_data");
        }
        log.add(new Done(
                Job.STATISTICS,
                null,
                superuser ? Outcome.DONE : Outcome.FOR_OPERATOR,
                superuser
                        ? null
                        : psql(
                                database,
                                "VACUUM FULL pg_catalog.pg_statistic",
                                "VACUUM FULL pg_catalog.pg_statistic_ext_data")));
        boolean switches = may(connection, MAY_SWITCH);
        boolean checkpoints = may(connection, MAY_CHECKPOINT);
        for (int round = 0; round < ROUNDS && (switches || checkpoints); round++) {
            Noise.write(connection, NOISE_ROWS);
            if (switches) {
                Statements.text(connection, "SELECT pg_switch_wal()::text");
            }
            if (checkpoints) {
                Statements.run(connection, "CHECKPOINT");
            }
        }
        log.add(new Done(
                Job.WAL,
                null,
                switches ? Outcome.DONE : Outcome.FOR_OPERATOR,
                switches ? null : psql(database, "SELECT pg_switch_wal()")));
        log.add(new Done(
                Job.CHECKPOINT,
                null,
                checkpoints ? Outcome.DONE : Outcome.FOR_OPERATOR,
                checkpoints ? null : psql(database, "CHECKPOINT")));
        return true;
    }

    private static boolean may(Connection connection, String question) throws SQLException {
        return "true".equals(Statements.text(connection, question));
    }

    private static String psql(String database, String... statements) {
        StringBuilder command = new StringBuilder("psql -U postgres -d " + database);
        for (String statement : statements) {
            command.append(" -c \"").append(statement).append('"');
        }
        return command.toString();
    }
}
