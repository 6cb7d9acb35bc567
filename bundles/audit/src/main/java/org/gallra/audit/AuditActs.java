package org.gallra.audit;

import java.util.List;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What is done to the log itself. */
final class AuditActs {

    static final AuditAct EXPORTED =
            AuditAct.of("audit.exported", AuditKind.EXPORT, "Loggen exporterad", "Log exported");
    static final AuditAct CHANGED = AuditAct.of(
            "audit.changed", AuditKind.SETTING, "Loggens inställningar ändrade", "Settings of the log changed");
    static final AuditAct PRUNED =
            AuditAct.of("audit.pruned", AuditKind.SETTING, "Gamla loggposter gallrade", "Old log entries pruned");

    static final List<AuditAct> ALL = List.of(EXPORTED, CHANGED, PRUNED);

    private AuditActs() {}
}
