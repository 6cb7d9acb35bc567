package org.gallra.backup;

import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.gallra.api.GallraException;
import org.gallra.api.persistence.Worker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has backups and drills made when they are due. Immediate because nobody asks for it. */
@Component(
        service = {},
        immediate = true)
public final class BackupSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(BackupSchedule.class);
    private static final int FIRST_SECONDS = 60;
    private static final int TICK_SECONDS = 30;
    private static final int REST_TICKS = 120; // an hour
    private static final int END_SECONDS = 20;

    private final LocalBackups backups;
    private final Worker timer = new Worker("gallra-backup");
    private int rest;

    /** Begins to look every half minute, if something is to be made by itself at all. */
    @Activate
    public BackupSchedule(@Reference LocalBackups backups) {
        this.backups = backups;
        if (backups.plan().daily() != null || backups.plan().drillDays() > 0) {
            timer.scheduleWithFixedDelay(this::tick, FIRST_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Lets the work in hand end; without an interrupt, which embedded Derby does not survive. */
    @Deactivate
    public void stop() {
        timer.end(Duration.ofSeconds(END_SECONDS));
    }

    private void tick() {
        if (rest > 0) {
            rest--;
            return;
        }
        try {
            backups.tick(ZoneId.systemDefault());
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.CONFLICT) {
                rest = REST_TICKS;
                LOG.error("{} It is tried again in an hour.", e.text().en());
            }
        } catch (RuntimeException e) {
            rest = REST_TICKS;
            LOG.error("A backup or drill that was due failed: {}", e.getClass().getName());
            LOG.debug("Cause", e);
        }
    }
}
