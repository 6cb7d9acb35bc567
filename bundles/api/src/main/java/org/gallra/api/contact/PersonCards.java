package org.gallra.api.contact;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which contacts are cards of the same person, as users have confirmed it: a person who works for two companies, or who was
 * entered twice. Checks no rights; what it returns is shown by services that do. Thread-safe.
 */
@ProviderType
public interface PersonCards {

    /** How many cards of one person are followed. */
    int MOST = 50;

    /**
     * Returns the keys of the other contacts that are confirmed to be the same person as this one, directly or by way of other
     * cards; ascending, without the contact itself, at most {@link #MOST}. Runs in the current transaction.
     */
    List<Long> others(long contactKey);
}
