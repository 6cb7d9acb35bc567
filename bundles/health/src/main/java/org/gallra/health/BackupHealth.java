package org.gallra.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gallra.api.backup.BackupService;
import org.gallra.api.backup.BackupService.Condition;
import org.gallra.api.backup.BackupService.Drill;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks whether backups that should be made are made, and whether the newest can be restored. Where nothing is switched on it only says
 * what there is. Users can work on meanwhile, so the check is not among those of {@code ready}.
 */
@Component(property = {HealthCheck.NAME + "=Backup", HealthCheck.TAGS + "=backup"})
public final class BackupHealth implements HealthCheck {

    private static final Duration LATE = Duration.ofHours(26);
    private static final Duration MISSING = Duration.ofHours(50);
    private static final int DRILL_GRACE_DAYS = 2;

    private final BackupService backups;
    private final Clock clock;

    /** Takes the service. */
    @Activate
    public BackupHealth(@Reference BackupService backups) {
        this(backups, Clock.systemUTC());
    }

    BackupHealth(BackupService backups, Clock clock) {
        this.backups = backups;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        Condition condition = backups.condition();
        Instant now = clock.instant();
        backup(condition, now, log);
        drill(condition, now, log);
        return new Result(log);
    }

    private static void backup(Condition condition, Instant now, FormattingResultLog log) {
        Instant last = condition.lastBackup();
        String age = last == null ? "There is no backup" : "The newest backup is " + hours(last, now) + " hours old";
        if (!condition.scheduled()) {
            log.info("{}; none is made by itself", age);
        } else if (last == null || last.isBefore(now.minus(MISSING))) {
            log.critical("{}; why stands in the log", age);
        } else if (last.isBefore(now.minus(LATE))) {
            log.warn("{}; the one of today is missing", age);
        } else {
            log.info("{}", age);
        }
    }

    private static void drill(Condition condition, Instant now, FormattingResultLog log) {
        Drill drill = condition.lastDrill();
        if (drill == null) {
            if (condition.drillDays() > 0) {
                log.warn("No backup was restored in a drill yet");
            }
        } else if (!drill.passed()) {
            log.critical("The drill with {} failed: {}", drill.backup(), String.join(", ", drill.differences()));
        } else if (condition.drillDays() > 0
                && drill.at().isBefore(now.minus(Duration.ofDays(condition.drillDays() + DRILL_GRACE_DAYS)))) {
            log.warn("The last drill was {} hours ago", hours(drill.at(), now));
        } else {
            log.info("The last drill passed {} hours ago", hours(drill.at(), now));
        }
    }

    private static long hours(Instant then, Instant now) {
        return Duration.between(then, now).toHours();
    }
}
