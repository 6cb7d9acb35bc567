package org.gallra.health;

import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gallra.api.Text;
import org.gallra.api.audit.AuditTrail;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks what the last verification of the audit log found, and whether new entries are chained. Users can work on meanwhile. */
@Component(property = {HealthCheck.NAME + "=Audit log", HealthCheck.TAGS + "=audit"})
public final class AuditHealth implements HealthCheck {

    private final AuditTrail trail;

    /** Takes the log. */
    @Activate
    public AuditHealth(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        Optional<Text> problem = trail.problem();
        if (problem.isPresent()) {
            log.critical("{}", problem.get().en());
        } else {
            log.info("The chain was whole when it was verified last");
        }
        return new Result(log);
    }
}
