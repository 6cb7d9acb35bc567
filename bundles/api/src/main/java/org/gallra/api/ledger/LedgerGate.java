package org.gallra.api.ledger;

import java.util.Optional;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells whether the database holds nobody any more who was erased before. Until there is such a service and it says so,
 * nothing is served to users (PRIVACY.md I8). Thread-safe.
 */
@ProviderType
public interface LedgerGate {

    /** Returns what users wait for; empty if they can be served. */
    Optional<Text> waiting();
}
