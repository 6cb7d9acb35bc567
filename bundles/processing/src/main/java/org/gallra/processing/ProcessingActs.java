package org.gallra.processing;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum ProcessingActs implements AuditAct {
    CONTROLLER(
            "processing.controller",
            AuditKind.SETTING,
            "Personuppgiftsansvarigs uppgifter ändrade",
            "Controller's details changed");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    ProcessingActs(String code, AuditKind kind, String sv, String en) {
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
