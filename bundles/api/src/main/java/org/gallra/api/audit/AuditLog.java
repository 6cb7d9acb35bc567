package org.gallra.api.audit;

import org.gallra.api.GallraException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes down what must be answered for. For all bundles, vendors' too. Thread-safe.
 *
 * <p>Write the entry in the transaction of the act, before anything that cannot be undone: if the entry cannot be written, the act
 * fails with it, and if the act is rolled back the entry goes with it.
 */
@ProviderType
public interface AuditLog {

    /** Writes nothing: for tests without a framework. In the product every service gets the real one or does not start. */
    AuditLog NONE = entry -> {};

    /**
     * Writes an entry, in the current transaction or in one of its own; one statement. It is chained to the entries before it within
     * seconds of the commit.
     *
     * @throws GallraException {@code UNAVAILABLE} if it cannot be written
     */
    void record(AuditEntry entry);
}
