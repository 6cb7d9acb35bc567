package org.gallra.extract;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class ExtractActs {

    static final AuditAct MADE =
            AuditAct.of("extract.made", AuditKind.EXPORT, "Registerutdrag framtaget", "Register extract made");
    static final AuditAct HANDED_OUT = AuditAct.of(
            "extract.handed-out", AuditKind.EXPORT, "Registerutdrag hämtat som fil", "Register extract downloaded");

    private ExtractActs() {}
}
