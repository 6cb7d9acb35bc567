package org.gallra.hold;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class HoldActs {

    static final AuditAct PLACED =
            AuditAct.of("hold.placed", AuditKind.HOLD, "Rättsligt stopp lagt", "Legal hold placed");
    static final AuditAct CHANGED =
            AuditAct.of("hold.changed", AuditKind.HOLD, "Rättsligt stopp ändrat", "Legal hold changed");
    static final AuditAct LIFTED =
            AuditAct.of("hold.lifted", AuditKind.HOLD, "Rättsligt stopp hävt", "Legal hold lifted");

    private HoldActs() {}
}
