package org.gallra.residue;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class ResidueActs {

    static final AuditAct CHANGED = AuditAct.of(
            "residue.changed",
            AuditKind.SETTING,
            "Restuppgiftens inställningar ändrade",
            "Settings of the residue task changed");
    static final AuditAct STARTED = AuditAct.of(
            "residue.started", AuditKind.SETTING, "Restuppgiften startad för hand", "Residue task started by hand");

    private ResidueActs() {}
}
