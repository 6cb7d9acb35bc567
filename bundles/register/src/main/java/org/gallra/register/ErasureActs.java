package org.gallra.register;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditKind;
import org.gallra.api.erasure.ErasureAction;
import org.jspecify.annotations.Nullable;

/** What of this bundle goes into the audit log. */
enum ErasureActs implements AuditAct {
    ORDERED("register.ordered", AuditKind.ERASURE, "Radering eller anonymisering beställd", "Erasure ordered"),
    ANONYMIZED("register.anonymized", AuditKind.ERASURE, "Anonymisering", "Anonymization"),
    DELETED("register.deleted", AuditKind.ERASURE, "Radering", "Deletion"),
    CANCELLED("register.cancelled", AuditKind.ERASURE, "Beställd åtgärd avbruten", "Ordered act cancelled"),
    TIMES("register.waiting-times", AuditKind.ERASURE, "Väntetider ändrade", "Waiting times changed"),
    DEPARTED_ERASED(
            "register.departed-erased",
            AuditKind.ERASURE,
            "Borttaget tilläggs uppgifter raderade",
            "Data of a removed bundle erased"),
    DEPARTED_KEPT(
            "register.departed-kept",
            AuditKind.ERASURE,
            "Borttaget tilläggs uppgifter sparas",
            "Data of a removed bundle kept"),
    DEPARTED_HANDED_OVER(
            "register.departed-handed-over",
            AuditKind.EXPORT,
            "Borttaget tilläggs uppgifter hämtade",
            "Data of a removed bundle downloaded");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    ErasureActs(String code, AuditKind kind, String sv, String en) {
        this.code = code;
        this.kind = kind;
        this.label = new Text(sv, en);
    }

    /** Says of a plan that it is executed; the plan is named and nobody in it. */
    static AuditEntry begun(StoredPlan plan, @Nullable String user) {
        return (plan.action() == ErasureAction.ANONYMIZE ? ANONYMIZED : DELETED).entry(plan, user);
    }

    /** Says something of a plan; the plan is named and nobody in it. */
    AuditEntry entry(StoredPlan plan, @Nullable String user) {
        return AuditEntry.of(this)
                .by(user)
                .on(plan.byRule() ? "plan-of-rule" : "plan", plan.id())
                .count("contacts", plan.body().contacts())
                .count("companies", plan.body().companies())
                .details(plan.body().fields());
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
