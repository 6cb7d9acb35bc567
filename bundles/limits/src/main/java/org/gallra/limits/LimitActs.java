package org.gallra.limits;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class LimitActs {

    static final AuditAct PLACED = AuditAct.of(
            "limits.placed", AuditKind.HOLD, "Begränsning eller invändning lagd", "Restriction or objection set");
    static final AuditAct LIFTED = AuditAct.of(
            "limits.lifted", AuditKind.HOLD, "Begränsning eller invändning hävd", "Restriction or objection lifted");

    private LimitActs() {}
}
