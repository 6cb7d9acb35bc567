package org.gallra.rules;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum RuleActs implements AuditAct {
    CREATED("rules.created", AuditKind.RULE, "Regel skapad", "Rule created"),
    CHANGED("rules.changed", AuditKind.RULE, "Regel ändrad", "Rule changed"),
    SWITCHED_ON("rules.switched-on", AuditKind.RULE, "Regel påslagen skarpt", "Rule switched live"),
    SWITCHED_OFF("rules.switched-off", AuditKind.RULE, "Regel avslagen", "Rule switched off"),
    DELETED("rules.deleted", AuditKind.RULE, "Regel borttagen", "Rule deleted"),
    STARTED("rules.started", AuditKind.RULE, "Regel körd för hand", "Rule run by hand"),
    APPROVED("rules.approved", AuditKind.RULE, "Regelkörning godkänd", "Run of a rule approved"),
    DECLINED("rules.declined", AuditKind.RULE, "Regelkörning avböjd", "Run of a rule declined");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    RuleActs(String code, AuditKind kind, String sv, String en) {
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
