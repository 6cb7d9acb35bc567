package org.gallra.api.processing;

import org.gallra.api.GallraException;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The record of processing activities, made from what the bundles declare, and the controller's details that no bundle can
 * know. Checks the caller's rights. Thread-safe.
 */
@ProviderType
public interface ProcessingService {

    /** Returns the controller's details; everything is empty until somebody wrote it. Needs {@link Permission#READ}. */
    ControllerDetails controller();

    /**
     * Replaces the controller's details. Needs {@link Permission#ADMINISTER}.
     *
     * @param version the version that the change is based on
     * @throws GallraException {@code INVALID} naming each field that is wrong; {@code STALE} if the version is not the
     *     current one
     */
    ControllerDetails update(long version, ControllerDraft draft);

    /** Makes the record as of now, from the register and the controller's details. Needs {@link Permission#READ}. */
    ProcessingRecord record();
}
