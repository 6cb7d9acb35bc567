package org.gallra.suppression;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class ListActs {

    static final AuditAct CHANGED = AuditAct.of(
            "suppression.changed",
            AuditKind.SETTING,
            "Spärrlistans inställningar ändrade",
            "Settings of the suppression list changed");
    static final AuditAct EMPTIED =
            AuditAct.of("suppression.emptied", AuditKind.SETTING, "Spärrlistan tömd", "Suppression list emptied");

    private ListActs() {}
}
