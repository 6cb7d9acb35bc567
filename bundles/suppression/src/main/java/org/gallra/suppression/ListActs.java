package org.gallra.suppression;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum ListActs implements AuditAct {
    CHANGED(
            "suppression.changed",
            AuditKind.SETTING,
            "Spärrlistans inställningar ändrade",
            "Settings of the suppression list changed"),
    EMPTIED("suppression.emptied", AuditKind.SETTING, "Spärrlistan tömd", "Suppression list emptied");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    ListActs(String code, AuditKind kind, String sv, String en) {
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
