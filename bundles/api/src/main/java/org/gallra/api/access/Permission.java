package org.gallra.api.access;

import org.osgi.annotation.versioning.ProviderType;

/** A right that a service asks for. */
@ProviderType
public enum Permission {
    /** Look at records. */
    READ,
    /** Create and change records. */
    WRITE,
    /** Make the register extract of a contact (GDPR article 15). */
    EXTRACT,
    /** Import files. */
    IMPORT,
    /** Delete contacts and companies; a right of its own that the system administrator grants. */
    DELETE,
    /** Anonymize; system administrators only (PRIVACY.md rule 24). */
    ANONYMIZE,
    /** Settings, users, the register of personal data. */
    ADMINISTER
}
