package org.gallra.extract;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum ExtractActs implements AuditAct {
    MADE("extract.made", AuditKind.EXPORT, "Registerutdrag framtaget", "Register extract made"),
    HANDED_OUT("extract.handed-out", AuditKind.EXPORT, "Registerutdrag hämtat som fil", "Register extract downloaded");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    ExtractActs(String code, AuditKind kind, String sv, String en) {
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
