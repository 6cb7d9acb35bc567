package org.gallra.api.personaldata;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All that the register knows at one moment. Immutable.
 *
 * @param generation raised whenever a contributor comes, goes or changes
 * @param digest SHA-256 over all declarations and their bundles' versions, in hex; equal snapshots have equal digests
 * @param contributors ordered by symbolic name
 */
@ProviderType
public record RegisterSnapshot(long generation, String digest, List<Contributor> contributors) {

    /** Copies the list. */
    public RegisterSnapshot {
        contributors = List.copyOf(contributors);
    }

    /** Returns all declared records, ordered by bundle and id. */
    public List<RecordDeclaration> records() {
        return contributors.stream().flatMap(c -> c.records().stream()).toList();
    }

    /** Returns all declared stores, ordered by bundle and id. */
    public List<StoreDeclaration> stores() {
        return contributors.stream().flatMap(c -> c.stores().stream()).toList();
    }

    /** Returns the record with the id. */
    public Optional<RecordDeclaration> record(String id) {
        return records().stream().filter(r -> r.id().equals(id)).findFirst();
    }
}
