package org.gallra.api.erasure;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tables in which acts have changed or removed rows: their pages may still hold the old values. Kept in the database from
 * the end of each act on, until somebody says that a table was written anew. Checks no rights: it is for the task that does
 * so. Thread-safe.
 */
@ProviderType
public interface ErasureTraces {

    /**
     * A table with traces.
     *
     * @param table its name, in lower case; it may be gone since
     * @param first when the first of the acts ended (UTC)
     * @param last when the last of them ended (UTC)
     * @param analyzed whether the database's statistics of the table were made after that
     */
    @ProviderType
    record Trace(String table, Instant first, Instant last, boolean analyzed) {}

    /** Returns the tables, ordered by name. */
    List<Trace> traces();

    /** Says that the statistics of a table were made after the acts up to the time. */
    void analyzed(String table, Instant through);

    /** Says that a table holds no traces of acts up to the time. */
    void cleaned(String table, Instant through);

    /** Tells whether an act is being executed, on whatever node. */
    boolean busy();
}
