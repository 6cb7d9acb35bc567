package org.gallra.residue;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum ResidueActs implements AuditAct {
    CHANGED(
            "residue.changed",
            AuditKind.SETTING,
            "Restuppgiftens inställningar ändrade",
            "Settings of the residue task changed"),
    STARTED("residue.started", AuditKind.SETTING, "Restuppgiften startad för hand", "Residue task started by hand");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    ResidueActs(String code, AuditKind kind, String sv, String en) {
        this.code = code;
        this.kind = kind;
        this.label = new Text(sv, en);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public AuditKind kind() {
        return kind;
    }

    @Override
    public Text label() {
        return label;
    }
}
