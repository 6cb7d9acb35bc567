package org.gallra.console;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of the console goes into the audit log, beside what its services write. */
final class ConsoleActs {

    static final AuditAct FEATURE_INSTALLED =
            AuditAct.of("console.feature-installed", AuditKind.SETTING, "Feature installerad", "Feature installed");
    static final AuditAct FEATURE_REMOVED =
            AuditAct.of("console.feature-removed", AuditKind.SETTING, "Feature borttagen", "Feature removed");

    private ConsoleActs() {}
}
