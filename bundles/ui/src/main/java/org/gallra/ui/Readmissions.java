package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.rest.Input;
import org.gallra.api.suppression.Readmission;
import org.jspecify.annotations.Nullable;

/** The question why somebody who was erased shall be entered again, in forms. */
final class Readmissions {

    private Readmissions() {}

    /** Returns the reasons that the caller may choose from; none if there is nothing to ask. */
    static List<Readmission> offered(AccessControl access, boolean erased) {
        return erased && access.caller().may(Permission.ADMINISTER) ? List.of(Readmission.values()) : List.of();
    }

    /** Returns the reason that was chosen, or null. */
    static @Nullable Readmission of(MultivaluedMap<String, String> form) {
        String chosen = Filters.value(form, "readmission");
        return chosen.isBlank() ? null : Input.constant("readmission", Readmission.class, chosen);
    }
}
