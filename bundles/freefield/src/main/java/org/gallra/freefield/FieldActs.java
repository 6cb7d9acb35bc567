package org.gallra.freefield;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum FieldActs implements AuditAct {
    CREATED("freefield.created", AuditKind.SETTING, "Fritt fält skapat", "Free field created"),
    CHANGED("freefield.changed", AuditKind.SETTING, "Fritt fält ändrat", "Free field changed"),
    DELETED(
            "freefield.deleted",
            AuditKind.SETTING,
            "Fritt fält borttaget med sina värden",
            "Free field deleted with its values"),
    MANDATORY("freefield.mandatory", AuditKind.SETTING, "Obligatoriskt fält ändrat", "Mandatory field changed"),
    READY_MADE("freefield.ready-made", AuditKind.SETTING, "Färdiga fält påslagna", "Ready-made fields switched on");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    FieldActs(String code, AuditKind kind, String sv, String en) {
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
