package org.gallra.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gallra.api.request.SubjectRequests;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks whether requests of data subjects are answered in time (GDPR article 12(3)). Users can work on, so the check is not among
 * those of {@code ready}. It says how many there are and nothing of whom.
 */
@Component(property = {HealthCheck.NAME + "=Requests of data subjects", HealthCheck.TAGS + "=requests"})
public final class RequestsHealth implements HealthCheck {

    private final SubjectRequests requests;

    /** Takes the register of requests. */
    @Activate
    public RequestsHealth(@Reference SubjectRequests requests) {
        this.requests = requests;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        SubjectRequests.Load load = requests.load();
        if (load.overdue() > 0) {
            log.warn("{} requests are overdue", load.overdue());
        }
        log.info("{} requests are open, {} of them due within a week", load.open(), load.soon());
        return new Result(log);
    }
}
