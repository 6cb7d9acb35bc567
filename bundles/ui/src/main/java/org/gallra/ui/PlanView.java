package org.gallra.ui;

import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.Exclusion;
import org.gallra.api.erasure.ErasurePlan.Gap;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.erasure.ErasurePlan.State;
import org.gallra.api.erasure.ErasurePlan.StorePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ErasureReceipt.RecordResult;
import org.gallra.api.erasure.ErasureReceipt.StoreResult;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.jspecify.annotations.Nullable;

/** A plan or its receipt, for the template. */
public record PlanView(ErasurePlan plan) {

    /** Tells whether it anonymizes; otherwise it deletes. */
    public boolean anonymizes() {
        return plan.action() == ErasureAction.ANONYMIZE;
    }

    /** Tells whether the page changes by itself: a run goes on, or the search after it. */
    public boolean moves() {
        ErasureReceipt receipt = plan.receipt();
        ResidueReport residue = receipt == null ? null : receipt.residue();
        return plan.state() == ErasurePlan.State.RUNNING
                || (residue != null && residue.state() == ResidueReport.State.PENDING);
    }

    /** Tells whether it is done. */
    public boolean done() {
        return plan.state() == State.DONE && plan.receipt() != null;
    }

    /** Tells whether nobody is left to act on, since blockers hold all who were chosen. */
    public boolean nobody() {
        return plan.contacts() == 0 && plan.companies() == 0;
    }

    /** Tells whether it can be executed. */
    public boolean executable() {
        return (plan.state() == State.PLANNED || plan.state() == State.FAILED) && !nobody();
    }

    /** Tells whether it is ordered and waits for its time. */
    public boolean waits() {
        return plan.state() == State.WAITING;
    }

    /** Tells whether its time came and it could not be executed, so that its people are still restricted. */
    public boolean stuck() {
        return plan.state() == State.FAILED && plan.dueAt() != null;
    }

    /** Tells whether it can be cancelled. */
    public boolean cancellable() {
        return waits() || (stuck() && plan.batchesDone() == 0);
    }

    /** Returns its page. */
    public String page() {
        return (anonymizes() ? "/ui/anonymize/" : "/ui/delete/") + plan.id();
    }

    /** Returns who is left out. */
    public List<Exclusion> excluded() {
        ErasureReceipt receipt = plan.receipt();
        return receipt == null ? plan.excluded() : receipt.excluded();
    }

    /** Returns what could not be asked. */
    public List<Gap> gaps() {
        ErasureReceipt receipt = plan.receipt();
        return receipt == null ? plan.gaps() : receipt.gaps();
    }

    /** Returns the names of the bundles that do not account for their data. */
    public List<Text> unaccounted() {
        ErasureReceipt receipt = plan.receipt();
        return receipt == null
                ? plan.contributors().stream()
                        .filter(c -> c.accounting() == Accounting.NOT_ACCOUNTED_FOR)
                        .map(c -> name(c.bundle()))
                        .toList()
                : receipt.notAccountedFor().stream().map(this::name).toList();
    }

    /** Returns the names of the bundles whose gaps have to be accepted before the plan is executed. */
    public List<Text> stopping() {
        return plan.gaps().stream()
                .filter(Gap::stops)
                .map(Gap::bundle)
                .distinct()
                .map(this::name)
                .toList();
    }

    /** Returns a bundle's name for people, with its symbolic name where the plan knows no other. */
    public Text name(String bundle) {
        return plan.contributors().stream()
                .filter(c -> c.bundle().equals(bundle))
                .findFirst()
                .map(ErasurePlan.ContributorState::name)
                .orElse(Text.same(bundle));
    }

    /**
     * What happens or happened to a store.
     *
     * @param label its name
     * @param bundle the name of its bundle
     * @param kind what it is, or null in a receipt that names no store of the plan
     * @param action what happens
     * @param items how many items, or null if it could not be asked
     * @param owed how many people it still has to forget
     */
    public record Store(
            Text label,
            Text bundle,
            @Nullable Text kind,
            RowAction action,
            @Nullable Long items,
            long owed) {

        /** Tells whether the bundle did not answer when it was asked for the number. */
        public boolean silent() {
            return items == null;
        }
    }

    /** Returns the stores: of the receipt with what they owe by now, or of the plan. */
    public List<Store> stores() {
        ErasureReceipt receipt = plan.receipt();
        if (receipt == null) {
            return plan.stores().stream()
                    .map(s -> new Store(s.label(), name(s.bundle()), s.kind().label(), s.action(), s.items(), s.owed()))
                    .toList();
        }
        return receipt.stores().stream().map(this::store).toList();
    }

    private Store store(StoreResult result) {
        StorePlan now = plan.stores().stream()
                .filter(s -> s.store().equals(result.store()))
                .findFirst()
                .orElse(null);
        return new Store(
                result.label(),
                name(result.bundle()),
                now == null ? null : now.kind().label(),
                result.action(),
                result.items(),
                now == null ? result.owed() : now.owed());
    }

    /** Tells whether an act found nothing in a record type. */
    public static boolean untouched(RecordResult result) {
        return result.rows() == 0 && result.unlinked() == 0 && result.kept() == 0;
    }

    /** Returns the names of the record types in which nothing was found, which need no lines of their own. */
    public List<Text> untouched() {
        ErasureReceipt receipt = plan.receipt();
        return receipt == null
                ? plan.records().stream()
                        .filter(r -> r.related() == 0)
                        .map(ErasurePlan.RecordPlan::label)
                        .toList()
                : receipt.records().stream()
                        .filter(PlanView::untouched)
                        .map(RecordResult::label)
                        .toList();
    }

    /** Returns how many people stores still have to forget, although the act is done. */
    public long owed() {
        return done() ? stores().stream().mapToLong(Store::owed).max().orElse(0) : 0;
    }
}
