package org.gallra.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Worker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes receipts of erasures that are done, and removes what people wrote from requests that ended a year ago. Immediate because
 * nobody asks for that.
 */
@Component(service = RegisterUpkeep.class, immediate = true)
public final class RegisterUpkeep {

    /** So long what people wrote is kept after a request has ended; kind, days and outcome stay. */
    static final int WORDS_DAYS = 365;

    private static final Logger LOG = LoggerFactory.getLogger(RegisterUpkeep.class);
    private static final int EACH_SECONDS = 60;

    private final Database database;
    private final RequestLinks links;
    private final Clock clock = Clock.systemUTC();
    private final Worker worker = new Worker("gallra-requests");

    /** Looks once a minute. */
    @Activate
    public RegisterUpkeep(@Reference Database database, @Reference RequestLinks links) {
        this.database = database;
        this.links = links;
        worker.scheduleWithFixedDelay(this::look, EACH_SECONDS, EACH_SECONDS, TimeUnit.SECONDS);
    }

    /** Looks no more. */
    @Deactivate
    public void stop() {
        worker.end(Duration.ofSeconds(5));
    }

    private void look() {
        try {
            links.settle();
            int forgotten = forget(database, clock.instant());
            if (forgotten > 0) {
                LOG.info("What was written in {} requests was kept long enough and is removed", forgotten);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "The request register could not be looked at: {}",
                    e.getClass().getName());
        }
    }

    /** Removes words whose time is up at a moment; tells from how many requests. */
    static int forget(Database database, Instant now) {
        return database.inTransaction(
                connection -> RequestStore.forgetWords(connection, now.minus(WORDS_DAYS, ChronoUnit.DAYS)));
    }
}
