package org.gallra.processing;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class ProcessingActs {

    static final AuditAct CONTROLLER = AuditAct.of(
            "processing.controller",
            AuditKind.SETTING,
            "Personuppgiftsansvarigs uppgifter ändrade",
            "Controller's details changed");

    private ProcessingActs() {}
}
