package org.gallra.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks whether the database answers; without it nothing else does. */
@Component(property = {HealthCheck.NAME + "=Database", HealthCheck.TAGS + "=ready", HealthCheck.TAGS + "=database"})
public final class DatabaseHealth implements HealthCheck {

    private static final int PATIENCE_SECONDS = 1;

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
            boolean answers = database.read(connection -> connection.isValid(PATIENCE_SECONDS));
            if (answers) {
                log.info("{} answers", database.kind());
            } else {
                log.temporarilyUnavailable("{} does not answer within {} s", database.kind(), PATIENCE_SECONDS);
            }
        } catch (StorageException e) {
            log.temporarilyUnavailable("{} cannot be reached: {}", database.kind(), e.getMessage());
        }
        return new Result(log);
    }
}
