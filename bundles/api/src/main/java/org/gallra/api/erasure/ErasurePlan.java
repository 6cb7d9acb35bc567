package org.gallra.api.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.StoreKind;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an erasure would do, counted, and how far it has come. Holds no personal data.
 *
 * @param id the plan's id
 * @param action anonymize or delete
 * @param state how far it has come
 * @param digest SHA-256 in hex over the request, the people, the rows' keys and versions, the counts and all declarations;
 *     whoever executes must send it
 * @param createdAt when it was made (UTC)
 * @param expiresAt when it can no longer be executed (UTC)
 * @param requestedBy the login name of the user who asked for it
 * @param contacts how many contacts it covers
 * @param companies how many companies it covers
 * @param unknown how many of the ids that were asked for do not exist
 * @param fields the ids of all fields that are anonymized, mandatory ones included, ordered; empty when deleting
 * @param records per record type what happens, ordered by bundle and id; types without a row are included
 * @param stores what happens to data outside tables, ordered by bundle and id
 * @param statistics what happens to the figures that reports draw, ordered by id
 * @param excluded who is left out and why, ordered by bundle and blocker; these people are not among {@code contacts}
 * @param gaps what could not be asked or counted, in no order; empty if everything could
 * @param contributors every bundle that was asked, ordered by symbolic name
 * @param complete whether all of them account for their data and there is no gap; if not, the receipt says so too
 * @param batches in how many transactions it is executed
 * @param batchesDone how many of them are committed
 * @param dueAt when an ordered act that waits is executed (UTC), or null if it did not have to wait
 * @param receipt what was done, once it is done
 */
@ProviderType
public record ErasurePlan(
        UUID id,
        ErasureAction action,
        State state,
        String digest,
        Instant createdAt,
        Instant expiresAt,
        String requestedBy,
        long contacts,
        long companies,
        long unknown,
        Set<String> fields,
        List<RecordPlan> records,
        List<StorePlan> stores,
        List<StatisticPlan> statistics,
        List<Exclusion> excluded,
        List<Gap> gaps,
        List<ContributorState> contributors,
        boolean complete,
        int batches,
        int batchesDone,
        @Nullable Instant dueAt,
        @Nullable ErasureReceipt receipt) {

    /** Copies the collections. */
    public ErasurePlan {
        fields = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(fields));
        records = List.copyOf(records);
        stores = List.copyOf(stores);
        statistics = List.copyOf(statistics);
        excluded = List.copyOf(excluded);
        gaps = List.copyOf(gaps);
        contributors = List.copyOf(contributors);
    }

    /** How far a plan has come. */
    @ProviderType
    public enum State {
        /** Nothing is changed yet. */
        PLANNED,
        /**
         * Ordered, and executed when its time comes. Its contacts are restricted ({@code ContactRestrictions}); nothing is
         * changed, and until then a system administrator can cancel it ({@link WaitingActs}).
         */
        WAITING,
        /** Cancelled while it waited; its contacts are as they were. */
        CANCELLED,
        /** Batches are being committed. */
        RUNNING,
        /** Done for good; there is a receipt. */
        DONE,
        /**
         * A batch failed and was rolled back; those before it are done. It can be executed again and goes on there. If it had
         * waited, its contacts stay restricted until it is executed or cancelled.
         */
        FAILED,
        /** Too old, or data or bundles have changed since; make a new one. */
        EXPIRED
    }

    /** What happens to the rows of one record type. */
    @ProviderType
    public enum RowAction {
        /** Values are replaced or removed. */
        ANONYMIZE,
        /** The rows are deleted. */
        DELETE,
        /** Nothing was chosen: the rows stay and point to the anonymized card. */
        KEEP
    }

    /**
     * What happens to one record type.
     *
     * @param record the record's id
     * @param label its name
     * @param bundle the bundle that declared it
     * @param action what happens
     * @param related how many rows concern the people
     * @param rows how many rows change or go
     * @param shared how many of these also concern other contacts
     * @param unlinked how many links to people are removed while the row stays for others; only when deleting
     * @param kept how many more rows stay on a ground without their personal values and their links; only when deleting
     * @param keptGround the ground on which such rows stay, or null if there can be none
     * @param fields what happens to each personal field; empty when deleting
     */
    @ProviderType
    public record RecordPlan(
            String record,
            Text label,
            String bundle,
            RowAction action,
            long related,
            long rows,
            long shared,
            long unlinked,
            long kept,
            @Nullable Text keptGround,
            List<FieldPlan> fields) {

        /** Copies the list. */
        public RecordPlan {
            fields = List.copyOf(fields);
        }
    }

    /**
     * What happens to one field.
     *
     * @param field the field's id
     * @param label its name
     * @param strategy what is done with it
     * @param mandatory whether it goes whatever is chosen
     * @param chosen whether it goes in this plan
     * @param values how many rows hold a value that changes; 0 if not chosen
     * @param ground why it is kept, or null
     */
    @ProviderType
    public record FieldPlan(
            String field,
            Text label,
            Strategy strategy,
            boolean mandatory,
            boolean chosen,
            long values,
            @Nullable Text ground) {}

    /**
     * What happens to a store that is no table.
     *
     * @param store the store's id
     * @param label its name
     * @param bundle the bundle that declared it
     * @param kind what it is
     * @param mandatory whether it goes whatever is chosen
     * @param action what happens: {@code KEEP} if it was not chosen
     * @param items how many items concern the people, or null if that could not be asked
     * @param owed how many of the people it still has to forget after the act; it is asked again until there are none
     */
    @ProviderType
    public record StorePlan(
            String store,
            Text label,
            String bundle,
            StoreKind kind,
            boolean mandatory,
            RowAction action,
            @Nullable Long items,
            long owed) {}

    /**
     * What happens to one figure that reports draw.
     *
     * @param statistic its id
     * @param label its name
     * @param record the id of the record whose rows it counts
     * @param basis how it will be known whether it is the same afterwards
     * @param rows how many of its rows concern the people
     * @param fewer how many rows it counts less afterwards, because they go
     */
    @ProviderType
    public record StatisticPlan(
            String statistic, Text label, String record, StatisticProof.Basis basis, long rows, long fewer) {

        /** Tells whether it is certain that the figure stays the same. */
        public boolean same() {
            return basis != StatisticProof.Basis.MEASURED || rows == 0;
        }
    }

    /**
     * People who are left out because a blocker holds them.
     *
     * @param blocker the blocker's id
     * @param bundle the bundle that registered it
     * @param reason why, in words
     * @param contacts how many contacts
     * @param companies how many companies
     * @param until the latest time until which one of them is held (UTC), or null if nobody knows
     */
    @ProviderType
    public record Exclusion(
            String blocker,
            String bundle,
            Text reason,
            long contacts,
            long companies,
            @Nullable Instant until) {}

    /**
     * Something that could not be asked or counted.
     *
     * @param bundle the bundle that it belongs to
     * @param text what it is, in words
     * @param stops whether the plan is executed only if an administrator accepts the gap
     */
    @ProviderType
    public record Gap(String bundle, Text text, boolean stops) {}

    /**
     * One bundle that was asked.
     *
     * @param bundle the symbolic name
     * @param version its version
     * @param name the name shown to people
     * @param accounting whether it accounts for its data
     * @param presence whether it is there
     */
    @ProviderType
    public record ContributorState(
            String bundle,
            String version,
            Text name,
            Contributor.Accounting accounting,
            Contributor.Presence presence) {}
}
