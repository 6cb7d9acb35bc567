package org.gallra.ledger;

import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.ledger.LedgerService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The ledger for people: asks who may look at it. */
@Component(service = LedgerService.class)
public final class CheckedLedger implements LedgerService {

    private final FileLedger ledger;
    private final AccessControl access;

    /** Takes the ledger. */
    @Activate
    public CheckedLedger(@Reference FileLedger ledger, @Reference AccessControl access) {
        this.ledger = ledger;
        this.access = access;
    }

    @Override
    public LedgerState state() {
        access.require(Permission.ADMINISTER);
        return ledger.state(false);
    }

    @Override
    public LedgerState verify() {
        access.require(Permission.ADMINISTER);
        return ledger.state(true);
    }
}
