package org.gallra.api.personaldata;

import org.osgi.annotation.versioning.ProviderType;

/** Whose data a record is: the category of data subjects of GDPR article 30(1)(c). */
@ProviderType
public enum DataSubject {
    /** Contacts: people at companies that one does or may do business with. */
    CONTACT,
    /** The users of Gallra itself. */
    USER
}
