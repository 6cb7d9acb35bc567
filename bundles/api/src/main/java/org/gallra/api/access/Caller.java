package org.gallra.api.access;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who is calling.
 *
 * @param userName the login name; names an employee, so it goes into receipts but not into log files
 * @param role the role
 * @param permissions all rights: those of the role and those granted
 */
@ProviderType
public record Caller(String userName, Role role, Set<Permission> permissions) {

    /** Copies the rights. */
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** The system itself: start-up work, demo data, resumed runs. */
    public static final Caller SYSTEM =
            new Caller("system", Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR.permissions());

    /** Tells whether the caller has the right. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
