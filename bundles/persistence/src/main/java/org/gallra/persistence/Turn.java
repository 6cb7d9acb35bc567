package org.gallra.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.gallra.api.persistence.Database;

/** What migrations owe those who work meanwhile: on embedded Derby they are alone, and leave keys ready (ADR-0062). Used by one thread. */
final class Turn {

    private final DataSource dataSource;
    private final Quiet quiet;
    private boolean forgotten = true;

    Turn(DataSource dataSource, Quiet quiet) {
        this.dataSource = dataSource;
        this.quiet = quiet;
    }

    /** Runs a migration and takes keys anew, also behind one that failed: what it did before has made Derby forget them. */
    @SuppressWarnings("try") // closed, and not asked
    <T> T run(Callable<T> migration) throws Exception {
        if (Databases.kind(dataSource) != Database.Kind.DERBY) {
            return migration.call();
        }
        boolean alone = quiet.alone();
        forgotten = true;
        try (DerbyKeys.Taking keys = this::takeKeys) {
            return migration.call();
        } finally {
            quiet.free(alone);
        }
    }

    /** No migration waits any more; if there was none since the start, keys are taken now. */
    void end() throws SQLException {
        if (forgotten && Databases.kind(dataSource) == Database.Kind.DERBY) {
            boolean alone = quiet.alone();
            try {
                takeKeys();
            } finally {
                quiet.free(alone);
            }
        }
    }

    private void takeKeys() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            DerbyKeys.take(connection);
            forgotten = false;
        }
    }
}
