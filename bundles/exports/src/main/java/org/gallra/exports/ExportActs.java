package org.gallra.exports;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class ExportActs {

    static final AuditAct ORDERED =
            AuditAct.of("exports.ordered", AuditKind.EXPORT, "Export beställd", "Export ordered");
    static final AuditAct FETCHED = AuditAct.of("exports.fetched", AuditKind.EXPORT, "Export hämtad", "Export fetched");
    static final AuditAct DISCARDED =
            AuditAct.of("exports.discarded", AuditKind.EXPORT, "Export kastad", "Export discarded");

    private ExportActs() {}
}
