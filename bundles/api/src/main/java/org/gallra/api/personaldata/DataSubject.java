package org.gallra.api.personaldata;

/** Whose data a record is: the category of data subjects of GDPR article 30(1)(c). */
public enum DataSubject {
    /** Contacts: people at companies that one does or may do business with. */
    CONTACT,
    /** The users of Gallra itself. */
    USER
}
