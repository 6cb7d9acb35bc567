package org.gallra.access;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.Worker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps ended logins away, also where nobody logs in any more. Immediate because nobody asks for it; each node does it. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.gallra.access")
public final class LoginSweep {

    private static final Logger LOG = LoggerFactory.getLogger(LoginSweep.class);

    private final Database database;
    private final Worker timer = new Worker("gallra-logins");

    /** When ended logins are looked for. */
    public @interface Settings {
        /** Returns how many seconds after the start they are looked for first. */
        int sweep_first() default 5 * 60;

        /** Returns how many seconds lie between two looks, at least 1. */
        int sweep_each() default 15 * 60;
    }

    /** Waits for the tables and begins. */
    @Activate
    public LoginSweep(
            Settings settings,
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.access)") SchemaReady schema) {
        this.database = database;
        timer.scheduleWithFixedDelay(
                this::sweep, settings.sweep_first(), Math.max(1, settings.sweep_each()), TimeUnit.SECONDS);
    }

    /** Ends; a sweep that runs comes to its end. */
    @Deactivate
    public void stop() {
        timer.end(Duration.ofSeconds(5));
    }

    private void sweep() {
        try {
            database.inTransaction(connection -> {
                LoginStore.sweep(connection, Instant.now());
                return true;
            });
        } catch (RuntimeException e) {
            LOG.debug("Ended logins could not be swept now: {}", e.getClass().getName());
        }
    }
}
