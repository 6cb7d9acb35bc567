package org.gallra.health;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks whether the database answers and can be written; without it nothing else does. */
@Component(property = {HealthCheck.NAME + "=Database", HealthCheck.TAGS + "=ready", HealthCheck.TAGS + "=database"})
public final class DatabaseHealth implements HealthCheck {

    private static final int PATIENCE_SECONDS = 1;
    /** What embedded Derby says when it cannot be started within a running server. */
    private static final String SHUT_DOWN = "XJ040";

    private final Database database;

    /** Takes the database. */
    @Activate
    public DatabaseHealth(@Reference Database database) {
        this.database = database;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        try {
            State state = database.read(this::state);
            switch (state) {
                case WRITABLE -> log.info("{} answers", database.kind());
                case READ_ONLY ->
                    log.temporarilyUnavailable(
                            "{} can be read but not written: look for default_transaction_read_only, or whether it is a standby",
                            database.kind());
                case SILENT ->
                    log.temporarilyUnavailable("{} does not answer within {} s", database.kind(), PATIENCE_SECONDS);
            }
        } catch (StorageException e) {
            if (SHUT_DOWN.equals(e.sqlState())) {
                log.temporarilyUnavailable("The embedded database has shut down, as it does when its disk is full."
                        + " It comes back when there is room; if it does not, start the server anew");
            }
            log.temporarilyUnavailable("{} cannot be reached: {}", database.kind(), e.getMessage());
        }
        return new Result(log);
    }

    private enum State {
        WRITABLE,
        READ_ONLY,
        SILENT
    }

    private State state(Connection connection) throws SQLException {
        if (!connection.isValid(PATIENCE_SECONDS)) {
            return State.SILENT;
        }
        if (database.kind() == Database.Kind.DERBY) {
            return connection.isReadOnly() ? State.READ_ONLY : State.WRITABLE;
        }
        // says so of a standby too
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('transaction_read_only')")) {
            return row.next() && row.getString(1).equals("off") ? State.WRITABLE : State.READ_ONLY;
        }
    }
}
