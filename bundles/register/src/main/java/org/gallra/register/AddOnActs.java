package org.gallra.register;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of the vendors' bundles goes into the audit log. */
enum AddOnActs implements AuditAct {
    INSTALLED("register.bundle-installed", "Tillägg installerat", "Bundle installed"),
    UPDATED("register.bundle-updated", "Tillägg uppdaterat", "Bundle updated"),
    REMOVED("register.bundle-removed", "Tillägg borttaget", "Bundle removed");

    private final String code;
    private final Text label;

    AddOnActs(String code, String sv, String en) {
        this.code = code;
        this.label = new Text(sv, en);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public AuditKind kind() {
        return AuditKind.SETTING;
    }

    @Override
    public Text label() {
        return label;
    }
}
