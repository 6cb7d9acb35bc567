package org.gallra.api.personaldata;

import java.util.List;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One bundle in the register, with what it declared and whether that holds true.
 *
 * @param bundle the symbolic name
 * @param version the version of the bundle whose declaration this is
 * @param name the name shown to people
 * @param accounting whether the bundle accounts for its data
 * @param presence whether the bundle is there
 * @param reasons why it is not accounted for, why it holds nothing, or why it cannot start; empty if it is complete and can
 * @param records what it declared, ordered by id; empty if it holds nothing
 * @param stores what it declared to hold outside tables, ordered by id
 * @param changes what this version's declaration changed, in words, compared with the version before; empty if nothing
 * @param departure what was decided about its data after it was uninstalled, or null if nobody decided
 */
@ProviderType
public record Contributor(
        String bundle,
        String version,
        Text name,
        Accounting accounting,
        Presence presence,
        List<Text> reasons,
        List<RecordDeclaration> records,
        List<StoreDeclaration> stores,
        List<Text> changes,
        @Nullable Departure departure) {

    /** Copies the lists. */
    public Contributor {
        reasons = List.copyOf(reasons);
        records = List.copyOf(records);
        stores = List.copyOf(stores);
        changes = List.copyOf(changes);
    }

    /** Whether a bundle accounts for the personal data that it holds. */
    @ProviderType
    public enum Accounting {
        /** Everything that it has is declared. */
        COMPLETE,
        /** It says that it holds nothing, and has no tables. */
        HOLDS_NOTHING,
        /** It has something that it did not declare, or said nothing at all. No erasure is complete over it. */
        NOT_ACCOUNTED_FOR
    }

    /** Whether a bundle is there. */
    @ProviderType
    public enum Presence {
        /** It runs. */
        ACTIVE,
        /** It is installed but does not run; its tables are still reached. */
        STOPPED,
        /** It was uninstalled; its tables are still reached by the kept declaration. */
        DEPARTED
    }
}
