package org.gallra.hold;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum HoldActs implements AuditAct {
    PLACED("hold.placed", AuditKind.HOLD, "Rättsligt stopp lagt", "Legal hold placed"),
    CHANGED("hold.changed", AuditKind.HOLD, "Rättsligt stopp ändrat", "Legal hold changed"),
    LIFTED("hold.lifted", AuditKind.HOLD, "Rättsligt stopp hävt", "Legal hold lifted");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    HoldActs(String code, AuditKind kind, String sv, String en) {
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
