package org.gallra.api.ledger;

import java.time.Instant;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The ledger as people see it: whether it is whole and how long it is. Needs {@link Permission#ADMINISTER}. Thread-safe. */
@ProviderType
public interface LedgerService {

    /** What the ledger is good for now. */
    @ProviderType
    enum Condition {
        /** The chain is whole and acts can be written down. */
        READY,
        /** The database is older than the ledger: what it misses is being erased again. */
        BEHIND,
        /** Acts are refused; {@code problem} says why and what to do. */
        REFUSING
    }

    /**
     * The ledger at one moment.
     *
     * @param condition what it is good for
     * @param problem why acts are refused, or null
     * @param directory where its files lie
     * @param database the id by which the database and the ledger know each other, or null before the first entry
     * @param entries how many entries the chain has, up to the first that is wrong
     * @param head SHA-256 of the last of them, in hex; 64 zeros if there is none
     * @param applied the number of the last entry that the database has seen
     * @param verifiedAt when the whole chain was verified last (UTC)
     */
    @ProviderType
    record LedgerState(
            Condition condition,
            @Nullable Text problem,
            String directory,
            @Nullable UUID database,
            long entries,
            String head,
            long applied,
            Instant verifiedAt) {}

    /**
     * Returns the state; reads the files again only if they were changed by somebody else.
     *
     * @throws GallraException {@code FORBIDDEN}
     */
    LedgerState state();

    /**
     * Reads all files and verifies the whole chain.
     *
     * @throws GallraException {@code FORBIDDEN}
     */
    LedgerState verify();
}
