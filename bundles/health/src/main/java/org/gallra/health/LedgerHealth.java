package org.gallra.health;

import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gallra.api.Text;
import org.gallra.api.ledger.ErasureLedger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks whether erasures can be written down in the ledger, and whether the database has caught up with it. If not, nobody
 * can be forgotten, which an operator has to mend at once.
 */
@Component(property = {HealthCheck.NAME + "=Erasure ledger", HealthCheck.TAGS + "=ready", HealthCheck.TAGS + "=ledger"})
public final class LedgerHealth implements HealthCheck {

    private final ErasureLedger ledger;

    /** Takes the ledger. */
    @Activate
    public LedgerHealth(@Reference ErasureLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        Optional<Text> problem = ledger.problem();
        if (problem.isPresent()) {
            log.critical("{}", problem.get().en());
        } else if (ledger.behind()) {
            log.temporarilyUnavailable("The database is older than the ledger and is catching up");
        } else {
            log.info("The chain is whole, {} entries", ledger.head());
        }
        return new Result(log);
    }
}
