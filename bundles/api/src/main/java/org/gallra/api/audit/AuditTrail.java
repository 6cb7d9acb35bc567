package org.gallra.api.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Reads the audit log and verifies its chain. Needs {@link Permission#ADMINISTER}. Thread-safe. */
@ProviderType
public interface AuditTrail {

    /**
     * An entry as it stands.
     *
     * @param id its id
     * @param number its place in the chain, from 1; null for the seconds until it is chained
     * @param at when (UTC)
     * @param user the login name of who did it; {@code system} if nobody did; null if it is not known, as for a login that failed
     * @param act the code of what was done
     * @param kind what it is about
     * @param label what people call the act
     * @param type the type of the record, or null
     * @param record the public id of the record, or null
     * @param counts how many of what
     * @param details names of fields or settings, in their order
     */
    @ProviderType
    record Entry(
            UUID id,
            @Nullable Long number,
            Instant at,
            @Nullable String user,
            String act,
            AuditKind kind,
            Text label,
            @Nullable String type,
            @Nullable String record,
            Map<String, Long> counts,
            List<String> details) {}

    /**
     * One page of the log, the newest first; conditions that are null do not matter.
     *
     * @param from not earlier (UTC)
     * @param before earlier (UTC)
     * @param user the login name
     * @param kind what it is about
     * @param act the code
     * @param record the id of the record
     * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter
     * @param limit how many at most, 1 to 200
     */
    @ProviderType
    record Query(
            @Nullable Instant from,
            @Nullable Instant before,
            @Nullable String user,
            @Nullable AuditKind kind,
            @Nullable String act,
            @Nullable String record,
            @Nullable String cursor,
            int limit) {}

    /**
     * The log as a whole.
     *
     * @param version of the settings; the ETag
     * @param keptYears how many years an entry is kept, or null for always
     * @param entries how many entries are chained
     * @param first the number of the oldest entry that is there; those before it were pruned when their time was over
     * @param head the hash of the newest entry, hex; note it elsewhere, and nobody can cut off the end unseen
     * @param problem what is wrong with the chain, or null
     * @param verifiedAt when the whole chain was verified last on this node (UTC), or null
     * @param changedBy the login name of who changed the settings last, or null
     * @param changedAt when (UTC), or null
     */
    @ProviderType
    record State(
            long version,
            @Nullable Integer keptYears,
            long entries,
            long first,
            String head,
            @Nullable Text problem,
            @Nullable Instant verifiedAt,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /** Returns one page; its total counts no further than the page. */
    Page<Entry> list(Query query);

    /** Returns the state, with what the last verification found. */
    State state();

    /** Chains what is open, reads the whole chain and returns the state. */
    State verify();

    /**
     * Changes how long entries are kept. Older ones are removed by night; the chain of the others can be verified afterwards.
     *
     * @param keptYears 1 to 30, or null for always
     * @throws GallraException {@code INVALID} naming {@code keptYears}; {@code STALE} if the settings have another version
     */
    State change(long version, @Nullable Integer keptYears);

    /** Returns what is wrong with the log, or empty; checks no right and reads no chain: for monitoring. */
    Optional<Text> problem();
}
