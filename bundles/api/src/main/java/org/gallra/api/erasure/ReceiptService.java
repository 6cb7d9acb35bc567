package org.gallra.api.erasure;

import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The receipts of all erasures: by hand, by rules, and done again after a restore. Needs {@link Permission#ADMINISTER}. Thread-safe. */
@ProviderType
public interface ReceiptService {

    /**
     * Returns one page of receipts, those of the latest acts first.
     *
     * @param cursor {@code next} of the page before, or null for the first
     * @param limit how many at most, 1 to 200
     * @throws GallraException {@code FORBIDDEN}; {@code INVALID} for a limit or a cursor that cannot be
     */
    Page<ErasureReceipt> list(@Nullable String cursor, int limit);

    /**
     * Returns a receipt.
     *
     * @throws GallraException {@code FORBIDDEN}; {@code NOT_FOUND}
     */
    ErasureReceipt get(UUID receipt);

    /**
     * Searches once more for what the act may have left; the receipt's report is pending until then.
     *
     * @throws GallraException {@code FORBIDDEN}; {@code NOT_FOUND}; {@code CONFLICT} if what identified the people is no longer
     *     known
     */
    ErasureReceipt probe(UUID receipt);
}
