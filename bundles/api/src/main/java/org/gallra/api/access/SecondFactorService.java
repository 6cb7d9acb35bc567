package org.gallra.api.access;

import java.util.Optional;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** The second factor of logins: codes that an app makes. Users switch it on and off for themselves. Thread-safe. */
@ProviderType
public interface SecondFactorService {

    /** Returns what whoever calls on this thread has to be told about a second factor, or empty; costs nothing. */
    Optional<Text> notice();

    /**
     * Takes somebody's second factor away, with the recovery codes: for users who have lost their device. Ends the user's logins.
     * Needs {@link Permission#ADMINISTER}.
     *
     * @throws GallraException {@code NOT_FOUND} if there is no such user; {@code CONFLICT} if the user has none
     */
    void reset(String userName);
}
