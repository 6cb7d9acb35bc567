package org.gallra.freefield;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class FieldActs {

    static final AuditAct CREATED =
            AuditAct.of("freefield.created", AuditKind.SETTING, "Fritt fält skapat", "Free field created");
    static final AuditAct CHANGED =
            AuditAct.of("freefield.changed", AuditKind.SETTING, "Fritt fält ändrat", "Free field changed");
    static final AuditAct DELETED = AuditAct.of(
            "freefield.deleted",
            AuditKind.SETTING,
            "Fritt fält borttaget med sina värden",
            "Free field deleted with its values");
    static final AuditAct MANDATORY = AuditAct.of(
            "freefield.mandatory", AuditKind.SETTING, "Obligatoriskt fält ändrat", "Mandatory field changed");
    static final AuditAct READY_MADE = AuditAct.of(
            "freefield.ready-made", AuditKind.SETTING, "Färdiga fält påslagna", "Ready-made fields switched on");

    private FieldActs() {}
}
