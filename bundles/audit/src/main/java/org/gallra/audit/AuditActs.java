package org.gallra.audit;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What is done to the log itself. */
enum AuditActs implements AuditAct {
    EXPORTED("audit.exported", AuditKind.EXPORT, "Loggen exporterad", "Log exported"),
    CHANGED("audit.changed", AuditKind.SETTING, "Loggens inställningar ändrade", "Settings of the log changed"),
    PRUNED("audit.pruned", AuditKind.SETTING, "Gamla loggposter gallrade", "Old log entries pruned");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    AuditActs(String code, AuditKind kind, String sv, String en) {
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
