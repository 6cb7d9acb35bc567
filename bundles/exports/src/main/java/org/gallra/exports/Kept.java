package org.gallra.exports;

import java.time.Instant;
import java.util.UUID;
import org.gallra.api.extract.ExportService.Export;
import org.gallra.api.extract.ExportService.State;
import org.gallra.api.extract.ExtractOrder;
import org.jspecify.annotations.Nullable;

/**
 * An export as it stands in its table.
 *
 * @param key the internal key
 * @param id the public id
 * @param state where it stands
 * @param orderedBy the login name of who ordered it
 * @param orderedAt when (UTC)
 * @param format the id of the format
 * @param extension the ending of the files' names, without dot
 * @param order how each extract is wanted
 * @param people how many people it is about
 * @param made how many files are made
 * @param failed how many could not be
 * @param expiresAt until when it can be fetched, or null
 * @param endedAt when it was fetched or removed, or null
 */
record Kept(
        long key,
        UUID id,
        State state,
        String orderedBy,
        Instant orderedAt,
        String format,
        String extension,
        ExtractOrder order,
        long people,
        long made,
        long failed,
        @Nullable Instant expiresAt,
        @Nullable Instant endedAt) {

    Export shown() {
        return new Export(id, state, orderedBy, orderedAt, format, people, made, failed, expiresAt, endedAt);
    }
}
