package org.gallra.suppression;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gallra.api.persistence.Worker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes entries whose time is up. Immediate because nobody asks for that. */
@Component(service = ListUpkeep.class, immediate = true)
public final class ListUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(ListUpkeep.class);
    private static final int FIRST_MINUTES = 2;
    private static final int EACH_MINUTES = 6 * 60;

    private final HashedList list;
    private final Worker worker = new Worker("gallra-suppression");

    /** Looks a while after the start, and then some times a day. */
    @Activate
    public ListUpkeep(@Reference HashedList list) {
        this.list = list;
        worker.scheduleWithFixedDelay(this::look, FIRST_MINUTES, EACH_MINUTES, TimeUnit.MINUTES);
    }

    /** Looks no more. */
    @Deactivate
    public void stop() {
        worker.end(Duration.ofSeconds(5));
    }

    private void look() {
        try {
            long gone = list.expire();
            if (gone > 0) {
                LOG.info("{} entries of the suppression list were kept long enough and are removed", gone);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Entries of the suppression list could not be looked at: {}",
                    e.getClass().getName());
        }
    }
}
