package org.gallra.health;

import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gallra.api.Text;
import org.gallra.api.suppression.SuppressionList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks whether the list against re-creation is of use. Without its key nobody is recognized and nobody can be erased, which an
 * operator has to mend; users can work on, so the check is not among those of {@code ready}.
 */
@Component(property = {HealthCheck.NAME + "=Suppression list", HealthCheck.TAGS + "=suppression"})
public final class SuppressionHealth implements HealthCheck {

    private final SuppressionList list;

    /** Takes the list. */
    @Activate
    public SuppressionHealth(@Reference SuppressionList list) {
        this.list = list;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        Optional<Text> problem = list.problem();
        if (problem.isPresent()) {
            log.critical("{}", problem.get().en());
        } else {
            log.info("The list is in order or not in use");
        }
        return new Result(log);
    }
}
