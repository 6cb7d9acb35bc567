package org.gallra.limits;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum LimitActs implements AuditAct {
    PLACED("limits.placed", AuditKind.HOLD, "Begränsning eller invändning lagd", "Restriction or objection set"),
    LIFTED("limits.lifted", AuditKind.HOLD, "Begränsning eller invändning hävd", "Restriction or objection lifted");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    LimitActs(String code, AuditKind kind, String sv, String en) {
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
