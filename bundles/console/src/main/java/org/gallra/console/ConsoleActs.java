package org.gallra.console;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of the console goes into the audit log, beside what its services write. */
enum ConsoleActs implements AuditAct {
    FEATURE_INSTALLED("console.feature-installed", "Feature installerad", "Feature installed"),
    FEATURE_REMOVED("console.feature-removed", "Feature borttagen", "Feature removed");

    private final String code;
    private final Text label;

    ConsoleActs(String code, String sv, String en) {
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
