package org.gallra.contact;

import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;

/** What it means that a contact is restricted: who meets it, and what everybody is told who writes. */
final class Restricted {

    /** The condition that the contact with the alias {@code c} is not restricted. */
    static final String NOT = " AND NOT EXISTS (SELECT 1 FROM contact_restriction x WHERE x.subject = c.id)";

    private static final String OBJECTS = "EXISTS (SELECT 1 FROM contact_opt_out o WHERE o.subject = c.id)";

    /** The condition that the contact with the alias {@code c} objects to direct marketing. */
    static final String OPTED_OUT = " AND " + OBJECTS;

    /** The condition that the contact with the alias {@code c} may be marketed to. */
    static final String MARKETABLE = " AND c.anonymized_at IS NULL" + NOT + " AND NOT " + OBJECTS;

    private Restricted() {}

    /** Returns {@link #NOT} for whoever must not meet restricted contacts. */
    static String hidden(AccessControl access) {
        return seen(access) ? "" : NOT;
    }

    /** Tells whether the caller meets restricted contacts: system administrators do, and nobody who is not logged in. */
    static boolean seen(AccessControl access) {
        try {
            return access.caller().may(Permission.ANONYMIZE);
        } catch (GallraException e) {
            return false; // nobody calls
        }
    }

    static GallraException refused() {
        return GallraException.conflict(new Text(
                "Kontaktpersonen är begränsad: uppgifterna lagras och inget annat. Inget som rör den kan ändras förrän en"
                        + " systemadministratör har hävt begränsningen eller avbrutit det som väntar.",
                "The contact is restricted: its data is stored and nothing else. Nothing that concerns it can be changed"
                        + " until a system administrator has lifted the restriction or cancelled what waits."));
    }
}
