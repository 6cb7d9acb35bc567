package org.gallra.api.access;

import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells who calls and refuses what is not allowed.
 *
 * <p>Services ask it, so that REST, UI, shell and vendors meet the same check. The caller is bound to the thread by the
 * filter in front of every servlet. Thread-safe.
 */
@ProviderType
public interface AccessControl {

    /**
     * Returns who is calling on this thread.
     *
     * @throws GallraException with code {@code UNAUTHENTICATED} if nobody is logged in
     */
    Caller caller();

    /**
     * Refuses the call unless the caller has the right.
     *
     * @return the caller
     * @throws GallraException with code {@code UNAUTHENTICATED} or {@code FORBIDDEN}; the text names the right
     */
    Caller require(Permission permission);

    /** Runs the work on this thread as the given caller, then restores the former one. */
    <T> T callAs(Caller caller, Supplier<T> work);
}
