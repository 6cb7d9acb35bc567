package org.gallra.register;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditKind;
import org.gallra.api.erasure.ErasureAction;
import org.jspecify.annotations.Nullable;

/** What of this bundle goes into the audit log. */
final class ErasureActs {

    static final AuditAct ORDERED = AuditAct.of(
            "register.ordered", AuditKind.ERASURE, "Radering eller anonymisering beställd", "Erasure ordered");
    static final AuditAct ANONYMIZED =
            AuditAct.of("register.anonymized", AuditKind.ERASURE, "Anonymisering", "Anonymization");
    static final AuditAct DELETED = AuditAct.of("register.deleted", AuditKind.ERASURE, "Radering", "Deletion");
    static final AuditAct CANCELLED =
            AuditAct.of("register.cancelled", AuditKind.ERASURE, "Beställd åtgärd avbruten", "Ordered act cancelled");
    static final AuditAct TIMES =
            AuditAct.of("register.waiting-times", AuditKind.ERASURE, "Väntetider ändrade", "Waiting times changed");
    static final AuditAct DEPARTED_ERASED = AuditAct.of(
            "register.departed-erased",
            AuditKind.ERASURE,
            "Borttaget tilläggs uppgifter raderade",
            "Data of a removed bundle erased");
    static final AuditAct DEPARTED_KEPT = AuditAct.of(
            "register.departed-kept",
            AuditKind.ERASURE,
            "Borttaget tilläggs uppgifter sparas",
            "Data of a removed bundle kept");
    static final AuditAct DEPARTED_HANDED_OVER = AuditAct.of(
            "register.departed-handed-over",
            AuditKind.EXPORT,
            "Borttaget tilläggs uppgifter hämtade",
            "Data of a removed bundle downloaded");

    private ErasureActs() {}

    /** Says of a plan that it is executed; the plan is named and nobody in it. */
    static AuditEntry begun(StoredPlan plan, @Nullable String user) {
        return of(plan.action() == ErasureAction.ANONYMIZE ? ANONYMIZED : DELETED, plan, user);
    }

    /** Says something of a plan; the plan is named and nobody in it. */
    static AuditEntry of(AuditAct act, StoredPlan plan, @Nullable String user) {
        return AuditEntry.of(act)
                .by(user)
                .on(plan.byRule() ? "plan-of-rule" : "plan", plan.id())
                .count("contacts", plan.body().contacts())
                .count("companies", plan.body().companies())
                .details(plan.body().fields());
    }
}
