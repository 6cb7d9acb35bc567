package org.gallra.api.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The proof of what was done. Holds no personal data of contacts: counts, fields, bundles and who approved.
 *
 * @param id the receipt's id
 * @param plan the id of the plan that was executed
 * @param action anonymize or delete
 * @param digest the plan's digest
 * @param approvedBy the login name of the user who executed it
 * @param reason why, as stated by that user, or null
 * @param startedAt when the first batch began (UTC)
 * @param finishedAt when the last batch was committed (UTC)
 * @param contacts how many contacts were covered
 * @param companies how many companies were covered
 * @param fields the ids of the fields that were anonymized; empty when deleting
 * @param records per record type what was changed, ordered by bundle and id
 * @param stores what was done to data outside tables, ordered by bundle and id
 * @param statistics what became of the figures that reports draw, ordered by id; empty for receipts of earlier versions
 * @param excluded who was left out and why, ordered by bundle and blocker
 * @param gaps what could not be asked or counted, in words and by bundle
 * @param complete whether every bundle accounted for its data, everything could be asked and every store forgot
 * @param notAccountedFor the symbolic names of those that did not, ordered
 * @param ledger the numbers of the entries that the ledger has of the act, ascending; the last is that of the receipt
 * @param replayed whether the act was done again after an older copy of the database was restored; the user who approved
 *     it first is lost with the newer copy then
 * @param residue what was searched for afterwards and found; null if it was not searched, as after a replay
 */
@ProviderType
public record ErasureReceipt(
        UUID id,
        UUID plan,
        ErasureAction action,
        String digest,
        String approvedBy,
        @Nullable String reason,
        Instant startedAt,
        Instant finishedAt,
        long contacts,
        long companies,
        Set<String> fields,
        List<RecordResult> records,
        List<StoreResult> stores,
        List<StatisticProof> statistics,
        List<ErasurePlan.Exclusion> excluded,
        List<ErasurePlan.Gap> gaps,
        boolean complete,
        List<String> notAccountedFor,
        List<Long> ledger,
        boolean replayed,
        @Nullable ResidueReport residue) {

    /** Copies the collections. */
    public ErasureReceipt {
        fields = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(fields));
        records = List.copyOf(records);
        stores = List.copyOf(stores);
        statistics = List.copyOf(statistics);
        excluded = List.copyOf(excluded);
        gaps = List.copyOf(gaps);
        notAccountedFor = List.copyOf(notAccountedFor);
        ledger = List.copyOf(ledger);
    }

    /** Returns the same with another report, or without one. */
    public ErasureReceipt with(@Nullable ResidueReport report) {
        return new ErasureReceipt(
                id,
                plan,
                action,
                digest,
                approvedBy,
                reason,
                startedAt,
                finishedAt,
                contacts,
                companies,
                fields,
                records,
                stores,
                statistics,
                excluded,
                gaps,
                complete,
                notAccountedFor,
                ledger,
                replayed,
                report);
    }

    /**
     * What was done to one store that is no table.
     *
     * @param store the store's id
     * @param label its name
     * @param bundle the bundle that declared it
     * @param action what was done
     * @param items how many items it said to hold before, or null if it could not be asked
     * @param owed how many of the people it had not forgotten when the receipt was written
     */
    @ProviderType
    public record StoreResult(
            String store,
            Text label,
            String bundle,
            ErasurePlan.RowAction action,
            @Nullable Long items,
            long owed) {}

    /**
     * What was done to one record type.
     *
     * @param record the record's id
     * @param label its name
     * @param bundle the bundle that declared it
     * @param bundleVersion that bundle's version
     * @param action what was done
     * @param rows how many rows were changed or deleted
     * @param unlinked how many links were removed from rows that stay
     * @param kept how many rows were kept on a ground, without their personal values and their links
     * @param keptGround that ground, or null if there can be none
     */
    @ProviderType
    public record RecordResult(
            String record,
            Text label,
            String bundle,
            String bundleVersion,
            ErasurePlan.RowAction action,
            long rows,
            long unlinked,
            long kept,
            @Nullable Text keptGround) {}
}
