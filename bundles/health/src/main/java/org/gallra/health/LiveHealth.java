package org.gallra.health;

import java.lang.management.ManagementFactory;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;

/**
 * Asks whether the process goes on by itself: it answers, and no threads wait for each other for ever. If not, only a new start helps. What a new start
 * does not mend, such as a database that is away, is none of its business.
 */
@Component(property = {HealthCheck.NAME + "=Process", HealthCheck.TAGS + "=live"})
public final class LiveHealth implements HealthCheck {

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        long[] stuck = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        if (stuck == null) {
            log.info("The process answers");
        } else {
            log.critical("{} threads wait for each other for ever; start the server anew", stuck.length);
        }
        return new Result(log);
    }
}
