package org.gallra.rules;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class RuleActs {

    static final AuditAct CREATED = AuditAct.of("rules.created", AuditKind.RULE, "Regel skapad", "Rule created");
    static final AuditAct CHANGED = AuditAct.of("rules.changed", AuditKind.RULE, "Regel ändrad", "Rule changed");
    static final AuditAct SWITCHED_ON =
            AuditAct.of("rules.switched-on", AuditKind.RULE, "Regel påslagen skarpt", "Rule switched live");
    static final AuditAct SWITCHED_OFF =
            AuditAct.of("rules.switched-off", AuditKind.RULE, "Regel avslagen", "Rule switched off");
    static final AuditAct DELETED = AuditAct.of("rules.deleted", AuditKind.RULE, "Regel borttagen", "Rule deleted");
    static final AuditAct STARTED =
            AuditAct.of("rules.started", AuditKind.RULE, "Regel körd för hand", "Rule run by hand");
    static final AuditAct APPROVED =
            AuditAct.of("rules.approved", AuditKind.RULE, "Regelkörning godkänd", "Run of a rule approved");
    static final AuditAct DECLINED =
            AuditAct.of("rules.declined", AuditKind.RULE, "Regelkörning avböjd", "Run of a rule declined");

    private RuleActs() {}
}
