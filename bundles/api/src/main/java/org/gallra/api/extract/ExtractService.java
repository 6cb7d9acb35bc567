package org.gallra.api.extract;

import org.gallra.api.GallraException;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.osgi.annotation.versioning.ProviderType;

/** Makes the register extract. Thread-safe. */
@ProviderType
public interface ExtractService {

    /**
     * Collects everything that is held about the contact, from every bundle, stopped and departed ones included. A bundle
     * that cannot be read becomes a named gap. Needs {@link Permission#EXTRACT}.
     *
     * @throws GallraException {@code NOT_FOUND}, {@code FORBIDDEN}
     */
    RegisterExtract extract(ContactId contact);
}
