package org.gallra.exports;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum ExportActs implements AuditAct {
    ORDERED("exports.ordered", AuditKind.EXPORT, "Export beställd", "Export ordered"),
    FETCHED("exports.fetched", AuditKind.EXPORT, "Export hämtad", "Export fetched"),
    DISCARDED("exports.discarded", AuditKind.EXPORT, "Export kastad", "Export discarded");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    ExportActs(String code, AuditKind kind, String sv, String en) {
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
