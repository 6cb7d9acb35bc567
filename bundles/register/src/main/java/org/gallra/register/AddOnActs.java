package org.gallra.register;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of the vendors' bundles goes into the audit log. */
final class AddOnActs {

    static final AuditAct INSTALLED =
            AuditAct.of("register.bundle-installed", AuditKind.SETTING, "Tillägg installerat", "Bundle installed");
    static final AuditAct UPDATED =
            AuditAct.of("register.bundle-updated", AuditKind.SETTING, "Tillägg uppdaterat", "Bundle updated");
    static final AuditAct REMOVED =
            AuditAct.of("register.bundle-removed", AuditKind.SETTING, "Tillägg borttaget", "Bundle removed");

    private AddOnActs() {}
}
